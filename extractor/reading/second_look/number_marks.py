"""Commas and points that were taken for one another, or read twice, where a number can have but one of them: 13.154.19,
0,75, 901..00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.text import Glyph, TextLine

LEAST_ODDS = 0.05
"""Of a point against the comma that was read: from here on the recogniser wavered between the two."""

GROUPED = re.compile(r"(?<![\d.,，])\d{1,3}(?:[.,，]\d{3})+[.,，]\d{1,2}(?![\d.,，])")
"""An amount, whichever its marks are: groups of three digits, and what is smaller than one. Nothing else is written so.
"""

PARTED = re.compile(r"(?<![\d.,，])\d+[,，]\d{1,2}(?!\d|[.,，]\d)")
"""A number with a comma before too few digits for a group; or two numbers of a list."""

DOUBLED = re.compile(r"(?<=\d)\.(?=\.\d{2}(?![\d.]))")
"""A point before the point of an amount: a speck, or the same one again."""

_MARK = re.compile(r"[.,，]")


def with_number_marks(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, the marks in numbers as their digits ask for them.

    What was read stays among the glyph's alternatives.
    """
    return tuple(_put_right(_without_second_point(line)) for line in lines)


def _without_second_point(line: TextLine) -> TextLine:
    """The line without the less likely one of two points."""
    spelled = "".join(glyph.char for glyph in line.glyphs)
    found = DOUBLED.search(spelled)
    if found is None or spelled != line.text:
        return line
    at = min((found.start(), found.end()), key=lambda i: line.glyphs[i].probability)
    return replace(line, text=spelled[:at] + spelled[at + 1 :], glyphs=(*line.glyphs[:at], *line.glyphs[at + 1 :]))


def _put_right(line: TextLine) -> TextLine:
    glyphs = list(line.glyphs)
    spelled = "".join(glyph.char for glyph in glyphs)
    marks = [place for number in GROUPED.finditer(spelled) for place in _marks_of(number)]
    marks += [
        (at, mark)
        for number in PARTED.finditer(spelled)
        for at, mark in _marks_of(number)
        if _odds(glyphs[at], mark) >= LEAST_ODDS * glyphs[at].probability
    ]
    for at, mark in marks:
        glyphs[at] = _as_mark(glyphs[at], mark)
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


def _odds(glyph: Glyph, mark: str) -> float:
    return dict(glyph.alternatives).get(mark, 0.0)


def _as_mark(glyph: Glyph, mark: str) -> Glyph:
    """The glyph as that mark, as likely as both together: the digits leave one of the two."""
    if glyph.char == mark:
        return glyph
    said = ((glyph.char, glyph.probability), *(pair for pair in glyph.alternatives if pair[0] != mark))
    probability = min(1.0, glyph.probability + _odds(glyph, mark))
    return replace(glyph, char=mark, probability=probability, alternatives=said)
