"""Where lines of text are parted: at gaps as wide as those between the cells of a table set close."""

from __future__ import annotations

import re
from itertools import pairwise

from models.cutting import spelt
from models.text import Glyph, TextLine

EXACT = "text_layer"
"""Whose glyphs stand exactly where their boxes are, in full ems."""

NARROWEST, READ = 0.2, 0.4
"""In text heights: the narrowest gap between two cells in exact text, and in read text, whose glyphs' boxes are off."""

CLEAR = 1.2
"""In text heights: a gap in read text that is surely one between two texts."""

BLANK = 0.5
"""In ems: the blank part of a full-width mark, which a recogniser's boxes leave out."""

OPENING, CLOSING = frozenset("（《“【〔("), frozenset("、，。；：！）》”】〕)")


_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?!\d*%)")
_ITEM = re.compile(r"(?<=\d)(?=[一二三四五六七八九十]{1,3}、)")
_CODE = re.compile(r"(?<![\d.,])(?:\d{7}|\d{5}|\d{3})(?=[\u4e00-\u9fff])(?!年)")
"""What begins or ends a cell anywhere: an amount, the number of an item after a figure, a code before a name."""

_THOUSANDS = re.compile(r"(?<=\d[,;:.，；：])(?=\d{3}[,.])")
"""Where an amount goes on behind the mark between its thousands, whatever this was read as."""


def cuts_of(line: TextLine, text_height: float) -> list[int]:
    """The glyphs before which a line has a gap as wide as between two cells, in order."""
    if line.engine == EXACT:
        return _wide(line, NARROWEST * text_height, 0.0)
    within = {match.start() for match in _THOUSANDS.finditer("".join(glyph.char[:1] for glyph in line.glyphs))}
    return sorted({*_wide(line, READ * text_height, BLANK * text_height), *_between_figures(line)} - within)


def wide_cuts_of(line: TextLine, text_height: float) -> list[int]:
    """The glyphs before which a line has a gap that is no blank half of a mark, however roughly it was read."""
    exact = line.engine == EXACT
    return _wide(line, (NARROWEST if exact else CLEAR) * text_height, 0.0 if exact else BLANK * text_height)


def word_cuts_of(line: TextLine, text_height: float) -> list[int]:
    """The same among wrapped texts, whose words begin with no character of their own: not after the first one, unless
    it surely stands apart.
    """
    cuts = cuts_of(line, text_height)
    if line.engine == EXACT or 1 not in cuts or not _is_character(line.glyphs[0].char):
        return cuts
    return cuts if 1 in wide_cuts_of(line, text_height) else [cut for cut in cuts if cut > 1]


def _is_character(char: str) -> bool:
    return "\u4e00" <= char[:1] <= "\u9fff"


def _between_figures(line: TextLine) -> set[int]:
    """The glyphs before which a figure ends or begins: a recogniser that reads two cells as one line sees no gap."""
    text, places = spelt(line)
    edges = {edge for match in _AMOUNT.finditer(text) for edge in match.span()}
    edges |= {match.end() for match in _CODE.finditer(text)} | {match.start() for match in _ITEM.finditer(text)}
    return {places[edge] for edge in edges if 0 < places[edge] < len(line.glyphs)}


def _wide(line: TextLine, least: float, blank: float) -> list[int]:
    return [
        i
        for i, (left, right) in enumerate(pairwise(line.glyphs), 1)
        if right.box.x0 - left.box.x1 - blank * marks_between(left, right) >= least
    ]


def marks_between(left: Glyph, right: Glyph) -> int:
    """How many blank parts of marks lie between two glyphs: some typefaces set a mark in the middle of its square."""
    return sum(char in marks for char in (left.char, right.char) for marks in (OPENING, CLOSING))
