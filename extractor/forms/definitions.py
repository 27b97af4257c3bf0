"""Form definitions: the house's own and a user's, read from YAML files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from models.data_file import mapping_in, parsed, validated
from models.errors import DataError
from models.fiscal import FiscalDefinition, FiscalFile, FiscalWords
from models.form import Definitions, FormDefinition

FISCAL = "fiscal_table"
WORDS = "fiscal.yaml"


def load_definitions(extra: Sequence[Path] = ()) -> Definitions:
    """The house's definitions and those of ``extra`` files; a later one of the same form, or table id, takes its place.

    Raises DataError that names the file and the key at fault.
    """
    data = resources.files("extractor") / "data"
    shipped = data / "forms"
    texts = [
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in sorted(shipped.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    ]
    texts += [(str(path), _read(path)) for path in extra]
    forms: dict[str, FormDefinition] = {}
    tables: dict[str, FiscalDefinition] = {}
    for name, text in texts:
        content = _parse(name, text)
        if isinstance(content, FormDefinition):
            forms[content.form] = content
        else:
            tables |= {table.id: table for table in content.tables}
    words = (data / WORDS).read_text(encoding="utf-8")
    return Definitions(
        forms=tuple(forms.values()),
        fiscal=tuple(tables.values()),
        fiscal_words=parsed(WORDS, words, FiscalWords, "the words of the family are a mapping"),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); name a UTF-8 YAML file with a form definition") from error


def _parse(name: str, text: str) -> FormDefinition | FiscalFile:
    content = mapping_in(name, text, "a form definition is a mapping with the keys form, version and titles or tables")
    if content.get("form") == FISCAL:
        file = validated(name, content, FiscalFile)
        _reject_repeats(name, "tables.id", (table.id for table in file.tables))
        for table in file.tables:
            _reject_repeats(name, f"{table.id}: checks.id", (rule.id for rule in table.checks))
        return file
    definition = validated(name, content, FormDefinition)
    _require_unique(name, definition)
    return definition


def _require_unique(name: str, definition: FormDefinition) -> None:
    """Two leaves with one path would overwrite each other in ``data``."""
    _reject_repeats(name, "path", _paths(definition))
    _reject_repeats(name, "checks.id", (rule.id for rule in definition.checks))


def _paths(definition: FormDefinition) -> Iterable[str]:
    yield from (head.path for head in definition.heads)
    for matrix in definition.matrices:
        yield matrix.path
        yield from (f"{matrix.path}[].{path}" for path in (matrix.key, *(c.path for c in matrix.columns)))
    for listing in definition.listings:
        yield listing.path
        yield from (f"{listing.path}[].{c.path}" for c in listing.columns)
        yield from (f"{listing.path}[].{c.weight_path}" for c in listing.columns if c.weight_path)
        yield from (slot.path for slot in (listing.total.slots.values() if listing.total else ()))


def _reject_repeats(name: str, key: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DataError(f"{name}: {key}: {value!r} is defined twice; give each its own")
        seen.add(value)
