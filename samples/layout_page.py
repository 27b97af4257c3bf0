"""Laid-out pages: text runs and strokes where they stand on an upright page, in points from its top left."""

from __future__ import annotations

from dataclasses import dataclass

from samples.layout_cells import CellPlan
from samples.layout_style import Style


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text. ``y`` is the baseline. ``row`` and ``col`` are its cell's, or None for a free line.

    ``line`` counts the lines of its cell, ``spans_rows`` tells a merged cell.
    """

    text: str
    x: float
    y: float
    size: float
    row: int | None = None
    col: int | None = None
    line: int = 0
    spans_rows: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass(frozen=True, slots=True)
class LaidPage:
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class LaidForm:
    style: Style
    plan: CellPlan
    pages: tuple[LaidPage, ...]
