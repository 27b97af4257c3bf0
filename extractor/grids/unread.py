"""Cells that hold ink which nothing was read from: blank ones, and those of which a line was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from extractor.grids.ruling.bands import Grey
from models.components import Components
from models.geometry import Box
from models.grid import CellPart, Grid
from models.page import Pixels, Raster, ReadPage
from models.rule import Rule

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

BESIDE = 0.5
"""In text heights: an upright rule as near as this to a cell's side is its own. Where there is none, figures may stand
at the very side."""


def unread_ink(page: ReadPage, grid: Grid) -> frozenset[tuple[int, int]]:
    """The (row, col) of the cells that hold ink of a glyph's size outside their lines on this page.

    Rules, seals, specks and print of the sheet's other side do not count. Nothing for a page without pixels.
    """
    raster, height = page.raster, _text_height(grid)
    if raster is None or height is None:
        return frozenset()
    limit = _ink_limit(cv2.cvtColor(raster.pixels, cv2.COLOR_RGB2GRAY))
    parts = [(cell, part) for cell in grid.cells for part in cell.parts if part.page == page.number]
    read = [line.box for _, part in parts for line in part.lines]
    return frozenset(
        (cell.row, cell.col)
        for cell, part in parts
        if _holds_ink(raster, _room(part, read, page.rules, height), height, limit)
    )


def _text_height(grid: Grid) -> float | None:
    heights = [glyph.box.height for cell in grid.cells for line in cell.lines for glyph in line.glyphs]
    return median(heights) if heights else None


def _ink_limit(grey: cv2.typing.MatLike) -> float:
    """The grey level from which on a pixel is ink; a page without print has none."""
    sample = grey[::3, ::3]
    paper, darkest = float(np.median(sample)), float(np.percentile(sample, DARKEST_PERCENTILE))
    return paper - DARK * (paper - darkest)


@dataclass(frozen=True, slots=True)
class _Room:
    """What of a cell is looked at, in page units; whether rules stand left and right of it, and what was read there."""

    box: Box
    ruled: tuple[bool, bool]
    read: tuple[Box, ...]


def _room(part: CellPart, read: Sequence[Box], rules: Sequence[Rule], text_height: float) -> _Room:
    """All of a cell that is free of its rules: figures may stand at the very side where there is none, and there the
    text of its neighbour may reach into it.
    """
    cell = part.box
    left, right = (_is_ruled(side, cell, rules, text_height) for side in (cell.x0, cell.x1))
    inside = cell.padded(-MARGIN * text_height)
    box = Box(inside.x0 if left else cell.x0, inside.y0, inside.x1 if right else cell.x1, inside.y1)
    over = [line for line in read if line.x0 < cell.x0 < line.x1 or line.x0 < cell.x1 < line.x1]
    lines = (*(line.box for line in part.lines), *over)
    return _Room(box, (left, right), tuple(line.padded(SOFT_RIM * text_height) for line in lines))


def _holds_ink(raster: Raster, room: _Room, text_height: float, limit: float) -> bool:
    scale = raster.px_per_unit
    seen = room.box.scaled(scale)
    left, top = max(0, round(seen.x0)), max(0, round(seen.y0))
    pixels = raster.pixels[top : max(0, round(seen.y1)), left : max(0, round(seen.x1))]
    if not pixels.size:
        return False
    ink = _ink(pixels, limit)
    for box in (line.scaled(scale) for line in room.read):
        rows = slice(max(0, round(box.y0) - top), max(0, round(box.y1) - top))
        ink[rows, max(0, round(box.x0) - left) : max(0, round(box.x1) - left)] = 0
    return bool(ink.any()) and _glyphs(ink, text_height * scale, room.ruled)


def _is_ruled(x: float, box: Box, rules: Sequence[Rule], text_height: float) -> bool:
    """Whether an upright rule stands at a side of a cell."""
    return any(
        rule.orientation == "vertical"
        and abs(rule.position - x) <= BESIDE * text_height
        and rule.start < box.center[1] < rule.end
        for rule in rules
    )


def _ink(pixels: Pixels, limit: float) -> Grey:
    red, green, blue = cv2.split(pixels)
    coloured = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)) > COLOURED
    total = red.astype(np.uint16) + green + blue
    return np.asarray((total / 3 < limit) & ~coloured, dtype=np.uint8)


def _glyphs(ink: Grey, height_px: float, ruled: Sequence[bool]) -> bool:
    """Whether one of the pieces of ink has a glyph's size and is no rule at the room's rim; ``ruled``: left, right."""
    rows, cols = ink.shape
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    stats = Components.of(closed).stats
    x, y, w, h = (stats[1:, i] for i in range(4))
    long, thin = np.maximum(w, h), np.minimum(w, h)
    sized = (long >= SMALLEST * height_px) & (long <= LARGEST * height_px) & (thin >= THINNEST * height_px)
    at_rim = (y == 0) | (y + h == rows) | (ruled[0] & (x == 0)) | (ruled[1] & (x + w == cols))
    return bool((sized & ~(at_rim & (thin <= ALONG_RULE * height_px))).any())
