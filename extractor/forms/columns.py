"""Which columns of a table are which of the definition's: told by the heads, and by order where heads fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from extractor.forms.labels import LABEL_SIMILARITY, likeness
from extractor.forms.sheet import Row, squeezed
from models.form import Slot
from models.grid import Cell

# A head that is this like a label may be it, if nothing is more so: 得芬 for 得分.
_WEAK_LIKENESS = 0.5
# Columns usually stand in the definition's order. A step out of it costs less than any difference in spelling.
_ORDER_COST = 0.01
# A row is a head row if this share of the definition's columns is found in it.
_HEAD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Heads:
    """A head row: each column's grid columns, its label as printed, and how sure (sum of likenesses).

    ``row`` is an index into the rows that were searched; ``table`` the grid that it stands in.
    """

    row: int
    table: int
    cols: Mapping[str, range]
    printed: Mapping[str, str]
    matched: frozenset[str]
    strength: float


def find_heads(rows: Sequence[Row], columns: Sequence[Slot]) -> Heads | None:
    """The row most like the heads of these columns, or None. ``row`` is an index into ``rows``."""
    found = [heads for index, row in enumerate(rows) if (heads := _heads_in(index, row, columns)) is not None]
    return max(found, key=lambda heads: heads.strength, default=None)


def is_head_row(row: Row, columns: Sequence[Slot]) -> bool:
    return _heads_in(0, row, columns) is not None


def _heads_in(index: int, row: Row, columns: Sequence[Slot]) -> Heads | None:
    cells = [cell for cell in row.cells if cell.text.strip()]
    if len(cells) < _HEAD_SHARE * len(columns):
        return None
    texts = [cell.text for cell in cells]
    likenesses = np.array([[likeness(text, column.labels) for column in columns] for text in texts])
    if (likenesses.max(axis=0) >= LABEL_SIMILARITY).sum() < _HEAD_SHARE * len(columns):
        return None
    pairs = _assign(likenesses)
    matched = {columns[c].path: cells[r] for r, c in pairs}
    sure = frozenset(columns[c].path for r, c in pairs if likenesses[r, c] >= LABEL_SIMILARITY)
    if len(sure) < _HEAD_SHARE * len(columns):
        return None
    placed = _fill_by_order(matched, columns, row)
    return Heads(
        row=index,
        table=row.table,
        cols={path: cell.cols for path, cell in placed.items()},
        printed={path: squeezed(cell.text) for path, cell in placed.items()},
        matched=sure,
        strength=float(sum(likenesses[r, c] for r, c in pairs)),
    )


def _assign(likenesses: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    n_cells, n_columns = likenesses.shape
    # Side labels stand before the columns, so order is compared from the right.
    ranks = np.abs((n_cells - np.arange(n_cells))[:, None] - (n_columns - np.arange(n_columns))[None, :])
    cells, columns = linear_sum_assignment(likenesses - _ORDER_COST * ranks, maximize=True)
    pairs = zip(cells.tolist(), columns.tolist(), strict=True)
    return [(cell, column) for cell, column in pairs if likenesses[cell, column] >= _WEAK_LIKENESS]


def _fill_by_order(matched: Mapping[str, Cell], columns: Sequence[Slot], row: Row) -> dict[str, Cell]:
    """Columns whose head was not told take the cells between their neighbours, where the count is right."""
    placed = dict(matched)
    paths = [column.path for column in columns]
    taken = {id(cell) for cell in matched.values()}
    start = 0
    while start < len(paths):
        if paths[start] in placed:
            start += 1
            continue
        stop = next((i for i in range(start, len(paths)) if paths[i] in placed), len(paths))
        left = placed[paths[start - 1]].cols.stop if start else None
        right = placed[paths[stop]].col if stop < len(paths) else None
        between = [
            cell
            for cell in row.cells
            if id(cell) not in taken
            and (left is None or cell.col >= left)
            and (right is None or cell.cols.stop <= right)
        ]
        # Before the first known column stand side labels too; the nearest cells are the columns.
        chosen = between[-(stop - start) :] if left is None else between
        if len(chosen) == stop - start:
            placed.update(zip(paths[start:stop], chosen, strict=True))
        start = stop
    return placed


def in_order(cells: Sequence[Cell], columns: Sequence[Slot]) -> dict[str, range]:
    """Columns by order alone: the n-th cell is the n-th column."""
    return {column.path: cell.cols for column, cell in zip(columns, cells, strict=False)}
