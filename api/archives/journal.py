"""What was done with each file of an archive: a line each, added when it is done and never changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from api.tally import tally_of
from api.workers import Failed
from models.errors import OutputError
from models.result import ExtractionResult


class Entry(BaseModel):
    """A file that is done. ``made_by`` names the way it was read; the same file in the same way is not read again."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: Literal["done", "failed"]
    sha256: str | None
    made_by: str
    seconds: float
    code: str | None = None
    error: str | None = None
    pages: int = 0
    records: int = 0
    fields: int = 0
    to_review: int = 0
    failed_checks: int = 0
    failed_pages: int = 0


def done_entry(name: str, result: ExtractionResult, made_by: str, seconds: float) -> Entry:
    tally = tally_of(result)
    return Entry(
        name=name,
        state="done",
        sha256=result.document.sha256,
        made_by=made_by,
        seconds=seconds,
        pages=result.document.page_count,
        records=tally.records,
        fields=tally.fields,
        to_review=tally.to_review,
        failed_checks=tally.failed_checks,
        failed_pages=sum(warning.code == "page_failed" for warning in result.warnings),
    )


def failed_entry(name: str, sha256: str | None, made_by: str, seconds: float, why: Failed) -> Entry:
    return Entry(
        name=name, state="failed", sha256=sha256, made_by=made_by, seconds=seconds, code=why.code, error=why.message
    )


@dataclass(frozen=True, slots=True)
class Journal:
    """A file of entries. The last entry of a name is the one that counts."""

    path: Path

    def entries(self) -> dict[str, Entry]:
        """By name. A last line that a crash cut short is passed over: that file is not done."""
        if not self.path.exists():
            return {}
        found: dict[str, Entry] = {}
        for line in self.path.read_bytes().splitlines():
            try:
                entry = Entry.model_validate_json(line)
            except ValidationError:
                continue
            found[entry.name] = entry
        return found

    def add(self, entry: Entry) -> None:
        """Write an entry; it is on the disk when this returns. Raises OutputError."""
        try:
            with self.path.open("ab") as file:
                if file.tell() and not _ends_a_line(self.path):
                    file.write(b"\n")
                file.write(entry.model_dump_json().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path}: {error.strerror or error}; make room, then call it again") from error


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
