"""Where a batch writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.archives.journal import Journal

KEPT = ".scanledger"
"""The folder beside the results: the journal, former results, pages that were read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Results stand at their files' own paths under ``out``; all else under ``.scanledger`` there."""

    out: Path

    @property
    def kept(self) -> Path:
        return self.out / KEPT

    @property
    def journal(self) -> Journal:
        return Journal(self.kept / "journal.jsonl")

    def result(self, name: str) -> Path:
        """Never outside ``out``, whatever an archive calls its files."""
        return self.out / _inside(name)

    def former(self, name: str, made_by: str) -> Path:
        """Where the result lies that another way of reading made before."""
        return self.kept / "former" / made_by / _inside(name)

    def sheets(self, sha256: str) -> Path:
        """A document's pages that were read."""
        return self.kept / "sheets" / sha256[:2] / sha256


def _inside(name: str) -> Path:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return Path(*parts[:-1], f"{parts[-1]}.json") if parts else Path("unnamed.json")
