"""Column edges of grids on different pages, compared and made one set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.grid import Cell, Grid

TOLERANCE = 0.6
"""In text heights: the same edge on two scanned pages is found this far apart at most; columns are twice as wide."""

SHARED = 0.5
"""Share of the poorer page's inner edges that must recur on the other. A page may hold only a block of the table
that spans differently; half of its edges still recur."""

WIDTHS = 0.04
"""How much the widths of a table's parts may differ, relative: pages of one scan differ by up to 3 percent."""

TELLING = 4
"""So many inner edges, all but one of them at the same shares of the width, tell a table whatever its width: the
photographs of two pages are taken from different distances."""


def relative_edges(grid: Grid) -> tuple[float, ...]:
    """The ``n_cols + 1`` column edges, 0 at the table's left side and 1 at its right, over all its pages."""
    sides = {page: _sides(grid, page) for page in grid.pages}
    seen: list[list[float]] = [[] for _ in range(grid.n_cols + 1)]
    for cell in grid.cells:
        for part in cell.parts:
            left, right = sides[part.page]
            seen[cell.col].append((part.box.x0 - left) / (right - left))
            seen[cell.col + cell.col_span].append((part.box.x1 - left) / (right - left))
    return tuple(float(np.median(values)) for values in seen)


def same_columns(first: Grid, second: Grid) -> bool:
    """Whether two grids can be parts of one table: with edges in common, and as wide as one another or else with
    nearly all of many edges in common.
    """
    (left, right), (other_left, other_right) = _sides(first, first.pages[-1]), _sides(second, second.pages[0])
    as_wide = abs((right - left) / (other_right - other_left) - 1) <= WIDTHS
    mine, others = relative_edges(first)[1:-1], relative_edges(second)[1:-1]
    near = tolerance(first, second)
    poorer, richer = sorted((mine, others), key=len)
    shared = sum(_nearest(edge, richer, near) is not None for edge in poorer)
    return shared >= (SHARED * len(poorer) if as_wide else max(TELLING, len(poorer) - 1))


def on_common_columns(first: Grid, second: Grid) -> tuple[Grid, Grid]:
    """Both grids on the union of their column edges."""
    near = tolerance(first, second)
    mine, others = relative_edges(first), relative_edges(second)
    extra = [edge for edge in others if _nearest(edge, mine, near) is None]
    union = sorted((*mine, *extra))
    return _on(first, mine, union, near), _on(second, others, union, near)


def tolerance(first: Grid, second: Grid) -> float:
    """How far apart, relative to the table's width, the same edge may be found on two pages."""
    left, right = _sides(first, first.pages[-1])
    heights = [g.box.height for grid in (first, second) for c in grid.cells for line in c.lines for g in line.glyphs]
    # without text: 45 characters fit across a form, so a character is about a forty-fifth of its width
    height = float(np.median(heights)) if heights else (right - left) / 45
    return TOLERANCE * height / (right - left)


def _sides(grid: Grid, page: int) -> tuple[float, float]:
    boxes = [part.box for cell in grid.cells for part in cell.parts if part.page == page]
    return min(box.x0 for box in boxes), max(box.x1 for box in boxes)


def _nearest(edge: float, edges: Sequence[float], near: float) -> int | None:
    best = min(range(len(edges)), key=lambda i: abs(edges[i] - edge), default=None)
    return best if best is not None and abs(edges[best] - edge) <= near else None


def _on(grid: Grid, edges: Sequence[float], union: Sequence[float], near: float) -> Grid:
    """The grid with its columns numbered by the union's edges."""
    places = [_nearest(edge, union, near) for edge in edges]
    # two edges on one place would lose a column; the grid's own order is kept instead
    new: list[int] = []
    for place in places:
        assert place is not None
        new.append(max(place, new[-1] + 1) if new else place)
    cells = tuple(_moved(cell, new) for cell in grid.cells)
    return replace(grid, n_cols=len(union) - 1, cells=cells)


def _moved(cell: Cell, new: Sequence[int]) -> Cell:
    return replace(cell, col=new[cell.col], col_span=new[cell.col + cell.col_span] - new[cell.col])
