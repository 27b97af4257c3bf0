"""``scanledger show``: a result as a table that a person reads."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.files import read_input
from api.terminal import console
from extractor.drawing import POOR_BELOW
from models.errors import InputError
from models.paths import leaves
from models.result import ExtractionResult, FieldEvidence, Json, Record

_MAX_BYTES = 2**30
"""A result of a thousand pages stays under it."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("show", description=__doc__)
    parser.add_argument("result", type=Path, metavar="RESULT.json")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    path: Path = arguments.result
    try:
        result = ExtractionResult.model_validate_json(read_input(path, _MAX_BYTES))
    except ValidationError as error:
        raise InputError(f"{path}: not a result of scanledger extract: {error.errors()[0]['msg']}") from error
    show(result, console())
    return True


def show(result: ExtractionResult, out: Console) -> None:
    document = result.document
    out.print(Text(f"{document.filename}: {document.page_count} pages", style="bold"))
    for page in document.pages:
        out.print(
            f"page {page.number}: read from {page.source.replace('_', ' ')}, turned {page.rotation}°, "
            f"skew {page.skew:+.1f}°, quality {page.quality:.2f}",
            highlight=False,
        )
    for warning in result.warnings:
        out.print(Text(f"warning: {warning.message}", style="yellow"))
    for record in result.records:
        _show_record(record, out)
    if not result.records:
        out.print(f"{len(result.tables)} tables, none of a form that is known", highlight=False)


def _show_record(record: Record, out: Console) -> None:
    evidence = {field.path: field for field in record.fields}
    out.print()
    out.print(Text(f"{record.title or record.form} ({record.form})", style="bold"))
    heads = Table("", "value")
    for key, value in record.data.items():
        if not isinstance(value, (list, dict)):
            heads.add_row(key, _value(value, evidence.get(key)))
    out.print(heads)
    for key, value in record.data.items():
        if isinstance(value, list):
            out.print(_rows(key, value, evidence))
    _show_doubts(record, out)
    _show_checks(record, out)


def _rows(name: str, items: Sequence[Json], evidence: Mapping[str, FieldEvidence]) -> Table:
    """A list of the record's data: one row an item, one column a leaf."""
    rows = [dict(leaves(item)) for item in items]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = Table(*columns, title=name, title_justify="left")
    for index, row in enumerate(rows):
        table.add_row(*(_value(row.get(key), evidence.get(f"{name}[{index}].{key}")) for key in columns))
    return table


def _value(value: str | None, field: FieldEvidence | None) -> Text:
    """The value in its confidence's colour; a doubtful one also with a mark, for eyes and files without colour."""
    text = "—" if value is None else value
    if field is None:
        return Text(text)
    return Text(f"{text} ?" if field.status == "needs_review" else text, style=_colour(field))


def _show_doubts(record: Record, out: Console) -> None:
    doubtful = [field for field in record.fields if field.status == "needs_review"]
    out.print(f"{len(record.fields)} fields, {len(doubtful)} to look at", highlight=False)
    if doubtful:
        table = Table("field", "as read", "confidence", "because")
        for field in doubtful:
            confidence = Text(f"{field.confidence:.3f}", style=_colour(field))
            table.add_row(field.path, Text(field.text), confidence, field.reason)
        out.print(table)


def _show_checks(record: Record, out: Console) -> None:
    counted = {status: sum(check.status == status for check in record.checks) for status in ("pass", "fail", "unknown")}
    out.print(
        f"checks: {counted['pass']} hold, {counted['fail']} fail, {counted['unknown']} cannot be told", highlight=False
    )
    for message in dict.fromkeys(check.message for check in record.checks if check.status == "fail"):
        out.print(Text(f"  does not hold: {message}", style="red"))


def _colour(field: FieldEvidence) -> str:
    if field.status != "needs_review":
        return "green"
    return "yellow" if field.confidence >= POOR_BELOW else "bold red"
