"""Where the header of a table ends, and what stands over each of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.forms.fiscal.slots import Slots, counts_up, is_amount, is_code, printed
from extractor.forms.labels import is_label, key_of
from models.fiscal import FiscalWords
from models.grid import Cell

MOST_LABELS = 3
"""Texts that a line has beside its amounts: a unit, a code and a name. A row of heads has more."""


@dataclass(frozen=True, slots=True)
class Header:
    """``rows`` of the header and ``body`` below it; ``paths``: over each column the heads from the top, each once."""

    rows: range
    body: range
    paths: tuple[tuple[Cell, ...], ...]

    def texts(self, col: int) -> tuple[str, ...]:
        return tuple(printed(cell) for cell in self.paths[col])


def header_of(slots: Slots, top: int, words: FiscalWords) -> Header:
    """The header that begins at row ``top``. A table without one has an empty range of rows."""
    end = _end(slots, top, words)
    counting = [row for row in range(top, end) if counts_columns(slots, row, words)]
    rows = [row for row in range(top, end) if row not in counting]
    paths = tuple(_path(slots, rows, col) for col in range(slots.n_cols))
    return Header(range(top, end), range(end, len(slots.cells)), paths)


def counts_columns(slots: Slots, row: int, words: FiscalWords) -> bool:
    """A row of 栏次: it numbers the columns."""
    texts = [text for cell in slots.starting(row) if (text := printed(cell))]
    return any(is_label(text, words.column_numbers) for text in texts) or counts_up(texts)


def repeats(slots: Slots, row: int, header: Header) -> bool:
    """The header printed again, on the next page: nothing but heads or pieces of them, each over its own column."""
    cells = [cell for cell in slots.starting(row) if printed(cell)]
    return bool(cells) and all(
        bool(key_of(printed(cell))) and key_of(printed(cell)) in key_of("".join(header.texts(cell.col)))
        for cell in cells
    )


def _path(slots: Slots, rows: Sequence[int], col: int) -> tuple[Cell, ...]:
    found: list[Cell] = []
    for row in rows:
        cell = slots.cells[row][col]
        text = printed(cell)
        if text and not any(cell is other or printed(other) == text for other in found):
            found.append(cell)
    return tuple(found)


def _end(slots: Slots, top: int, words: FiscalWords) -> int:
    rows = range(top, len(slots.cells))
    first = next((row for row in rows if _amounts(slots, row) and not counts_columns(slots, row, words)), None)
    limit = rows.stop if first is None else first
    counting = [row for row in range(top, limit) if counts_columns(slots, row, words)]
    if counting:
        return counting[-1] + 1
    if first is None:
        lines = (
            row
            for row in rows
            if row > top and (_is_blank_line(slots, row, words) or _is_labels(slots, top, row, words))
        )
        return next(lines, rows.stop)
    while first - 1 > top and _is_line(slots, first - 1, first, words):
        first -= 1
    return first


def _amounts(slots: Slots, row: int) -> bool:
    """Whether amounts stand in a row; a single figure beside heads is a scrap of a rule, or a head's own mark."""
    texts = [text for cell in slots.starting(row) if (text := printed(cell))]
    amounts = [text for text in texts if is_amount(text)]
    alone = len(amounts) == 1 and len(amounts[0]) == 1 and len(texts) > MOST_LABELS + 1
    return bool(amounts) and not alone


def _is_blank_line(slots: Slots, row: int, words: FiscalWords) -> bool:
    """In a form without any number: a row with nothing in it but what sums up or says 无."""
    texts = [text for cell in slots.distinct(row) if (text := printed(cell))]
    return not texts or all(is_label(text, (*words.totals, "无")) for text in texts)


def _is_labels(slots: Slots, top: int, row: int, words: FiscalWords) -> bool:
    """In a form without any number: a row whose print, no head itself, stands under heads of label columns alone."""
    heads = (*words.codes, *words.names, *words.line_numbers, *words.units)
    cells = [cell for cell in slots.distinct(row) if printed(cell)]
    if any(cell.row < row or is_label(printed(cell), heads) for cell in cells):
        return False
    labelled = [
        any(is_label(printed(slots.cells[other][col]), heads) for other in range(top, row))
        for col in range(slots.n_cols)
    ]
    return all(labelled[col] for col in range(slots.n_cols) if printed(slots.cells[row][col]))


def _is_line(slots: Slots, row: int, first: int, words: FiscalWords) -> bool:
    """A line without amounts right above the first with one: its print stands in columns that hold no amounts."""
    heads = (*words.codes, *words.names, *words.line_numbers, *words.units)
    cells = [cell for cell in slots.distinct(row) if printed(cell)]
    if any(cell.row < row or is_label(printed(cell), heads) for cell in cells):
        return False
    return not any(_holds_amounts(slots, col, first) for cell in cells for col in cell.cols)


def _holds_amounts(slots: Slots, col: int, first: int) -> bool:
    texts = [printed(slots.cells[row][col]) for row in range(first, len(slots.cells))]
    return any(is_amount(text) and not is_code(text) for text in texts)
