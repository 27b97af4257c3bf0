"""Crumbs of rules: lines of dashes alone that lie on a rule, or are no strokes, 」 where two rules meet, and what
is too flat for a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.page import Raster
from models.rule import Rule
from models.text import TextLine

DASHES = frozenset("—–-一_－―~～·.。，、, ")
"""What pieces of a rule are read as; 一 too, which never stands alone in a cell."""

NEAR = 0.3
"""In heights of the line: its middle is this near to the rule that it is a piece of. A dash in a cell stands halfway
between two rules, a line and more apart."""

DARK = 0.4
"""Share of the way from white to the crop's darkest ink from which a pixel is part of a stroke."""

SOLID = 0.85
"""Share of a stroke, from its first dark pixel to its last, in which some three rows are dark; grain reaches half."""

FLAT = 0.35
"""In heights of the page's usual line: no line is as flat. Boxes of dashes are as high as other lines."""

LONG = 0.4
"""Share of its box's width that a stroke takes at least: boxes of dashes are cut as wide as other characters."""


def without_crumbs(
    lines: Sequence[TextLine], rules: Sequence[Rule], raster: Raster, usual: float
) -> tuple[TextLine, ...]:
    """The lines but those of dashes alone that lie along a rule across, or have no solid stroke, those of one
    character in whose middle two rules meet, and those too flat for a line that touch a rule across.
    In page units; ``usual`` is the height of the page's usual line.
    """
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    upright = [rule for rule in rules if rule.orientation == "vertical"]
    return tuple(
        line
        for line in lines
        if not (len(line.glyphs) == 1 and _lies_on(line.box, across) and _stands_on(line.box, upright))
        and not (line.box.height < FLAT * usual and _touches(line.box, across))
        and (not _is_dashes(line.text) or not (_lies_on(line.box, across) or not _is_solid(line, raster)))
    )


def _is_dashes(text: str) -> bool:
    return bool(text) and all(char in DASHES for char in text)


def _lies_on(box: Box, rules: Sequence[Rule]) -> bool:
    x, y = box.center
    return any(rule.start <= x <= rule.end and abs(rule.position - y) <= NEAR * box.height for rule in rules)


def _touches(box: Box, rules: Sequence[Rule]) -> bool:
    """Whether a rule is no further from the middle of a flat box than the box is high."""
    x, y = box.center
    return any(rule.start <= x <= rule.end and abs(rule.position - y) <= box.height for rule in rules)


def _stands_on(box: Box, rules: Sequence[Rule]) -> bool:
    x, y = box.center
    ends = NEAR * box.height
    return any(abs(rule.position - x) <= ends and rule.start - ends <= y <= rule.end + ends for rule in rules)


def _is_solid(line: TextLine, raster: Raster) -> bool:
    scale = raster.px_per_unit
    for glyph in line.glyphs:
        x0, y0, x1, y1 = (round(v * scale) for v in (glyph.box.x0, line.box.y0, glyph.box.x1, line.box.y1))
        crop = raster.pixels[max(0, y0) : y1, max(0, x0) : x1]
        if crop.shape[0] < 3 or not crop.shape[1]:
            return True
        dark = 255 - cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.int16)
        inked = (dark >= DARK * dark.max()).astype(np.uint8)
        if any(_is_stroke(row) for row in cv2.dilate(inked, np.ones((3, 1), np.uint8))):
            return True
    return False


def _is_stroke(row: npt.NDArray[np.uint8]) -> bool:
    """Whether what is dark in a row of pixels is one stroke, and not grain."""
    dark = np.flatnonzero(row)
    if not dark.size:
        return False
    length = int(dark[-1] - dark[0]) + 1
    return length >= LONG * row.size and dark.size >= SOLID * length
