"""The result as Markdown, for reading and for language models. A spanning cell's text stands in its first slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.export.rows import READABLE, readable_rows
from models.result import ExtractionResult, Record, Table

_SPECIAL = re.compile(r"([\\|`*_<>\[\]])")


def to_markdown(result: ExtractionResult) -> bytes:
    return "\n".join(_page(result)).encode() + b"\n"


def _page(result: ExtractionResult) -> Iterator[str]:
    yield f"# {_inline(result.document.filename)}\n"
    for warning in result.warnings:
        where = f"page {warning.page}: " if warning.page else ""
        yield f"- {where}{_inline(warning.message)}"
    for record in result.records:
        yield from _record(record)
    for table in result.tables:
        yield from _table(table)


def _record(record: Record) -> Iterator[str]:
    yield f"\n## {_inline(record.title or record.form)}\n"
    for check in record.checks:
        if check.status == "fail":
            yield f"- {_inline(check.message)}"
    yield ""
    yield from _rows([READABLE, *readable_rows(record)])


def _table(table: Table) -> Iterator[str]:
    yield f"\n## {_inline(table.title or table.id)}\n"
    slots = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        slots[cell.row][cell.col] = cell.text
    yield from _rows(slots)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A pipe table whose first row is its head, as Markdown wants it."""
    for index, row in enumerate(rows):
        yield f"| {' | '.join(_inline(text) for text in row)} |"
        if index == 0:
            yield f"|{' --- |' * len(row)}"


def _inline(text: str) -> str:
    return "<br>".join(_SPECIAL.sub(r"\\\1", line) for line in text.splitlines())
