"""The truth beside each sample of these families: what a perfect extraction would say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samples.families.table import Table
from samples.sheets.flow import LaidDocument
from samples.sheets.rules import rows_seen
from samples.truth import Json, clean


@dataclass(frozen=True, slots=True)
class PageTruth:
    """``rotation`` and ``skew`` in degrees as in the contract, skew None for a bent page.

    ``source``: where its text should come from, None where two sources are right. ``garbled``: its text layer lies.
    """

    rotation: int
    skew: float | None
    source: str | None
    garbled: bool = False


# What readers may word as they like: the words around a statement's figure.
_OPEN: Mapping[str, dict[str, Json]] = {"narrative": {"unjudged": ["statements.quote"]}}


def document_truth(
    laid: LaidDocument, *, variant: str, grade: str | None, pages: Sequence[PageTruth]
) -> dict[str, Json]:
    """The truth of a file. A dump has one page, on which all tables stand."""
    dumped = any(page.source == "plain_text" for page in pages)
    recorded = [(block.form, block.data) for block in laid.document.blocks]
    records: list[Json] = [_record(form, data) for form, data in recorded if form is not None and data is not None]
    return {
        "form": laid.document.family,
        "variant": variant,
        "grade": grade,
        "records": records,
        "tables": [
            _table(
                table,
                sorted({min(number, len(pages)) for number in numbers}),
                tuple(range(table.n_rows)) if dumped else rows_seen(table, laid.style),
            )
            for table, numbers in zip(laid.tables, laid.table_pages, strict=True)
        ],
        "pages": [
            {
                "number": number,
                "rotation": page.rotation,
                "skew": page.skew,
                "source": page.source,
                "garbled": page.garbled,
            }
            for number, page in enumerate(pages, 1)
        ],
    }


def _record(form: str, data: Mapping[str, Json]) -> Json:
    return {"form": form, "data": dict(data), **_OPEN.get(form, {})}


def _table(table: Table, pages: Sequence[int], rows: Sequence[int]) -> Json:
    """A table of these of its rows, which go up."""
    # a column at whose side no cell begins cannot be seen, and is none
    cols = sorted({0, table.n_cols, *(cell.col for cell in table.cells)})
    return {
        "pages": list(pages),
        "n_rows": len(rows),
        "n_cols": len(cols) - 1,
        "cells": [
            {
                "row": bisect_left(rows, cell.row),
                "col": cols.index(cell.col),
                "row_span": bisect_left(rows, cell.row + cell.row_span) - bisect_left(rows, cell.row),
                "col_span": cols.index(cell.col + cell.col_span) - cols.index(cell.col),
                "text": clean(cell.text),
            }
            for cell in table.cells
            if any(row in rows for row in range(cell.row, cell.row + cell.row_span))
        ],
    }
