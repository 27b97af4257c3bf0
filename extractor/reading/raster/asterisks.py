"""The asterisk before a label, which a recogniser leaves out where it is as small as a dot: the ink tells that it is
there, and the label what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.reading.raster.ink import Ink, ink_mask
from models.geometry import Box
from models.page import Raster
from models.text import Glyph, TextLine

ASTERISK = "*"

SIZE = (0.15, 0.45)
"""The least and the most that an asterisk measures both ways, in line heights; a point is smaller, a numeral higher."""

GAP = (0.2, 1.0)
"""In line heights: the paper between an asterisk and its label. Parts of one character are nearer to one another."""

RAISED = 0.65
"""In heights of the label's print: an asterisk has its middle over this, and commas, stops and points under it."""

EVEN = 0.5
"""The probability of a mark that is put where its place and its size alone tell it."""


def with_asterisks(lines: Sequence[TextLine], bare: Raster, words: tuple[str, ...]) -> tuple[TextLine, ...]:
    """The lines, labels before which a small mark stands by itself with an asterisk.

    ``bare``: the page without its rules; ``words``: the labels that forms print.
    """
    known = frozenset(words)
    return tuple(_with_asterisk(line, bare) if _said(line) in known else line for line in lines)


def _said(line: TextLine) -> str:
    return "".join(glyph.char for glyph in line.glyphs)


def _with_asterisk(line: TextLine, bare: Raster) -> TextLine:
    first, *rest = line.glyphs
    scale = bare.px_per_unit
    x0, y0, x1, y1 = (round(v * scale) for v in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
    crop = bare.pixels[max(0, y0) : y1, max(0, x0) : x1]
    # What no character was read from belongs to the box of the one after it.
    end = round(first.box.x1 * scale) - x0
    if first.box.width <= (1 + GAP[0]) * min(glyph.box.width for glyph in rest or line.glyphs) or not crop.size:
        return line
    columns = _mark_before(ink_mask(crop), end)
    if columns is None:
        return line
    left, right, label = ((x0 + column) / scale for column in columns)
    mark = Glyph(ASTERISK, Box(left, first.box.y0, right, first.box.y1), EVEN)
    own = replace(first, box=Box(label, first.box.y0, first.box.x1, first.box.y1))
    return replace(line, text=ASTERISK + line.text, glyphs=(mark, own, *rest))


def _mark_before(ink: Ink, end: int) -> tuple[int, int, int] | None:
    """Where an asterisk begins and ends and where its label begins, in columns; None where no such mark is first.

    ``end``: where the label's first character ends.
    """
    height = len(ink)
    inked = np.flatnonzero(ink[:, :end].any(axis=0))
    gaps = np.flatnonzero(np.diff(inked) > 1)
    if not len(gaps):
        return None
    start, stop, label = int(inked[0]), int(inked[gaps[0]]) + 1, int(inked[gaps[0] + 1])
    rows, print_ = np.flatnonzero(ink[:, start:stop].any(axis=1)), np.flatnonzero(ink[:, label:].any(axis=1))
    top, foot = int(print_[0]), int(print_[-1]) + 1
    sizes = stop - start, int(rows[-1] + 1 - rows[0])
    small = all(SIZE[0] * height <= size <= SIZE[1] * height for size in sizes)
    apart = GAP[0] * height <= label - stop <= GAP[1] * height
    raised = (rows[0] + rows[-1] + 1) / 2 <= top + RAISED * (foot - top)
    return (start, stop, label) if small and apart and raised else None
