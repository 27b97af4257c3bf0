"""Cells that hold ink which nothing was read from: blank ones, and those of which a line was lost."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.grids.ruling.bands import Grey
from models.components import Components
from models.grid import CellPart, Grid
from models.page import Pixels, Raster, ReadPage

MARGIN = 0.2
"""In text heights: this far inside its box a cell is free of its rules."""

DARK = 0.35
"""How dark ink is, 0 the paper and 1 the page's darkest print: thin figures on a blurred scan reach 0.4, most print of
the sheet's other side 0.3."""

DARKEST_PERCENTILE = 1.0
"""Print covers 3 to 10 percent of a form, so the darkest hundredth is print for certain."""

COLOURED = 45
"""Difference of a pixel's colour channels, of 255: seals have 80 and more, black print in poor light up to 30."""

SMALLEST = 0.25
"""In text heights, of boxes with room around the glyph: a hyphen is 0.3 long, a figure 0.6 high; specks are smaller."""

THINNEST = 0.06
"""In text heights: the shorter side of a dash; scratches are thinner."""

LARGEST = 2.0
"""In text heights: the longer side of a glyph, or of two that touch; rims of seals and rules are longer."""

SOFT_RIM = 0.2
"""In text heights: ink as near as this to a line's glyphs is theirs, or of a mark beside them."""

ALONG_RULE = 0.3
"""In text heights: ink at the rim of the room that is no thicker than this is a rule that bends into the cell."""


def unread_ink(page: ReadPage, grid: Grid) -> frozenset[tuple[int, int]]:
    """The (row, col) of the cells that hold ink of a glyph's size outside their lines on this page.

    Rules, seals, specks and print of the sheet's other side do not count. Nothing for a page without pixels.
    """
    raster, height = page.raster, _text_height(grid)
    if raster is None or height is None:
        return frozenset()
    limit = _ink_limit(cv2.cvtColor(raster.pixels, cv2.COLOR_RGB2GRAY))
    return frozenset(
        (cell.row, cell.col)
        for cell in grid.cells
        for part in cell.parts
        if part.page == page.number and _holds_ink(raster, part, height, limit)
    )


def _text_height(grid: Grid) -> float | None:
    heights = [glyph.box.height for cell in grid.cells for line in cell.lines for glyph in line.glyphs]
    return float(np.median(heights)) if heights else None


def _ink_limit(grey: cv2.typing.MatLike) -> float:
    """The grey level from which on a pixel is ink; a page without print has none."""
    sample = grey[::3, ::3]
    paper, darkest = float(np.median(sample)), float(np.percentile(sample, DARKEST_PERCENTILE))
    return paper - DARK * (paper - darkest)


def _holds_ink(raster: Raster, part: CellPart, text_height: float, limit: float) -> bool:
    scale = raster.px_per_unit
    room = part.box.padded(-MARGIN * text_height).scaled(scale)
    left, top = max(0, round(room.x0)), max(0, round(room.y0))
    pixels = raster.pixels[top : max(0, round(room.y1)), left : max(0, round(room.x1))]
    if not pixels.size:
        return False
    ink = _ink(pixels, limit)
    for line in part.lines:
        box = line.box.padded(SOFT_RIM * text_height).scaled(scale)
        rows = slice(max(0, round(box.y0) - top), max(0, round(box.y1) - top))
        ink[rows, max(0, round(box.x0) - left) : max(0, round(box.x1) - left)] = 0
    return _glyphs(ink, text_height * scale)


def _ink(pixels: Pixels, limit: float) -> Grey:
    red, green, blue = cv2.split(pixels)
    coloured = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)) > COLOURED
    total = red.astype(np.uint16) + green + blue
    return np.asarray((total / 3 < limit) & ~coloured, dtype=np.uint8)


def _glyphs(ink: Grey, height_px: float) -> bool:
    """Whether one of the pieces of ink has a glyph's size and is no rule at the room's rim."""
    rows, cols = ink.shape
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    stats = Components.of(closed).stats
    x, y, w, h = (stats[1:, i] for i in range(4))
    long, thin = np.maximum(w, h), np.minimum(w, h)
    sized = (long >= SMALLEST * height_px) & (long <= LARGEST * height_px) & (thin >= THINNEST * height_px)
    at_rim = (x == 0) | (y == 0) | (x + w == cols) | (y + h == rows)
    return bool((sized & ~(at_rim & (thin <= ALONG_RULE * height_px))).any())
