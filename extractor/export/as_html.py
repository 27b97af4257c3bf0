"""The result as one HTML page that needs nothing else: what was understood, what is doubtful, every table."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from extractor.export.rows import READABLE, readable_rows
from models.result import ExtractionResult, Record, Table

_STYLE = """
body { font: 14px/1.5 sans-serif; margin: 2em; color: #222 }
table { border-collapse: collapse; margin: 1em 0 }
td, th { border: 1px solid #999; padding: 2px 6px; vertical-align: middle; white-space: pre-line }
th { background: #f0f0f0 }
tr.needs_review td { background: #fff2cc }
.fail { color: #b00020 }
"""


def to_html(result: ExtractionResult) -> bytes:
    return "\n".join(_page(result)).encode() + b"\n"


def _page(result: ExtractionResult) -> Iterator[str]:
    name = escape(result.document.filename)
    yield f'<!doctype html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>{name}</title>'
    yield f"<style>{_STYLE}</style></head>\n<body>\n<h1>{name}</h1>"
    if result.warnings:
        yield "<ul>"
        for warning in result.warnings:
            where = f"page {warning.page}: " if warning.page else ""
            yield f"<li>{where}{escape(warning.message)} <small>{escape(warning.code)}</small></li>"
        yield "</ul>"
    for record in result.records:
        yield from _record(record)
    for table in result.tables:
        yield from _table(table)
    yield "</body>\n</html>"


def _record(record: Record) -> Iterator[str]:
    yield f"<h2>{escape(record.title or record.form)}</h2>"
    yield f"<p>{record.form}, confidence {record.form_confidence:.2f}</p>"
    for check in record.checks:
        if check.status == "fail":
            yield f'<p class="fail">{escape(check.message)}</p>'
    yield "<table>\n<tr>" + "".join(f"<th>{head}</th>" for head in READABLE) + "</tr>"
    for cells in readable_rows(record):
        status = cells[READABLE.index("status")]
        yield f'<tr class="{status}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _table(table: Table) -> Iterator[str]:
    yield f'<h2 id="{escape(table.id)}">{escape(table.title or table.id)}</h2>\n<table>'
    for row in range(table.n_rows):
        yield "<tr>"
        for cell in sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col):
            tag = "th" if cell.is_header else "td"
            spans = "".join(
                f' {name}="{span}"'
                for name, span in (("rowspan", cell.row_span), ("colspan", cell.col_span))
                if span > 1
            )
            yield f'<{tag}{spans} title="{cell.confidence:.3f}">{escape(cell.text)}</{tag}>'
        yield "</tr>"
    yield "</table>"
