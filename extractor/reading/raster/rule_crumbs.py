"""Crumbs of rules: lines of dashes alone that lie on a rule, or are no strokes, 」 where two rules meet, and what
is too flat for a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from models.geometry import Box
from models.median import median
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

PALE = 0.42
"""Darkness of a stroke from its first pixel to its last, relative to the page's other print: thin hyphens reach 0.46, a
row of grain 0.4."""

DARKEST = 0.9
"""Share of a line's pixels that are paler than its print: ink covers an eighth of most lines."""

RIM = 0.15
"""In heights of the page's usual line: what is flatter is none wherever it lies, but the rim of a rule or of print."""

LONG = 0.4
"""Share of its box's width that a stroke takes at least: boxes of dashes are cut as wide as other characters."""


def without_crumbs(
    lines: Sequence[TextLine], rules: Sequence[Rule], raster: Raster, usual: float
) -> tuple[TextLine, ...]:
    """The lines but those of dashes alone that lie along a rule across, or have no solid stroke, those of one
    character in whose middle two rules meet, and those too flat for a line that touch a rule across.
    In page units; ``usual`` is the height of the page's usual line, and ``raster`` has its rules taken off.
    """
    words = [line for line in lines if not _is_dashes(line.text)]
    print_ = _print_darkness(words, raster) if len(words) < len(lines) else 0.0
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    upright = [rule for rule in rules if rule.orientation == "vertical"]
    return tuple(
        line
        for line in lines
        if not (len(line.glyphs) == 1 and _lies_on(line.box, across) and _stands_on(line.box, upright))
        and not (line.box.height < FLAT * usual and _touches(line.box, across))
        and line.box.height >= RIM * usual
        and (not _is_dashes(line.text) or not (_lies_on(line.box, across) or not _is_solid(line, raster, print_)))
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


def _print_darkness(lines: Sequence[TextLine], raster: Raster) -> float:
    """How dark the print of most lines is, in grey levels; 0 without any."""
    found = (_darkness(line.box, raster) for line in lines)
    return median([float(np.quantile(dark, DARKEST)) for dark in found if dark.size]) if lines else 0.0


def _darkness(box: Box, raster: Raster) -> npt.NDArray[np.int16]:
    """Grey levels darker than white, for each pixel that a box in page units covers."""
    x0, y0, x1, y1 = (round(v * raster.px_per_unit) for v in (box.x0, box.y0, box.x1, box.y1))
    crop = raster.pixels[max(0, y0) : y1, max(0, x0) : x1]
    if not crop.size:
        return np.zeros((0, 0), dtype=np.int16)
    return np.asarray(255 - cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY).astype(np.int16))


def _is_solid(line: TextLine, raster: Raster, print_: float) -> bool:
    for glyph in line.glyphs:
        dark = _darkness(Box(glyph.box.x0, line.box.y0, glyph.box.x1, line.box.y1), raster)
        if dark.shape[0] < 3:
            return True
        inked = (dark >= DARK * dark.max()).astype(np.uint8)
        grown = cv2.dilate(inked, np.ones((3, 1), np.uint8))
        deepest = cv2.dilate(dark, np.ones((3, 1), np.uint8))
        if any(_is_stroke(row, depths, PALE * print_) for row, depths in zip(grown, deepest, strict=True)):
            return True
    return False


def _is_stroke(row: npt.NDArray[np.uint8], depths: npt.NDArray[np.int16], least: float) -> bool:
    """Whether what is dark in a row of pixels is one stroke as dark as print, and not grain."""
    dark = np.flatnonzero(row)
    if not dark.size:
        return False
    first, last = int(dark[0]), int(dark[-1])
    length = last - first + 1
    as_dark = bool(depths[first : last + 1].mean() >= least)
    return length >= LONG * row.size and dark.size >= SOLID * length and as_dark
