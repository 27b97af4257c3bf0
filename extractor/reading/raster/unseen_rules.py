"""Pieces of an upright rule that is worn too far to be found: marks at the ends of figures, or alone, in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.geometry import Box
from models.text import TextLine

MARKS = frozenset("|丨lI!！,，;；'‘’\"]")
"""What a piece of an upright rule is read as beside a figure, which begins and ends with none of them."""

ONE = "1"
"""And this, which is a piece only where others in line with it were read as marks."""

AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d%?")
"""A figure as forms print it; a one behind it is no decimal of its."""

SLENDER = 0.4
"""In heights of the line: the most width of such a piece, whose box holds the grain beside it."""

IN_LINE = 0.2
"""In heights of the line: how far from one another pieces of one rule stand aside, whatever they were read as."""

FEWEST = 4
"""Marks in one line, from which on they are pieces of a rule: one or two may be a slip, or a speck."""


@dataclass(frozen=True, slots=True)
class _End:
    """What may be a piece: at which end of the line of this number it stands, 0 or -1, and its middle."""

    line: int
    at: int
    char: str
    x: float
    height: float


def without_unseen_rules(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines without marks, at the ends of amounts or alone, that stand under one another as only a rule's do."""
    ends = [end for number, line in enumerate(lines) for end in _ends(number, line)]
    marks = [end for end in ends if end.char != ONE]
    pieces = [end for end in ends if sum(_in_line(end, mark) for mark in marks) >= FEWEST]
    ahead, behind = ({end.line for end in pieces if end.at == at} for at in (0, -1))
    cut = (_cut(line, int(number in ahead), int(number in behind)) for number, line in enumerate(lines))
    return tuple(line for line in cut if line is not None)


def _ends(number: int, line: TextLine) -> list[_End]:
    found = []
    for at, rest in ((0, line.text[1:]), (-1, line.text[:-1])):
        glyph = line.glyphs[at]
        slender = glyph.box.width <= SLENDER * line.box.height
        if slender and (glyph.char in MARKS or glyph.char == ONE) and (not rest or AMOUNT.fullmatch(rest)):
            found.append(_End(number, at, glyph.char, glyph.box.center[0], line.box.height))
    return found[:1]  # what stands alone is no two


def _in_line(one: _End, other: _End) -> bool:
    return abs(one.x - other.x) <= IN_LINE * min(one.height, other.height)


def _cut(line: TextLine, ahead: int, behind: int) -> TextLine | None:
    """The line without so many characters at its ends; None where nothing is left."""
    if not ahead and not behind:
        return line
    glyphs = line.glyphs[ahead : len(line.glyphs) - behind]
    if not glyphs:
        return None
    box = Box(glyphs[0].box.x0, line.box.y0, glyphs[-1].box.x1, line.box.y1)
    return replace(line, text=line.text[ahead : len(line.text) - behind].strip(), glyphs=glyphs, box=box)
