"""The result as a workbook: the fields, the checks, the warnings, then each table with its merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export.rows import COLUMNS, FieldRow, field_rows
from models.result import ExtractionResult, Table

Value = str | float | int | None

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_TITLE_CHARS = 31  # Excel's longest sheet name
_EXACT_DIGITS = 15  # Excel keeps a number's first fifteen digits; one with more stays a text
_CELL_CHARS = 32767  # Excel's longest cell
_DOUBTFUL = PatternFill("solid", fgColor="FFF2CC")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_NUMBER = COLUMNS.index("number")
_STATUS = COLUMNS.index("status")


def to_xlsx(result: ExtractionResult) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "fields"
    _write(sheet, COLUMNS, (_field_values(row) for row in field_rows(result)))
    for row in sheet.iter_rows(min_row=2):
        if row[_STATUS].value == "needs_review":
            for cell in row:
                cell.fill = _DOUBTFUL
    _write(
        book.create_sheet("checks"),
        ("record", "id", "rule", "status", "message", "expected", "actual", "paths"),
        (
            (number, c.id, c.rule, c.status, c.message, c.expected, c.actual, " ".join(c.paths))
            for number, record in enumerate(result.records, start=1)
            for c in record.checks
        ),
    )
    _write(
        book.create_sheet("warnings"),
        ("code", "message", "page"),
        ((w.code, w.message, w.page) for w in result.warnings),
    )
    for table in result.tables:
        _write_table(book.create_sheet(_sheet_title(table)), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _field_values(row: FieldRow) -> Sequence[Value]:
    values: list[Value] = list(astuple(row))
    if row.number is not None and _is_exact(row.number):
        values[_NUMBER] = float(row.number)
    return values


def _is_exact(number: str) -> bool:
    """Whether Excel keeps it whole. A date's number, ``2023-05`` or ``--05``, is no decimal and stays a text."""
    return bool(_DECIMAL.fullmatch(number)) and sum(char.isdigit() for char in number) <= _EXACT_DIGITS


def _write(sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    for row_no, values in enumerate((heads, *rows), start=1):
        for col_no, value in enumerate(values, start=1):
            if value is not None:
                _put(sheet, row_no, col_no, value)
    for cell in sheet[1]:
        cell.font = _BOLD
    sheet.freeze_panes = "A2"


def _write_table(sheet: Worksheet, table: Table) -> None:
    for cell in table.cells:
        target = _put(sheet, cell.row + 1, cell.col + 1, cell.text)
        target.alignment = _WRAPPED
        if cell.is_header:
            target.font = _BOLD
        if cell.row_span > 1 or cell.col_span > 1:
            sheet.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.col + 1,
                end_row=cell.row + cell.row_span,
                end_column=cell.col + cell.col_span,
            )


def _put(sheet: Worksheet, row: int, col: int, value: str | float) -> Cell:
    cell = sheet.cell(row, col)
    assert isinstance(cell, Cell)  # never the hidden part of a merged cell: every slot is covered once
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_CELL_CHARS]
        cell.data_type = "s"  # a text that starts with "=" is a text, not a formula
    else:
        cell.value = value
    return cell


def _sheet_title(table: Table) -> str:
    """The id first: it keeps titles apart when they are cut."""
    return _NOT_IN_TITLES.sub(" ", f"{table.id} {table.title}")[:_TITLE_CHARS].strip()
