"""Everything that reading loads or reckons once, done before a first document asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pymupdf

from extractor.keeping import material_to_bytes, sheet_from_bytes, sheet_to_bytes
from extractor.matching import match_label
from extractor.pipeline import extract
from extractor.reading import Recognised
from extractor.sheets import Sheet
from extractor.tools import Tools
from models.geometry import Box
from models.page import Pixels

_SIZE_PT, _STEP_PT, _MARGIN_PT = 9, 14, 40
_COLUMNS, _LONGEST = 4, 12
"""Of the table, and characters of a word that its columns have room for."""

_FONT = "china-s"
"""One that comes with pymupdf."""


def warm(tools: Tools) -> None:
    """Read a page that is drawn here: a table of words that the forms are printed with.

    Data files are loaded, shapes of characters reckoned, and how what is kept is packed is worked out: all of it is
    remembered in this process and in every child that it has afterwards. The models are not asked.
    """
    match_label(tools.definitions.words[0], tools.catalogue)
    page = _page(tools.definitions.words)
    read = extract(page, "warm.pdf", replace(tools, engine=_Silent(tools)), kept=_Packed())
    material_to_bytes(read.material)


def _page(words: Sequence[str]) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page()
        width = (page.rect.width - 2 * _MARGIN_PT) / _COLUMNS
        rows = int((page.rect.height - 2 * _MARGIN_PT) // _STEP_PT)
        for number, word in enumerate([*words, *(f"{value}.00" for value in range(_COLUMNS))][: rows * _COLUMNS]):
            x0, y0 = _MARGIN_PT + width * (number % _COLUMNS), _MARGIN_PT + _STEP_PT * (number // _COLUMNS)
            page.draw_rect((x0, y0, x0 + width, y0 + _STEP_PT))
            page.insert_text((x0 + 2, y0 + _STEP_PT - 3), word[:_LONGEST], fontname=_FONT, fontsize=_SIZE_PT)
        return bytes(document.tobytes())


class _Packed:
    """Keeps no sheet, but packs and unpacks it: how to is worked out the first time."""

    def find(self, _page: int) -> None:
        """Nothing is kept."""

    def keep(self, _page: int, sheet: Sheet) -> None:
        sheet_from_bytes(sheet_to_bytes(sheet))


class _Silent:
    """An engine that sees nothing."""

    def __init__(self, tools: Tools) -> None:
        self.name, self.version = tools.engine.name, tools.engine.version

    def load(self) -> None:
        """There is nothing to load."""

    def detect(self, _pixels: Pixels) -> tuple[Box, ...]:
        return ()

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        return tuple(Recognised() for _ in crops)
