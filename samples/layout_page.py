"""Laid-out pages: text runs and strokes where they stand on an upright page, in points from its top left."""

from __future__ import annotations

from dataclasses import dataclass

from samples.layout_cells import CellPlan
from samples.layout_style import Style


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text. ``y`` is the baseline. ``row`` and ``col`` are its cell's, or None for a free line.

    ``line`` counts the lines of its cell, ``spans_rows`` tells a merged cell. ``face``: another than the page's.
    ``table``: which of its document's tables the cell is in.
    """

    text: str
    x: float
    y: float
    size: float
    row: int | None = None
    col: int | None = None
    line: int = 0
    spans_rows: bool = False
    face: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """``dash``: length of dash and gap, 0 for a whole line. ``grey``: 0 is black; None is the document's rule grey."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dash: float = 0.0
    grey: float | None = None


@dataclass(frozen=True, slots=True)
class LaidPage:
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A coloured rectangle under the text, from its top left to its bottom right; ``colour`` is RGB, 0 to 1."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of any size. ``turn``: its content stands turned clockwise by so many degrees on the paper.

    ``width`` and ``height`` are those of the upright content, ``face`` that of runs that name none.
    """

    width: float
    height: float
    face: str
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]
    bands: tuple[Band, ...] = ()
    grey: float = 0.0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class LaidForm:
    style: Style
    plan: CellPlan
    pages: tuple[LaidPage, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        """The pages as sheets of the style's size."""
        style = self.style
        return tuple(
            Sheet(style.page_width, style.page_height, style.face, page.runs, page.strokes, grey=style.grey)
            for page in self.pages
        )
