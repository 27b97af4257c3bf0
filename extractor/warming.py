"""Everything that reading loads or reckons once, done before a first document asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pymupdf

from extractor.matching import match_label
from extractor.pipeline import extract
from extractor.reading import Recognised
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

    Data files are loaded and shapes of characters reckoned, and both are remembered in this process and in every child
    that it has afterwards. The models are not asked.
    """
    match_label(tools.definitions.words[0], tools.catalogue)
    extract(_page(tools.definitions.words), "warm.pdf", replace(tools, engine=_Silent(tools)))


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
