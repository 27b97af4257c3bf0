"""The lines of a ledger: of each row, what labels it and what stands in its value columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.forms.fiscal.header import Header, counts_columns, repeats
from extractor.forms.fiscal.ledgers import Ledger
from extractor.forms.fiscal.slots import Slots, is_any_code, is_code, printed
from extractor.forms.labels import key_of
from extractor.forms.sheet import Finding, place_of
from extractor.forms.strip import Strip
from models.fiscal import FiscalWords
from models.geometry import union_of
from models.grid import Cell
from models.record import Place
from models.text import TextLine

# 06 or 20106 before words that are no measure: 01行政运行, but not 12月 and not 10个.
_CODE_BEFORE_NAME = re.compile(r"(?:\d\d|\d{3}|\d{5}|\d{7})(?=[\u4e00-\u9fff“])(?![年月日号个家项次人万亿元届级])")

# What names nothing: a speck was read as a dash, or one is printed where there is no name.
_NO_NAME = re.compile(r"[-—–－]*")


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
    names = [cell for cell in _cells(slots, row, ledger.labels.get("name", ())) if cell not in codes]
    units = _cells(slots, row, ledger.labels.get("unit", ()))
    if codes and not any(printed(cell) for cell in codes):  # without rules a code may have been given to the units
        codes += [cell for cell in units if is_code(printed(cell))]
        units = [cell for cell in units if cell not in codes]
    parts = [(cell, *_parts(cell, whole=True)) for cell in codes] + [(cell, *_parts(cell)) for cell in names]
    code_lines = tuple(line for _, code, _ in parts for line in code)
    called = [(cell, name) for cell, _, name in (*parts[len(codes) :], *parts[: len(codes)]) if name]
    called += [(cell, cell.lines) for cell in units if cell.lines]
    cell, name_lines = called[0] if called else next(((cell, ()) for cell in (*names, *codes)), (None, ()))
    values = {column.body: _value(slots, row, column.body, cell) for column in ledger.values}
    number = _finding(slots, _cells(slots, row, ledger.labels.get("line_no", ())))
    unused = not code_lines and not called and not any(finding.lines for finding in values.values())
    if unused and not number.lines:
        return
    coded = [cell for cell, code, _ in parts if code] or codes[:1]
    yield Line(
        line_no=number,
        code=Finding(code_lines, _place_over(slots.table, coded)),
        name=Finding(name_lines, place_of(slots.table, cell) if cell else None),
        values=values,
        unused=unused,
    )


def _place_over(table: int, cells: Sequence[Cell]) -> Place | None:
    """Where a code stands that may be spread over columns of 类, 款 and 项: in the first of them, as wide as all."""
    if not cells:
        return None
    first = place_of(table, cells[0])
    return replace(first, box=union_of(cell.box for cell in cells if cell.page == first.page) or first.box)


def _parts(cell: Cell, *, whole: bool = False) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """What of a cell is a code and what a name: digits may be set too near one. ``whole``: all may be a code."""
    text = printed(cell)
    if whole and is_any_code(text):
        return cell.lines, ()
    match = _CODE_BEFORE_NAME.match(text)
    if match is None:
        return (), () if _NO_NAME.fullmatch(text) else cell.lines
    strip = Strip.of(cell.lines)
    return strip.cut(0, match.end()), strip.cut(match.end(), len(strip.text))


def _value(slots: Slots, row: int, col: int, name: Cell | None) -> Finding:
    """A cell over several columns or rows is one amount, in the first of them; a name set over them is none."""
    cell = slots.cells[row][col]
    if cell is name or (cell.lines and not slots.begins(row, col)):
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
