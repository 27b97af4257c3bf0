"""Strokes alone in their cells: a form prints one and the same mark in all that are blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.reading.raster.line_of import DASH, HYPHEN
from models.text import TextLine

ALIKE = 0.25
"""Share of the usual one by which the widths of one mark differ at most: one of 8 pixels is blurred by two."""

FEWEST = 3
"""Strokes from which on they tell what the page prints."""


def of_one_kind(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines of a page; strokes alone in theirs and as wide as usual are all what most of them were read as.

    One by one, a short dash is now a hyphen and now a dash.
    """
    strokes = [line for line in lines if line.text in (DASH, HYPHEN)]
    if len(strokes) < FEWEST:
        return tuple(lines)
    usual = sorted(line.box.width for line in strokes)[len(strokes) // 2]  # that of one of them, not between two
    alike = [line for line in strokes if abs(line.box.width - usual) <= ALIKE * usual]
    ((mark, _),) = Counter(line.text for line in alike).most_common(1)
    return tuple(_as(mark, line) if any(line is one for one in alike) else line for line in lines)


def _as(mark: str, line: TextLine) -> TextLine:
    (glyph,) = line.glyphs
    others = tuple(pair for pair in glyph.alternatives if pair[0] != mark)
    return replace(line, text=mark, glyphs=(replace(glyph, char=mark, alternatives=others),))
