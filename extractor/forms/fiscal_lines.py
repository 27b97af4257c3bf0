"""The lines of a ledger: of each row, what labels it and what stands in its value columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.forms.fiscal_header import Header, counts_columns, repeats
from extractor.forms.fiscal_ledgers import Ledger
from extractor.forms.fiscal_slots import Slots, is_amount, printed
from extractor.forms.labels import key_of
from extractor.forms.sheet import Finding, place_of
from models.fiscal import FiscalWords
from models.grid import Cell


@dataclass(frozen=True, slots=True)
class Body:
    """Rows of one grid that hold lines."""

    slots: Slots
    rows: range


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one ledger. ``values``: by grid column. ``unused``: it is numbered and says nothing else."""

    line_no: Finding
    code: Finding
    name: Finding
    values: Mapping[int, Finding]
    unused: bool = False


def lines_of(bodies: Sequence[Body], header: Header, ledger: Ledger, words: FiscalWords) -> tuple[Line, ...]:
    """In printed order, without rows that count columns, heads printed again, and rows without any print."""
    return tuple(
        line
        for body in bodies
        for row in body.rows
        if not counts_columns(body.slots, row, words) and not repeats(body.slots, row, header)
        for line in _line(body.slots, row, ledger, words)
    )


def _line(slots: Slots, row: int, ledger: Ledger, words: FiscalWords) -> Iterator[Line]:
    heads = {key_of(word) for word in words.codes}
    codes = [cell for cell in _cells(slots, row, ledger.labels.get("code", ())) if key_of(printed(cell)) not in heads]
    digits = [cell for cell in codes if is_amount(printed(cell))]
    wordy = [cell for cell in codes if printed(cell) and not is_amount(printed(cell))]
    names = [cell for cell in _cells(slots, row, ledger.labels.get("name", ())) if cell not in digits]
    units = _cells(slots, row, ledger.labels.get("unit", ()))
    labelled = [cell for cell in (*names, *wordy, *units) if printed(cell)]
    name = labelled[:1] or names[:1] or wordy[:1]
    values = {col: _value(slots, row, col, name) for col in ledger.values}
    number = _finding(slots, _cells(slots, row, ledger.labels.get("line_no", ())))
    unused = not labelled and not digits and not any(finding.lines for finding in values.values())
    if unused and not number.lines:
        return
    yield Line(
        line_no=number,
        code=_finding(slots, digits or [cell for cell in codes if not printed(cell)][:1]),
        name=_finding(slots, name),
        values=values,
        unused=unused,
    )


def _value(slots: Slots, row: int, col: int, name: Sequence[Cell]) -> Finding:
    """A cell over several columns or rows is one amount, in the first of them; a name set over them is none."""
    cell = slots.cells[row][col]
    if cell in name or (cell.lines and (cell.row, cell.col) != (row, col)):
        return Finding(place=place_of(slots.table, cell))
    return _finding(slots, [cell])


def _cells(slots: Slots, row: int, cols: Sequence[int]) -> list[Cell]:
    found: list[Cell] = []
    for col in cols:
        cell = slots.cells[row][col]
        if not any(cell is other for other in found):
            found.append(cell)
    return found


def _finding(slots: Slots, cells: Sequence[Cell]) -> Finding:
    if not cells:
        return Finding()
    return Finding(tuple(line for cell in cells for line in cell.lines), place_of(slots.table, cells[0]))
