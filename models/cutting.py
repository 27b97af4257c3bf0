"""A line cut into pieces, glyph by glyph, and words printed with wide spaces put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.geometry import union_of
from models.text import TextLine

APART = 0.12
"""In glyph heights: the gap between two amounts of neighbouring columns. Inside a number there is none."""

SET_APART = 0.35
"""The same between a text and a count after it: programs set figures a quarter of an em off the text around them."""

SPACED = 4.0
"""In glyph heights: the widest space inside a word of two characters that is drawn out over its cell."""

_ALONE = frozenset("类款项")
"""Heads of one character: the levels of a budget's codes."""

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?!\d{0,2}%| ?[万亿]?元)")
_COUNT = re.compile(r"(?<=[^\W\d]) ?\d{1,3}$")


def cut_line(line: TextLine, starts: Iterable[int]) -> tuple[TextLine, ...]:
    """The line cut before the glyphs of these numbers; spaces at the cuts are lost, those between glyphs kept."""
    at = sorted({0, *starts})
    if len(at) == 1:
        return (line,)
    texts = _texts(line, at)
    pieces = []
    for text, (start, end) in zip(texts, pairwise([*at, len(line.glyphs)]), strict=True):
        glyphs = line.glyphs[start:end]
        box = union_of(glyph.box for glyph in glyphs)
        if text and box is not None:
            pieces.append(TextLine(text=text, box=box, glyphs=glyphs, engine=line.engine))
    return tuple(pieces)


def amounts_apart(line: TextLine) -> tuple[TextLine, ...]:
    """The line cut around its amounts where they stand clear of their neighbours: columns set close run together."""
    starts: list[int] = []
    text, places = spelt(line)
    for match in _AMOUNT.finditer(text):
        at = (places[edge] for edge in match.span())
        starts += [place for place in at if 0 < place < len(line.glyphs) and _is_gap(line, place)]
    count = _COUNT.search(text)
    if count and _is_gap(line, places[count.start()], SET_APART):
        starts.append(places[count.start()])
    return cut_line(line, starts)


def spelt(line: TextLine) -> tuple[str, tuple[int, ...]]:
    """The line's characters with a space for each gap as wide as between two texts, and the number of the glyph at each
    of these places and at their end.
    """
    chars, places = [], []
    for i, glyph in enumerate(line.glyphs):
        if i and _is_gap(line, i, SET_APART):
            chars.append(" ")
            places.append(i)
        chars.append(glyph.char[:1])
        places.append(i)
    return "".join(chars), (*places, len(line.glyphs))


def _is_gap(line: TextLine, place: int, least: float = APART) -> bool:
    before, after = line.glyphs[place - 1].box, line.glyphs[place].box
    return after.x0 - before.x1 >= least * after.height


def spaced_joined(row: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The row's lines with words of two characters, far apart, as one: 项　目, but not the columns 款 and 项; and words
    that a detector cut.
    """
    joined: list[TextLine] = []
    for line in row:
        if joined and _is_spaced_word(joined[-1], line):
            joined[-1] = joined[-1].followed_by(line)
        else:
            joined.append(line)
    return tuple(joined)


def _is_spaced_word(first: TextLine, second: TextLine) -> bool:
    pair = first.text + second.text
    wide = second.box.x0 - first.box.x1
    return len(pair) == 2 and pair.isalpha() and not _ALONE.issuperset(pair) and wide <= SPACED * first.box.height


def _texts(line: TextLine, starts: Sequence[int]) -> list[str]:
    """The line's text cut before the glyphs numbered ``starts``; spaces between glyphs are kept."""
    cuts, at = [], 0
    for i, glyph in enumerate(line.glyphs):
        found = line.text.find(glyph.char, at)
        if i in starts:
            cuts.append(found if found >= 0 else at)
        at = found + len(glyph.char) if found >= 0 else at
    cuts[0] = 0
    return [line.text[a:b].strip() for a, b in pairwise([*cuts, len(line.text)])]
