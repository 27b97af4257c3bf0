"""A grid by rows and columns: which cell covers each slot, and what its text looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.grid import Cell, CellPart, Grid

# A number as printed, or as OCR prints one: digits and separators, a few letters that look like digits among them.
_AMOUNT = re.compile(r"[-−+(（]?[\dOolI|,，.．。]*\d[\dOolI|,，.．。]*[)）]?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODE = re.compile(r"\d{2,7}")
# 品目 codes begin with a letter: A02061804.
_ITEM_CODE = re.compile(r"[A-Z]\d{2,}")
_MONEY = re.compile(r"\d{1,3}(?:[,，]\d{3})+|\d[.．]\d\d(?!\d)")
# What specks beside a digit are read as.
_SPECKS = ".．。,，、·'’"

UNREAD = 0.25
"""Of the numbers of columns that were read, so many times as many may be missing: a lone digit is easily overlooked."""

COUNTED = 0.7
"""Share of the numbers of lines that follow one another, as no other numbers do; of the others a digit was misread, or
two stand in one cell."""


@dataclass(frozen=True, slots=True)
class Slots:
    """``cells[row][col]`` covers that slot; ``table`` is the grid's index in its document."""

    table: int
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def n_cols(self) -> int:
        return len(self.cells[0]) if self.cells else 0

    def starting(self, row: int) -> tuple[Cell, ...]:
        """The cells whose first row this is, from the left."""
        return tuple(cell for cell in self.distinct(row) if cell.row == row)

    def distinct(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover the row, from the left, each once."""
        cells = self.cells[row]
        return tuple(cell for col, cell in enumerate(cells) if not col or cell is not cells[col - 1])

    def begins(self, row: int, col: int) -> bool:
        """Whether the slot is the first of the cell that covers it."""
        cell = self.cells[row][col]
        left = col > 0 and self.cells[row][col - 1] is cell
        return not left and cell.row == row

    def with_columns(self, places: Sequence[int | None]) -> Slots:
        """The same rows with other columns: for each its place in these, or None for a blank one."""
        return replace(self, cells=tuple(tuple(_placed(row, place) for place in places) for row in self.cells))


def _placed(row: Sequence[Cell], place: int | None) -> Cell:
    """A blank cell stands at the row's beginning."""
    if place is not None:
        return row[place]
    first = row[0]
    return Cell(first.row, -1, 1, 1, (CellPart(first.page, first.box),))


def slots_of(table: int, grid: Grid) -> Slots:
    covering: list[list[Cell | None]] = [[None] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in cell.rows:
            for col in cell.cols:
                covering[row][col] = cell
    return Slots(table, tuple(tuple(cell for cell in row if cell is not None) for row in covering))


def printed(cell: Cell) -> str:
    return cell.bare_text


def is_amount(text: str) -> bool:
    """A number, of money or a code; a year alone may be a head."""
    return _AMOUNT.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def is_any_code(text: str) -> bool:
    """What may stand in a column of codes: digits however many, or a letter before them."""
    return is_amount(text) or _ITEM_CODE.fullmatch(text) is not None


def is_money(text: str) -> bool:
    """With two decimals or thousands set off."""
    return is_amount(text) and _MONEY.search(text) is not None


def counts_up(texts: Sequence[str]) -> bool:
    """The numbers of columns: 1, 2, 3, … and nothing else but specks; of many a few may not have been read."""
    said = [bare for text in texts if (bare := text.strip(_SPECKS))]
    numbers = [int(text) for text in said if text.isascii() and text.isdecimal()]
    if len(numbers) < 2 or len(numbers) < len(said):
        return False
    rising = numbers[0] >= 1 and all(left < right for left, right in pairwise(numbers))
    return rising and numbers[-1] - len(numbers) <= UNREAD * len(numbers)


def steps_by_one(numbers: Sequence[int]) -> bool:
    """Whether most of the numbers, three or more, are one more than the number before: of some a digit was misread."""
    steps = [right - left for left, right in pairwise(numbers)]
    return len(steps) > 1 and sum(step == 1 for step in steps) >= COUNTED * len(steps)
