"""The rest of a table of texts overleaf, put on the columns in which the page before ended.

Without the heads that stand on the page before, the texts of the rest do not say how wide their columns are, and a
column whose merged cell was printed there has no text at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from models.figures import is_figure
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.gutters import FIGURES
from models.text import TextLine

FEWEST = 3
"""Columns that the table has at least where the page before ended."""

IN_LINE = 0.4
"""In text heights: texts of one column begin, or have their middles, this near to one another on both pages."""

MARGIN = 3.0
"""In text heights: the next page's print may lie this much further left or right."""

OVERHANG = 0.75
"""In text heights: a text reaches no further over the side of its column, which is only guessed."""


def resumed(first: Grid, second: Grid) -> Grid | None:
    """The second part on the columns of the first's last row, its spans kept; None where its texts do not stand in
    them, or are mostly figures.
    """
    if first.ruled or second.ruled:
        return None
    targets, columns = _last_columns(first), _columns_of(second)
    lines = [line for texts in columns.values() for line in texts]
    if len(targets) < FEWEST or len(columns) < 2 or len(columns) > len(targets) or not _are_texts(columns):
        return None
    if not _are_texts({i: target.lines for i, target in enumerate(targets) if target.lines}):
        return None
    height = median([line.box.height for line in lines])
    shift = _shift(targets, columns, height)
    if shift is None:
        return None
    places = _places(targets, columns, shift, OVERHANG * height)
    return None if places is None else _moved(second, targets, places, first.n_cols, shift)


@dataclass(frozen=True, slots=True)
class _Target:
    """A column of the last row: its slots, its sides on the page, and the texts above in the same slots."""

    col: int
    col_span: int
    x0: float
    x1: float
    lines: tuple[TextLine, ...]


def _last_columns(grid: Grid) -> list[_Target]:
    page = grid.pages[-1]
    last = sorted((cell for cell in grid.cells if cell.row + cell.row_span == grid.n_rows), key=lambda cell: cell.col)
    targets = []
    for cell in last:
        box = next((part.box for part in cell.parts if part.page == page), None)
        if box is None:
            return []
        above = [other for other in grid.cells if (other.col, other.col_span) == (cell.col, cell.col_span)]
        lines = tuple(line for it in above for part in it.parts if part.page == page for line in part.lines)
        targets.append(_Target(cell.col, cell.col_span, box.x0, box.x1, lines))
    return targets


def _columns_of(grid: Grid) -> dict[int, list[TextLine]]:
    """The texts of each column that has any, those over several columns apart."""
    found: dict[int, list[TextLine]] = {}
    for cell in grid.cells:
        if cell.col_span == 1 and cell.lines:
            found.setdefault(cell.col, []).extend(cell.lines)
    return dict(sorted(found.items()))


def _are_texts(columns: Mapping[int, Sequence[TextLine]]) -> bool:
    figures = sum(2 * sum(is_figure(line.text) for line in lines) >= len(lines) for lines in columns.values())
    return figures <= FIGURES * len(columns)


def _shift(targets: Sequence[_Target], columns: Mapping[int, Sequence[TextLine]], height: float) -> float | None:
    """How far the second page lies to the left: by the columns whose texts begin or are centred in line with others."""
    found = []
    for lines in columns.values():
        offs = [
            other - own
            for target in targets
            if target.lines
            for other, own in zip(_bearings(target.lines), _bearings(lines), strict=True)
        ]
        near = [off for off in offs if abs(off) <= MARGIN * height]
        found.append(near)
    best, votes = None, 0
    for off in sorted((off for offs in found for off in offs), key=abs):
        count = sum(any(abs(other - off) <= IN_LINE * height for other in offs) for offs in found)
        if count > votes:
            best, votes = off, count
    return best if 2 * votes > len(columns) else None


def _bearings(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Where texts begin and where their middles are, mostly."""
    return median([line.box.x0 for line in lines]), median([line.box.center[0] for line in lines])


def _places(
    targets: Sequence[_Target], columns: Mapping[int, Sequence[TextLine]], shift: float, room: float
) -> dict[int, int] | None:
    """The target of each column, each another, in order."""
    places: dict[int, int] = {}
    start = 0
    for col, lines in columns.items():
        low, high = min(line.box.x0 for line in lines) + shift, max(line.box.x1 for line in lines) + shift
        at = next(
            (i for i in range(start, len(targets)) if targets[i].x0 - room <= low and high <= targets[i].x1 + room),
            None,
        )
        if at is None:
            return None
        places[col], start = at, at + 1
    return places


def _moved(
    second: Grid, targets: Sequence[_Target], places: Mapping[int, int], n_cols: int, shift: float
) -> Grid | None:
    """The second part's cells in the slots of their targets, blank cells in the columns without any text."""
    cells: list[Cell] = []
    for cell in second.cells:
        over = [places[col] for col in cell.cols if col in places]
        if not over:
            continue
        left, right = targets[over[0]], targets[over[-1]]
        if len(over) > 1 and over[-1] - over[0] != len(over) - 1:
            return None
        part = cell.parts[0]
        box = Box(left.x0 - shift, part.box.y0, right.x1 - shift, part.box.y1)
        span = right.col + right.col_span - left.col
        cells.append(replace(cell, col=left.col, col_span=span, parts=(replace(part, box=box),)))
    boxes = [cell.box for cell in second.cells]
    top, foot = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    for i, target in enumerate(targets):
        if i not in places.values():
            box = Box(target.x0 - shift, top, target.x1 - shift, foot)
            part = CellPart(second.pages[0], box)
            cells.append(Cell(0, target.col, second.n_rows, target.col_span, (part,)))
    return replace(second, n_cols=n_cols, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))
