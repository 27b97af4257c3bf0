"""Commas and points that the recogniser took for one another where a number can have but one of them: 13.154.19, 0,75."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.text import Glyph, TextLine

LEAST_ODDS = 0.05
"""Of the other mark against the one that was read: from here on the recogniser wavered between the two."""

GROUPED = re.compile(r"(?<![\d.,，])\d{1,3}(?:[.,，]\d{3})+[.,，]\d{1,2}(?![\d.,，])")
"""An amount, whichever its marks are: groups of three digits, and what is smaller than one."""

PARTED = re.compile(r"(?<![\d.,，])\d+[,，]\d{1,2}(?!\d|[.,，]\d)")
"""A number with a comma before too few digits for a group."""

_MARK = re.compile(r"[.,，]")


def with_number_marks(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, doubtful marks in numbers as their digits ask for them.

    What was read stays among the glyph's alternatives.
    """
    return tuple(_put_right(line) for line in lines)


def _put_right(line: TextLine) -> TextLine:
    glyphs = list(line.glyphs)
    spelled = "".join(glyph.char for glyph in glyphs)
    for number in (*GROUPED.finditer(spelled), *PARTED.finditer(spelled)):
        marks = dict(_marks_of(number))
        put = {at: _as_mark(glyphs[at], mark) for at, mark in marks.items()}
        if all(glyph is not None for glyph in put.values()):
            glyphs = [put.get(at) or glyph for at, glyph in enumerate(glyphs)]
    if tuple(glyphs) == line.glyphs:
        return line
    # The text has the glyphs' characters in their order, and spaces between them.
    chars = iter(glyph.char for glyph in glyphs)
    text = "".join(char if char.isspace() else next(chars) for char in line.text)
    return replace(line, text=text, glyphs=tuple(glyphs))


def _marks_of(number: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Where a number's marks are in its line, and what they must be: a point at last, commas before it."""
    *groups, last = (number.start() + mark.start() for mark in _MARK.finditer(number[0]))
    yield from ((at, ",") for at in groups)
    yield last, "."


def _as_mark(glyph: Glyph, mark: str) -> Glyph | None:
    """The glyph as that mark; None where the recogniser hardly thought of it."""
    if glyph.char == mark:
        return glyph
    others = dict(glyph.alternatives)
    odds = others.pop(mark, 0.0)
    if odds < LEAST_ODDS * glyph.probability:
        return None
    said = ((glyph.char, glyph.probability), *others.items())
    # The digits leave one of the two.
    return replace(glyph, char=mark, probability=min(1.0, glyph.probability + odds), alternatives=said)
