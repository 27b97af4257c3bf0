"""Headings: what stands alone in its row in larger print than the rest of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from statistics import median

from models.reading_order import rows_of
from models.text import TextLine

LARGER = 1.25
"""How much wider than usual the characters of a heading are set: 14 pt over 10.5 pt is 1.33. Their widths tell it of
text that was read, whose boxes are higher or lower than its print."""

USUAL = 1.1
"""The same up to which characters are of the page's usual print: 12 pt over 10.5 pt is 1.14."""

FEWEST = 5
"""Characters: words of fewer are drawn out over their cells."""


def is_heading(row: Sequence[TextLine], em: float) -> bool:
    """Whether the row is a heading, which may have been read in pieces; ``em``: the width of an ordinary full-width
    character, in page units.
    """
    if sum(len(line.glyphs) - 1 for line in row) < FEWEST - 1:
        return False
    pieces = [_steps(line) for line in row]
    steps = [step for piece in pieces for step in piece]
    if len(steps) < FEWEST - 1 or any(piece and median(piece) < LARGER * em for piece in pieces):
        return False
    return all(right.box.x0 - left.box.x1 <= median(steps) for left, right in pairwise(row))


def whole_headings(lines: Sequence[TextLine], em: float) -> tuple[TextLine, ...]:
    """The lines, headings that were read in pieces as one line each."""
    rows = ([reduce(TextLine.followed_by, row)] if is_heading(row, em) else row for row in rows_of(lines))
    return tuple(line for row in rows for line in row)


def is_of_usual_print(row: Sequence[TextLine], em: float) -> bool:
    """Whether the row's characters stand no further apart than usual, however high its boxes were read."""
    steps = [step for line in row for step in _steps(line)]
    return bool(steps) and median(steps) <= USUAL * em


def _steps(line: TextLine) -> list[float]:
    """From each Chinese character to one right after it, in page units."""
    middles = [glyph.box.center[0] if _is_han(glyph.char) else None for glyph in line.glyphs]
    return [b - a for a, b in pairwise(middles) if a is not None and b is not None]


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
