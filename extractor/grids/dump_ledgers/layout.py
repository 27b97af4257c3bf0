"""A table of lines and amounts taken out of a dump, before and after it is laid out as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.geometry import Box, union_of
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

Role = Literal["unit", "code", "name", "line_no", "text", "amount"]
"""What a column holds. ``text``: what tells lines of one name apart, such as a year."""


@dataclass(frozen=True, slots=True)
class Head:
    """One printed head; ``number`` tells it from another of the same wording. No lines: it is not printed."""

    number: int
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``heads`` over it from the top, ``side`` the ledger it is of, from 0.

    ``key``: the definition's name of it, empty where there is none.
    """

    role: Role
    side: int = 0
    heads: tuple[Head, ...] = ()
    key: str = ""


Row = Mapping[int, tuple[TextLine, ...]]
"""The printed cells of a row, by column."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A cell that says something."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[TextLine, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """A table's cells, and its size in rows and columns."""

    drafts: tuple[Draft, ...]
    n_rows: int
    n_cols: int


def head_drafts(columns: Sequence[Column]) -> tuple[int, list[Draft]]:
    """How many rows the heads take, and their cells: a head spans the neighbours that stand under it too."""
    depth = max((len(column.heads) for column in columns), default=0)
    drafts: list[Draft] = []
    for row in range(depth):
        col = 0
        while col < len(columns):
            heads = columns[col].heads
            if row >= len(heads):
                col += 1
                continue
            end = col + 1
            while end < len(columns) and columns[end].heads[: row + 1] == heads[: row + 1]:
                end += 1
            down = depth - row if row == len(heads) - 1 else 1
            drafts.append(Draft(row, col, down, end - col, heads[row].lines, is_header=True))
            col = end
    return depth, drafts


def row_drafts(rows: Sequence[Row], first: int, *, is_header: bool = False) -> Iterator[Draft]:
    """The cells of rows that start at grid row ``first``."""
    for index, row in enumerate(rows):
        for col, lines in sorted(row.items()):
            yield Draft(first + index, col, 1, 1, lines, is_header=is_header)


def grid_of(
    drafts: Sequence[Draft],
    size: tuple[int, int],
    page: int,
    title: str,
    captions: Sequence[TextLine],
) -> Grid:
    """The grid of ``size`` (rows, columns): every slot covered, blank cells where nothing is printed."""
    n_rows, n_cols = size
    taken = {
        (draft.row + down, draft.col + right)
        for draft in drafts
        for down in range(draft.row_span)
        for right in range(draft.col_span)
    }
    extents = _extents(drafts, n_rows)
    cells = [_cell(draft, page, extents[draft.row]) for draft in drafts]
    heads = {draft.row for draft in drafts if draft.is_header}
    cells += [
        Cell(row, col, 1, 1, (CellPart(page, _blank(drafts, row, col, extents[row])),), is_header=row in heads)
        for row in range(n_rows)
        for col in range(n_cols)
        if (row, col) not in taken
    ]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(n_rows, n_cols, tuple(cells), title=title, captions=tuple((page, line) for line in captions))


def _cell(draft: Draft, page: int, extent: Box) -> Cell:
    box = union_of(line.box for line in draft.lines) or Box(extent.x0, extent.y0, extent.x0, extent.y1)
    part = CellPart(page, box, draft.lines)
    return Cell(draft.row, draft.col, draft.row_span, draft.col_span, (part,), is_header=draft.is_header)


def _extents(drafts: Sequence[Draft], n_rows: int) -> list[Box]:
    """The box around the print of each row, or of the nearest row before it that has any."""
    boxes: list[Box] = []
    last = Box(0, 0, 0, 0)
    for row in range(n_rows):
        last = union_of(line.box for draft in drafts if draft.row == row for line in draft.lines) or last
        boxes.append(last)
    return boxes


def _blank(drafts: Sequence[Draft], row: int, col: int, extent: Box) -> Box:
    """Where a blank cell would stand: at the end of the cell before it, no wider than nothing."""
    before = [draft for draft in drafts if draft.row == row and draft.col < col and draft.lines]
    x = max(before, key=lambda draft: draft.col).lines[-1].box.x1 if before else extent.x0
    return Box(x, extent.y0, x, extent.y1)
