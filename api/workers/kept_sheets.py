"""Sheets of one document in a folder, a file a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.files import write_atomically
from extractor.keeping import sheet_from_bytes, sheet_to_bytes
from extractor.sheets import Sheet


@dataclass(frozen=True, slots=True)
class FolderSheets:
    """``folder`` is of one document and of one way of reading it, and is made when there is something to keep."""

    folder: Path

    def find(self, page: int) -> Sheet | None:
        try:
            return sheet_from_bytes(self._place(page).read_bytes())
        except (OSError, ValueError):
            return None

    def keep(self, page: int, sheet: Sheet) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._place(page), sheet_to_bytes(sheet))

    def _place(self, page: int) -> Path:
        return self.folder / f"{page:05}.sheet"
