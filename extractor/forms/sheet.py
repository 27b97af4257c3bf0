"""The rows of the tables that may make up one form, in one sequence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.geometry import union_of
from models.grid import Cell, Grid
from models.record import Place
from models.text import TextLine


def squeezed(text: str) -> str:
    """The text on one line, without spaces: a label as the page says it."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one grid: the cells that cover it, from the left, each once. ``table`` is the grid's index."""

    table: int
    index: int
    cells: tuple[Cell, ...]

    def within(self, cols: range) -> tuple[Cell, ...]:
        """The cells that stand in these columns: those with most of their width there, else the one with most of it."""
        touching = [(_overlap(cell.cols, cols), cell) for cell in self.cells if _overlap(cell.cols, cols)]
        inside = tuple(cell for overlap, cell in touching if 2 * overlap > cell.col_span)
        if inside or not touching:
            return inside
        return (max(touching, key=lambda pair: pair[0])[1],)

    def after(self, cell: Cell) -> Cell | None:
        """The cell to the right of one of the row's."""
        return next((other for other in self.cells if other.col >= cell.col + cell.col_span), None)


def _overlap(left: range, right: range) -> int:
    return max(0, min(left.stop, right.stop) - max(left.start, right.start))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one form, the free lines that belong to it, each with its page, and its title as the grid says it."""

    rows: tuple[Row, ...]
    captions: tuple[tuple[int, TextLine], ...] = ()
    title: str = ""

    @property
    def tables(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(row.table for row in self.rows))

    def then(self, other: Sheet) -> Sheet:
        return Sheet(self.rows + other.rows, self.captions + other.captions, self.title)


def sheet_of(table: int, grid: Grid) -> Sheet:
    covering: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in cell.rows:
            covering[row].append(cell)
    rows = (Row(table, i, tuple(sorted(cells, key=lambda cell: cell.col))) for i, cells in enumerate(covering))
    return Sheet(tuple(rows), grid.captions, grid.title)


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands where a leaf belongs: its lines, its place, and the label beside it as the page says it."""

    lines: tuple[TextLine, ...] = ()
    place: Place | None = None
    label: str = ""


def finding_in(row: Row, cells: Sequence[Cell], label: str) -> Finding:
    """The cells of a row as one finding; it stands where the first of them does."""
    if not cells:
        return Finding(label=label)
    lines = tuple(line for cell in cells for line in cell.lines)
    return Finding(lines, place_of(row.table, cells[0]), label)


def place_of(table: int, cell: Cell) -> Place:
    return Place(page=cell.page, box=cell.box, table=table, row=cell.row, col=cell.col)


def place_of_lines(page: int, lines: Sequence[TextLine], table: int | None = None, cell: Cell | None = None) -> Place:
    """Where some lines stand; at least one."""
    box = union_of(line.box for line in lines)
    if box is None:
        raise ValueError("no lines to place")
    return Place(page, box, table, cell.row if cell else None, cell.col if cell else None)


def cells_of(rows: Sequence[Row]) -> Iterator[tuple[Row, Cell]]:
    """Each cell once, with the first row that it covers."""
    seen: set[tuple[int, int, int]] = set()
    for row in rows:
        for cell in row.cells:
            key = (row.table, cell.row, cell.col)
            if key not in seen:
                seen.add(key)
                yield row, cell
