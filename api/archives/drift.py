"""What changed between two runs over an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from api.archives.place import KEPT
from extractor.comparing import Drift, compare
from models.errors import DataError
from models.paths import role_of
from models.result import ExtractionResult

_ENGINE = b'\n  "engine": {'

_SHOWN = 20
"""Roles that a summary names: the ones that changed most often."""


class DocumentDrift(BaseModel):
    """What changed in the result of one file."""

    model_config = ConfigDict(frozen=True)

    name: str
    drift: Drift


class ArchiveDrift(BaseModel):
    """``documents``: those whose result changed. ``added`` and ``gone``: results that only one of the runs has."""

    model_config = ConfigDict(frozen=True)

    compared: int
    documents: tuple[DocumentDrift, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]

    def among_former(self) -> ArchiveDrift:
        """Where the older folder holds only what was replaced, the rest of the newer one is not new."""
        return self.model_copy(update={"added": ()})

    def said(self) -> str:
        """A few lines for a person."""
        drifts = [document.drift for document in self.documents]
        fields = [field for drift in drifts for field in drift.fields]
        kinds = Counter(field.change for field in fields)
        lines = [
            f"{len(self.documents)} of {self.compared} documents changed; {len(self.added)} new, {len(self.gone)} gone",
            (
                f"{kinds['value']} values changed, {kinds['added']} fields more, {kinds['gone']} fewer, "
                f"{sum(drift.review for drift in drifts):+d} to review"
            ),
            (
                f"{sum(len(drift.broken) for drift in drifts)} checks newly failed, "
                f"{sum(len(drift.mended) for drift in drifts)} mended"
            ),
        ]
        roles = Counter(f"{field.form} {role_of(field.path)}" for field in fields)
        lines += [f"  {count} x {role}" for role, count in roles.most_common(_SHOWN)]
        return "\n".join(lines)


def drift_between(old: Path, new: Path) -> ArchiveDrift:
    """Compare the results in two folders, file by file.

    Raises DataError that names a file which is no result.
    """
    before, after = set(_results(old)), set(_results(new))
    both = sorted(before & after)
    changed = []
    for name in both:
        one, other = (old / name).read_bytes(), (new / name).read_bytes()
        if _said(one) == _said(other):
            continue
        drift = compare(_result(old / name, one), _result(new / name, other))
        if not drift.empty:
            changed.append(DocumentDrift(name=name, drift=drift))
    added, gone = tuple(sorted(after - before)), tuple(sorted(before - after))
    return ArchiveDrift(compared=len(both), documents=tuple(changed), added=added, gone=gone)


def _said(data: bytes) -> bytes:
    """A result's bytes without the names of what read it, which stand at the end: all that another catalogue changes
    in most documents.
    """
    return data.rpartition(_ENGINE)[0] or data


def _results(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.json"):
        name = path.relative_to(folder)
        if KEPT not in name.parts and not path.name.startswith("."):
            yield name.as_posix()


def _result(path: Path, data: bytes) -> ExtractionResult:
    try:
        return ExtractionResult.model_validate_json(data)
    except ValidationError as error:
        said = f"{error.error_count()} faults, the first: {error.errors()[0]['msg']}"
        raise DataError(f"{path}: not a result of version 1 ({said}); move it out of the folder") from error
