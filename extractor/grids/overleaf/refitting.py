"""Parts of a table without upright rules on two pages: the second part is put on the columns of the first.

What a page's text covers of each column differs from page to page; where figures end does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractor.grids.overleaf.heads_again import heads_shift
from extractor.grids.wording import is_total
from models.figures import FLUSH, is_amount, is_figure
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

AGREE = 0.8
"""Share of the second part's figures that must end where figures of the first part do."""

PROPORTION = 0.015
"""Share of a table's width by which an edge differs on two pages at most: a tenth of a usual column's width."""

MARGIN = 3.0
"""In text heights: the next page's print may lie this much further left or right."""


def same_figures(first: Grid, second: Grid) -> bool:
    """Whether the figures of two parts end under one another."""
    columns, lines = _columns(first), _lines(second)
    amounts = [line for line in lines if is_amount(line.text)] or [line for line in lines if is_figure(line.text)]
    shift = _shift(columns, amounts)
    return shift is not None and sum(columns.fits(line, shift) for line in amounts) >= AGREE * len(amounts)


def same_places(first: Grid, second: Grid) -> bool:
    """Whether two parts have as many columns, and the middle of each lies in its own column of the other part."""
    if first.n_cols != second.n_cols:
        return False
    edges, others = _edges(first, first.pages[-1]), _edges(second, second.pages[0])
    middles = [(left + right) / 2 for left, right in pairwise(others)]
    return all(left < middle < right for (left, right), middle in zip(pairwise(edges), middles, strict=True))


def refitted(first: Grid, second: Grid) -> Grid:
    """The second part on the columns of the first, whose figures or heads stand where its own do; its spans are kept
    where it has as many columns, and the same ones: one may be blank overleaf, and dashes make another.
    """
    columns = _columns(first)
    shift = _shift(columns, [line for line in _lines(second) if is_figure(line.text)])
    shift = heads_shift(first, second) if shift is None else shift
    if shift is None or _in_proportion(first, second):
        return second
    if second.n_cols == first.n_cols and not _stand_elsewhere(second, columns, shift):
        return second
    cells: list[Cell] = []
    for row in range(second.n_rows):
        is_header = any(cell.is_header and row in cell.rows for cell in second.cells)
        boxes = [cell.box for cell in second.cells if row in cell.rows]
        y0, y1 = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
        lines: list[list[TextLine]] = [[] for _ in range(first.n_cols)]
        for line in (line for cell in second.cells if cell.row == row for line in cell.lines):
            lines[columns.of(line, shift)].append(line)
        for start, stop in columns.spans(lines, shift):
            box = Box(columns.edges[start] - shift, y0, columns.edges[stop] - shift, y1)
            texts = tuple(line for col in range(start, stop) for line in lines[col])
            part = CellPart(second.pages[0], box, texts)
            cells.append(Cell(row, start, 1, stop - start, (part,), is_header))
    return replace(second, n_cols=first.n_cols, cells=tuple(cells))


def _in_proportion(first: Grid, second: Grid) -> bool:
    """Whether two parts have as many columns, each taking the same share of the width: pages are scanned in sizes."""
    if first.n_cols != second.n_cols:
        return False
    shares = [
        [(edge - edges[0]) / max(edges[-1] - edges[0], 1.0) for edge in edges]
        for edges in (_edges(first, first.pages[-1]), _edges(second, second.pages[0]))
    ]
    return all(abs(one - other) <= PROPORTION for one, other in zip(*shares, strict=True))


