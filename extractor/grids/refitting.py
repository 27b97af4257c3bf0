"""Parts of a table without upright rules on two pages: the second part is put on the columns of the first.

What a page's text covers of each column differs from page to page; where figures end does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.grids.heads_again import heads_shift
from models.figures import FLUSH, is_amount, is_figure
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

AGREE = 0.8
"""Share of the second part's figures that must end where figures of the first part do."""

MARGIN = 3.0
"""In text heights: the next page's print may lie this much further left or right."""


def same_figures(first: Grid, second: Grid) -> bool:
    """Whether the figures of two parts end under one another."""
    columns, lines = _columns(first), _lines(second)
    amounts = [line for line in lines if is_amount(line.text)] or [line for line in lines if is_figure(line.text)]
    shift = _shift(columns, amounts)
    return shift is not None and sum(columns.fits(line, shift) for line in amounts) >= AGREE * len(amounts)


def refitted(first: Grid, second: Grid) -> Grid:
    """The second part on the columns of the first, whose figures or heads stand where its own do; its spans are kept
    where it has as many columns.
    """
    columns = _columns(first)
    shift = _shift(columns, [line for line in _lines(second) if is_figure(line.text)])
    shift = heads_shift(first, second) if shift is None else shift
    if second.n_cols == first.n_cols or shift is None:
        return second
    cells: list[Cell] = []
    for row in range(second.n_rows):
        is_header = any(cell.is_header and row in cell.rows for cell in second.cells)
        boxes = [cell.box for cell in second.cells if row in cell.rows]
        y0, y1 = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
        lines: list[list[TextLine]] = [[] for _ in range(first.n_cols)]
        for line in (line for cell in second.cells if cell.row == row for line in cell.lines):
            lines[columns.of(line, shift)].append(line)
        for col, texts in enumerate(lines):
            box = Box(columns.edges[col] - shift, y0, columns.edges[col + 1] - shift, y1)
            cells.append(Cell(row, col, 1, 1, (CellPart(second.pages[0], box, tuple(texts)),), is_header))
    return replace(second, n_cols=first.n_cols, cells=tuple(cells))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Edges of a part's columns, where the figures of each end, and where they are centred; in page units.

    ``near``: how exactly figures of a column do the one or the other.
    """

    edges: tuple[float, ...]
    ends: Mapping[int, float]
    middles: Mapping[int, float]
    near: float

    def fits(self, line: TextLine, shift: float) -> bool:
        """Whether a figure ends, or is centred, where those of a column do."""
        return _nearest(self.ends, line.box.x1 + shift)[1] <= self.near or (
            _nearest(self.middles, line.box.center[0] + shift)[1] <= self.near
        )

    def of(self, line: TextLine, shift: float) -> int:
        col, off = _nearest(self.ends, line.box.x1 + shift)
        if is_figure(line.text) and off <= self.near:
            return col
        return sum(edge <= line.box.center[0] + shift for edge in self.edges[1:-1])


def _columns(grid: Grid) -> _Columns:
    """The columns on the grid's last page."""
    page = grid.pages[-1]
    parts = [(cell, part) for cell in grid.cells for part in cell.parts if part.page == page]
    edges = [0.0] * (grid.n_cols + 1)
    figures: dict[int, list[Box]] = {}
    for cell, part in parts:
        edges[cell.col], edges[cell.col + cell.col_span] = part.box.x0, part.box.x1
        if cell.col_span == 1:
            figures.setdefault(cell.col, []).extend(line.box for line in part.lines if is_figure(line.text))
    height = float(np.median([line.box.height for _, part in parts for line in part.lines] or [1.0]))
    ends = {col: float(np.median([box.x1 for box in boxes])) for col, boxes in figures.items() if boxes}
    middles = {col: float(np.median([box.center[0] for box in boxes])) for col, boxes in figures.items() if boxes}
    return _Columns(tuple(edges), ends, middles, FLUSH * height)


def _nearest(places: Mapping[int, float], x: float) -> tuple[int, float]:
    """The column whose place is nearest, and how near."""
    col = min(places, key=lambda item: abs(places[item] - x))
    return col, abs(places[col] - x)


def _shift(columns: _Columns, figures: Sequence[TextLine]) -> float | None:
    """How far the second page lies to the left, by its last figures; None where there is nothing to compare."""
    if not columns.ends or not figures:
        return None
    last = max(figures, key=lambda line: line.box.x1).box
    by_ends = columns.ends[_nearest(columns.ends, last.x1)[0]] - last.x1
    by_middles = columns.middles[_nearest(columns.middles, last.center[0])[0]] - last.center[0]
    shift = min(by_ends, by_middles, key=abs)
    return shift if abs(shift) <= MARGIN / FLUSH * columns.near else None


def _lines(grid: Grid) -> list[TextLine]:
    return [line for cell in grid.cells for line in cell.lines]
