from __future__ import annotations

from pathlib import Path

import pytest

from extractor.keeping import sheet_from_bytes, sheet_to_bytes
from extractor.pipeline import extract
from extractor.sheets import Sheet
from extractor.tools import Tools

SAMPLES = Path(__file__).parents[2] / "samples" / "set"


class Memory:
    """Keeps sheets as bytes, and counts how often one was of use."""

    def __init__(self) -> None:
        self.sheets: dict[int, bytes] = {}
        self.used = 0

    def find(self, page: int) -> Sheet | None:
        if page not in self.sheets:
            return None
        self.used += 1
        return sheet_from_bytes(self.sheets[page])

    def keep(self, page: int, sheet: Sheet) -> None:
        self.sheets[page] = sheet_to_bytes(sheet)


@pytest.mark.parametrize("name", ["two-pages.born.pdf", "photo.worst.pdf"])
def test_kept_sheets_give_the_same_result_as_reading(tools: Tools, name: str) -> None:
    data, kept = (SAMPLES / name).read_bytes(), Memory()
    first = extract(data, name, tools, kept=kept)
    assert (kept.used, len(kept.sheets)) == (0, first.result.document.page_count)
    again = extract(data, name, tools, kept=kept)
    assert kept.used == len(kept.sheets)
    assert again == first


def test_a_dump_is_read_anew_because_its_sheet_depends_on_the_forms(tools: Tools) -> None:
    kept = Memory()
    extract((SAMPLES / "text.dump.txt").read_bytes(), "text.dump.txt", tools, kept=kept)
    assert kept.sheets == {}


@pytest.mark.parametrize("data", [b"", b"nothing", sheet_to_bytes.__name__.encode()])
def test_what_is_no_sheet_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a kept sheet"):
        sheet_from_bytes(data)
