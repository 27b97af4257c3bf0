"""``scanledger show``: a result as a table that a person reads."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from api.files import read_input
from api.terminal import console
from extractor.drawing import POOR_BELOW, SURE_FROM
from models.errors import InputError
from models.paths import leaves
from models.result import ExtractionResult, Record

_MAX_BYTES = 2**30
"""A result of a thousand pages stays under it."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("show", help="print a result readably: values, confidence, failed checks")
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
    out.print()
    grid = Grid(title=f"{record.title or record.form} ({record.form})", title_justify="left", expand=False)
    grid.add_column("path", style="dim", no_wrap=True)
    grid.add_column("label")
    grid.add_column("value")
    grid.add_column("confidence", justify="right")
    grid.add_column("look at it because")
    data = dict(leaves(record.data))
    for field in record.fields:
        grid.add_row(
            Text(field.path),
            Text(field.label.canonical or field.label.raw),
            Text(data.get(field.path) or "—"),
            Text(f"{field.confidence:.3f}", style=_colour(field.confidence)),
            Text((field.reason or "needs review") if field.status == "needs_review" else ""),
        )
    out.print(grid)
    _show_checks(record, out)


def _show_checks(record: Record, out: Console) -> None:
    counted = {status: sum(check.status == status for check in record.checks) for status in ("pass", "fail", "unknown")}
    out.print(
        f"checks: {counted['pass']} hold, {counted['fail']} fail, {counted['unknown']} cannot be told", highlight=False
    )
    for message in _unique(check.message for check in record.checks if check.status == "fail"):
        out.print(Text(f"  does not hold: {message}", style="red"))


def _unique(messages: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(messages)


def _colour(confidence: float) -> str:
    if confidence >= SURE_FROM:
        return "green"
    return "yellow" if confidence >= POOR_BELOW else "bold red"
