"""Where a batch writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.archives.journal import Journal
from api.files import write_atomically

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

    def archive(self) -> Path | None:
        """Where the documents lay that were read here, or None where none were."""
        try:
            return Path(self._named.read_text(encoding="utf-8").strip())
        except OSError:
            return None

    def remember(self, archive: Path) -> None:
        """Note where the documents lie."""
        write_atomically(self._named, f"{archive.resolve()}\n".encode())

    @property
    def _named(self) -> Path:
        return self.kept / "archive.txt"

    def result(self, name: str) -> Path:
        """Never outside ``out``, whatever an archive calls its files."""
        return self.out / _inside(name)

    def former(self, name: str, made_by: str) -> Path:
        """Where the result lies that another way of reading made before."""
        return self.kept / "former" / made_by / _inside(name)

    def asked(self, name: str, but_for_catalogue: str, made_by: str) -> Path:
        """Where it is said what a result asked of the catalogue. The way in which it was made is named twice: without
        its catalogue, by which results are found that another catalogue may leave as they are, and as a whole.
        """
        return self.kept / "asked" / but_for_catalogue / made_by / _inside(name)

    def sheets(self, sha256: str) -> Path:
        """A document's pages that were read."""
        return self.kept / "sheets" / sha256[:2] / sha256


def _inside(name: str) -> Path:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return Path(*parts[:-1], f"{parts[-1]}.json") if parts else Path("unnamed.json")