def _stand_elsewhere(second: Grid, columns: _Columns, shift: float) -> bool:
    """Whether most figures stand under those of another column than their own number's."""
    placed = [
        columns.of(line, shift) == cell.col
        for cell in second.cells
        if cell.col_span == 1
        for line in cell.lines
        if is_figure(line.text) and columns.fits(line, shift)
    ]
    return 2 * sum(placed) < len(placed)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Edges of a part's columns, where the figures of each end, and where they are centred; in page units.

    ``by_page``: the edges that each page shows, of which ``edges`` are the last. ``near``: how exactly figures of a
    column stand under one another.
    """

    edges: tuple[float, ...]
    by_page: tuple[tuple[float, ...], ...]
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

    def spans(self, lines: Sequence[Sequence[TextLine]], shift: float) -> Iterator[tuple[int, int]]:
        """The row's cells, each as its first column and the one after its last: a total's label is centred over the
        columns left of its figures, of which it fills but one.
        """
        at = 0
        while at < len(lines):
            stops = range(len(lines), at + 1, -1)
            stop = next((stop for stop in stops if self._is_centred(lines[at:stop], at, shift)), at + 1)
            yield at, stop
            at = stop

    def _is_centred(self, lines: Sequence[Sequence[TextLine]], col: int, shift: float) -> bool:
        """Whether columns hold nothing but a total's label, in their middle as a page shows them."""
        texts = [line for column in lines for line in column]
        if len(texts) != 1 or not is_total(texts[0].text):
            return False
        x = texts[0].box.center[0] + shift
        return any(abs((edges[col] + edges[col + len(lines)]) / 2 - x) <= self.near for edges in self.by_page)


def _columns(grid: Grid) -> _Columns:
    """The columns on the last page, their figures those of the pages before where a column has none there."""
    parts = [(cell, part) for cell in grid.cells for part in cell.parts]
    last = [(cell, part) for cell, part in parts if part.page == grid.pages[-1]]
    by_page = tuple(_edges(grid, page) for page in grid.pages)
    height = median([line.box.height for _, part in last for line in part.lines] or [1.0])
    figures = _figures(parts) | _figures(last)
    # Dashes stand in the middle of a column whose numbers end under one another.
    ends = {**figures, **_figures(parts, _has_digit), **_figures(last, _has_digit)}
    middles = {**figures, **_figures(last, lambda line: not _has_digit(line))}
    return _Columns(
        by_page[-1],
        by_page,
        {col: median([line.box.x1 for line in lines]) for col, lines in ends.items()},
        {col: median([line.box.center[0] for line in lines]) for col, lines in middles.items()},
        FLUSH * height,
    )


def _edges(grid: Grid, page: int) -> tuple[float, ...]:
    edges = [0.0] * (grid.n_cols + 1)
    for cell in grid.cells:
        for part in cell.parts:
            if part.page == page:
                edges[cell.col], edges[cell.col + cell.col_span] = part.box.x0, part.box.x1
    return tuple(edges)


def _figures(
    parts: Sequence[tuple[Cell, CellPart]], which: Callable[[TextLine], bool] = lambda _: True
) -> dict[int, list[TextLine]]:
    """The figures, or some of them, of each column that has any."""
    found: dict[int, list[TextLine]] = {}
    for cell, part in parts:
        lines = [line for line in part.lines if is_figure(line.text) and which(line)] if cell.col_span == 1 else []
        if lines:
            found.setdefault(cell.col, []).extend(lines)
    return found


def _nearest(places: Mapping[int, float], x: float) -> tuple[int, float]:
    """The column whose place is nearest, and how near."""
    col = min(places, key=lambda item: abs(places[item] - x))
    return col, abs(places[col] - x)


def _shift(columns: _Columns, figures: Sequence[TextLine]) -> float | None:
    """How far the second page lies to the left, so that most figures fit; None where there is nothing to compare."""
    if not columns.ends or not figures:
        return None
    offs = {
        off
        for line in figures
        for off in (
            columns.ends[_nearest(columns.ends, line.box.x1)[0]] - line.box.x1,
            columns.middles[_nearest(columns.middles, line.box.center[0])[0]] - line.box.center[0],
        )
        if abs(off) <= MARGIN / FLUSH * columns.near
    }
    # of pages that lie alike the least: figures of one column differ by the width of a 1
    return max(sorted(offs, key=abs), key=lambda off: sum(columns.fits(line, off) for line in figures), default=None)


def _has_digit(line: TextLine) -> bool:
    """Whether a figure has a digit: it is no dash."""
    return any(char.isdigit() for char in line.text)


def _lines(grid: Grid) -> list[TextLine]:
    return [line for cell in grid.cells for line in cell.lines]
