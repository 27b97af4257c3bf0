"""The fields as CSV, one row each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import astuple

from extractor.export.rows import COLUMNS, field_rows
from models.result import ExtractionResult

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def to_csv(result: ExtractionResult) -> bytes:
    """With a byte order mark: without one, Excel takes UTF-8 for the local code page."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_inert(value) for value in astuple(row)] for row in field_rows(result))
    return out.getvalue().encode("utf-8-sig")


def _inert(value: str | float | None) -> str | float | None:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it: scans are not trusted."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
