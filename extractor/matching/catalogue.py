"""The catalogue: the house's, and a user's on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from extractor.matching.keys import core_key, folded_key, printed_key
from models.catalogue import CatalogueFile, Indicator, Subject
from models.data_file import parsed
from models.errors import DataError

# The house's files, one version for all.
_SHIPPED = ("catalogue.yaml", "catalogue_subjects.yaml")


@dataclass(frozen=True, slots=True)
class Wording:
    """A name or alias of an indicator with the keys that labels are compared by."""

    entry: Indicator
    text: str
    alias: bool
    printed: str
    folded: str
    core: str


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All indicators by id. ``version``: the house's, and those of the user's files after a plus each.

    ``wordings``: every name and alias, made ready for matching. ``subjects`` by code, ``codes`` by the printed key of a
    subject's name or alias. One is loaded and used for every document, so it is compared by identity.
    """

    version: str
    indicators: Mapping[str, Indicator]
    wordings: tuple[Wording, ...]
    subjects: Mapping[str, Subject]
    codes: Mapping[str, tuple[str, ...]]


def load_catalogue(extra: Sequence[Path] = ()) -> Catalogue:
    """The house's catalogue with the user's files over it: an indicator of a known id takes the known one's place.

    So does a subject of a known code.

    Raises DataError that names the file and the key at fault.
    """
    data = resources.files("extractor") / "data"
    parts = [_parse(name, (data / name).read_text(encoding="utf-8")) for name in _SHIPPED]
    parts += [_parse(str(path), _read(path)) for path in extra]
    by_id = {entry.id: entry for part in parts for entry in part.indicators}
    wordings = tuple(
        Wording(entry, text, number > 0, printed_key(text), folded_key(text), core_key(text))
        for entry in by_id.values()
        for number, text in enumerate((entry.name, *entry.aliases))
    )
    subjects = {subject.code: subject for part in parts for subject in part.subjects}
    versions = [parts[0].version, *(part.version for part in parts[len(_SHIPPED) :])]
    return Catalogue("+".join(versions), by_id, wordings, subjects, _codes_by_name(subjects.values()))


def _codes_by_name(subjects: Iterable[Subject]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for subject in subjects:
        for name in (subject.name, *subject.aliases):
            key = printed_key(name)
            codes[key] = (*codes.get(key, ()), subject.code)
    return codes


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); name a UTF-8 YAML file with a catalogue") from error


def _parse(name: str, text: str) -> CatalogueFile:
    catalogue = parsed(
        name, text, CatalogueFile, "a catalogue is a mapping with the keys version and indicators or subjects"
    )
    seen: set[str] = set()
    for entry in catalogue.indicators:
        if entry.id in seen:
            raise DataError(f"{name}: indicators: the id {entry.id!r} is given twice; give each its own")
        seen.add(entry.id)
    return catalogue
