"""Column edges of grids on different pages, compared and made one set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import nan
from statistics import median

from extractor.grids.wording import is_total
from models.geometry import Box
from models.grid import Cell, Grid
from models.text import TextLine

TOLERANCE = 0.6
"""In text heights: the same edge on two scanned pages is found this far apart at most; columns are twice as wide."""

SHARED = 0.5
"""Share of the poorer page's inner edges that must recur on the other. A page may hold only a block of the table
that spans differently; half of its edges still recur."""

WIDTHS = 0.04
"""How much the widths of a table's parts may differ, relative: pages of one scan differ by up to 3 percent."""

OVER = 0.25
"""In heights of the line: a text reaches no further over the place where the page before has an edge."""

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
    # an edge at which no cell begins or ends is of the other page alone
    return tuple(median(values) if values else nan for values in seen)


def same_columns(first: Grid, second: Grid, scale: float = 1.0) -> bool:
    """Whether two grids can be parts of one table: with edges in common, and as wide as one another or else with
    nearly all of many edges in common. The page of ``second`` is ``scale`` times as large as that of ``first``, in
    their units: pages of one picture file may have been scanned at several resolutions.
    """
    (left, right), (other_left, other_right) = _sides(first, first.pages[-1]), _sides(second, second.pages[0])
    ratio = (other_right - other_left) / (right - left)
    as_wide = any(abs(ratio / expected - 1) <= WIDTHS for expected in (1.0, scale))
    mine, others = relative_edges(first)[1:-1], relative_edges(second)[1:-1]
    near = tolerance(first, second)
    poorer, richer = sorted((mine, others), key=len)
    shared = sum(_nearest(edge, richer, near) is not None for edge in poorer)
    return shared >= (SHARED * len(poorer) if as_wide else max(TELLING, len(poorer) - 1))


def same_shares(first: Grid, second: Grid) -> bool:
    """Whether two grids have as many columns, and enough of them, with all edges at the same shares of the width."""
    mine, others = relative_edges(first)[1:-1], relative_edges(second)[1:-1]
    near = tolerance(first, second)
    return len(mine) == len(others) >= TELLING and all(
        abs(edge - other) <= near for edge, other in zip(mine, others, strict=True)
    )


def on_common_columns(first: Grid, second: Grid) -> tuple[Grid, Grid]:
    """Both grids on the union of their column edges."""
    near = tolerance(first, second)
    mine, others = relative_edges(first), relative_edges(second)
    extra = [edge for edge in others if _nearest(edge, mine, near) is None]
    union = sorted((*mine, *extra))
    return _on(first, mine, union, near), _on(second, others, union, near)


def parted_as(first: Grid, second: Grid) -> Grid:
    """``second`` with its cells cut where the last row of ``first`` has an edge between texts beside one another: of a
    rule as low as one row less is seen. Both stand on common columns.
    """
    left, right = _sides(first, first.pages[-1])
    edges: dict[int, float] = {}
    for cell in first.cells:
        if cell.row + cell.row_span == first.n_rows:
            edges[cell.col] = (cell.parts[-1].box.x0 - left) / (right - left)
    other_left, other_right = _sides(second, second.pages[0])
    places = {col: other_left + edge * (other_right - other_left) for col, edge in edges.items()}
    return replace(second, cells=tuple(piece for cell in second.cells for piece in _parted(cell, places)))


def _parted(cell: Cell, places: Mapping[int, float]) -> tuple[Cell, ...]:
    """The cell cut at the edges inside it, by column, if texts stand beside one another on both sides of each."""
    inside = sorted(col for col in places if cell.col < col < cell.col + cell.col_span)
    if not inside or len(cell.parts) > 1 or is_total(cell.text):
        return (cell,)
    part = cell.parts[0]
    xs = (part.box.x0, *(places[col] for col in inside), part.box.x1)
    texts = [tuple(line for line in part.lines if x0 < line.box.center[0] < x1) for x0, x1 in pairwise(xs)]
    if not all(_beside(mine, others, x) for mine, others, x in zip(texts, texts[1:], xs[1:], strict=False)):
        return (cell,)
    cols = (cell.col, *inside, cell.col + cell.col_span)
    return tuple(
        replace(
            cell,
            col=col,
            col_span=stop - col,
            parts=(replace(part, box=Box(x0, part.box.y0, x1, part.box.y1), lines=lines),),
        )
        for (col, stop), (x0, x1), lines in zip(pairwise(cols), pairwise(xs), texts, strict=True)
    )


def _beside(lefts: Sequence[TextLine], rights: Sequence[TextLine], x: float) -> bool:
    """Whether texts stand on one level on both sides of a place, and none goes over it."""
    level = any(min(a.box.y1, b.box.y1) > max(a.box.y0, b.box.y0) for a in lefts for b in rights)
    over = [line.box.x1 - x - OVER * line.box.height for line in lefts]
    over += [x - line.box.x0 - OVER * line.box.height for line in rights]
    return level and max(over) <= 0


def tolerance(first: Grid, second: Grid) -> float:
    """How far apart, relative to the table's width, the same edge may be found on two pages."""
    left, right = _sides(first, first.pages[-1])
    heights = first.glyph_heights + second.glyph_heights
    # without text: 45 characters fit across a form, so a character is about a forty-fifth of its width
    height = median(heights) if heights else (right - left) / 45
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
    if new == list(range(len(union))):
        return grid
    cells = tuple(_moved(cell, new) for cell in grid.cells)
    return replace(grid, n_cols=len(union) - 1, cells=cells)


def _moved(cell: Cell, new: Sequence[int]) -> Cell:
    return replace(cell, col=new[cell.col], col_span=new[cell.col + cell.col_span] - new[cell.col])
