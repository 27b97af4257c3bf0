"""One edit of one grid. What comes out is a grid again: every slot is covered by exactly one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.editing.ruling import Ruling
from models.errors import UsageError
from models.geometry import Box, union_of
from models.grid import Cell, CellPart, Grid
from models.review import Edit
from models.text import Glyph, TextLine

BY_PERSON = "person"
"""Who read a line that somebody typed."""


class EditRefused(UsageError):
    """The edit does not fit the table; the message says why and what would."""

    code = "edit_refused"


def edited(grid: Grid, edit: Edit) -> Grid:
    """The grid after an edit. Raises EditRefused."""
    match edit.kind:
        case "text":
            return _with_text(grid, edit)
        case "merge":
            return _merged(grid, edit)
        case "split":
            return _split(grid, edit)
        case "insert_row":
            return _with_row(grid, edit.row)
        case "remove_row":
            return _without_row(grid, edit.row)


def _cell(grid: Grid, row: int, col: int) -> Cell:
    cell = grid.cell_at(row, col)
    if cell is None:
        raise EditRefused(
            f"row {row}, column {col}: the table has {grid.n_rows} rows and {grid.n_cols} columns, from 0"
        )
    return cell


def _with_text(grid: Grid, edit: Edit) -> Grid:
    cell = _cell(grid, edit.row, edit.col)
    first = cell.parts[0]
    part = replace(first, lines=tuple(_typed(edit.text, first.box)))
    rest = (replace(other, lines=()) for other in cell.parts[1:])
    return _rebuilt(grid, [cell], [replace(cell, parts=(part, *rest))])


def _typed(text: str, box: Box) -> Iterator[TextLine]:
    """A line of the page for each line typed, one under the other in the cell."""
    lines = text.splitlines() if text.strip() else []
    height = box.height / max(1, len(lines))
    for index, line in enumerate(lines):
        place = Box(box.x0, box.y0 + index * height, box.x1, box.y0 + (index + 1) * height)
        glyphs = tuple(Glyph(char, place) for char in line if not char.isspace())
        if glyphs:
            yield TextLine(line.strip(), place, glyphs, BY_PERSON)


def _merged(grid: Grid, edit: Edit) -> Grid:
    rows, cols = range(edit.row, edit.row + edit.row_span), range(edit.col, edit.col + edit.col_span)
    if rows.stop > grid.n_rows or cols.stop > grid.n_cols:
        raise EditRefused(f"the table has {grid.n_rows} rows and {grid.n_cols} columns; name fewer to merge")
    old = list(dict.fromkeys(_cell(grid, row, col) for row in rows for col in cols))
    if len(old) == 1:
        raise EditRefused(f"row {edit.row}, column {edit.col} is one cell; name at least two to merge")
    for cell in old:
        if cell.row not in rows or cell.rows[-1] not in rows or cell.col not in cols or cell.cols[-1] not in cols:
            raise EditRefused(
                f"the cell at row {cell.row}, column {cell.col} reaches beyond; split it first, or take it in"
            )
    pages = dict.fromkeys(part.page for cell in old for part in cell.parts)
    parts = tuple(_joined(page, [part for cell in old for part in cell.parts if part.page == page]) for page in pages)
    headed = all(cell.is_header for cell in old)
    return _rebuilt(grid, old, [Cell(rows.start, cols.start, len(rows), len(cols), parts, headed)])


def _joined(page: int, parts: list[CellPart]) -> CellPart:
    box = union_of(part.box for part in parts)
    assert box is not None
    return CellPart(page, box, tuple(line for part in parts for line in part.lines))


def _split(grid: Grid, edit: Edit) -> Grid:
    cell = _cell(grid, edit.row, edit.col)
    if cell.row_span == cell.col_span == 1:
        raise EditRefused(f"row {edit.row}, column {edit.col} reaches over one slot only; put in a row first")
    ruling = Ruling.of(grid)
    slots = [(row, col) for row in cell.rows for col in cell.cols]
    boxes = {slot: ruling.slot(*slot, within=cell.box) for slot in slots}
    lines: dict[tuple[int, int], list[TextLine]] = {slot: [] for slot in slots}
    for line in cell.parts[0].lines:
        lines[min(slots, key=lambda slot: _distance(boxes[slot], line))].append(line)
    # What stands on later pages stays with the last slot, which reaches there.
    rest = {slots[-1]: cell.parts[1:]}
    new = [
        Cell(row, col, 1, 1, (CellPart(cell.page, boxes[row, col], tuple(lines[row, col])), *rest.get((row, col), ())))
        for row, col in slots
    ]
    return _rebuilt(grid, [cell], [replace(one, is_header=cell.is_header) for one in new])


def _distance(box: Box, line: TextLine) -> float:
    x, y = line.box.center
    return max(box.x0 - x, x - box.x1, 0.0) + max(box.y0 - y, y - box.y1, 0.0)


def _with_row(grid: Grid, row: int) -> Grid:
    if not 0 <= row <= grid.n_rows:
        raise EditRefused(f"a row can be put in before rows 0 to {grid.n_rows}, not before {row}")
    ruling = Ruling.of(grid)
    cells: list[Cell] = []
    reaching: set[int] = set()
    for cell in grid.cells:
        if cell.row < row < cell.row + cell.row_span:
            reaching |= set(cell.cols)
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells.append(replace(cell, row=cell.row + (cell.row >= row)))
    page, edge = ruling.edge_above(row)
    for col in range(grid.n_cols):
        if col not in reaching:
            left, right = ruling.across(col)
            cells.append(Cell(row, col, 1, 1, (CellPart(page, Box(left, edge, right, edge)),)))
    return replace(grid, n_rows=grid.n_rows + 1, cells=_ordered(cells))


def _without_row(grid: Grid, row: int) -> Grid:
    if not 0 <= row < grid.n_rows or grid.n_rows == 1:
        raise EditRefused(f"row {row} cannot be taken out of a table of {grid.n_rows} rows, counted from 0")
    cells = []
    for cell in grid.cells:
        if row in cell.rows:
            if cell.row_span > 1:
                cells.append(replace(cell, row_span=cell.row_span - 1))
        else:
            cells.append(replace(cell, row=cell.row - (cell.row > row)))
    return replace(grid, n_rows=grid.n_rows - 1, cells=_ordered(cells))


def _rebuilt(grid: Grid, old: Iterable[Cell], new: Iterable[Cell]) -> Grid:
    gone = {(cell.row, cell.col) for cell in old}
    kept = [cell for cell in grid.cells if (cell.row, cell.col) not in gone]
    return replace(grid, cells=_ordered([*kept, *new]))


def _ordered(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
