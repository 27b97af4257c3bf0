"""The truth beside each sample: what a perfect extraction would say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samples.content import Form
from samples.layout_page import LaidForm

Json = None | str | int | float | list["Json"] | dict[str, "Json"]

_LAYOUT_SPACE = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


def clean(text: str) -> str:
    """Without line breaks and without spaces, but for a space between two Latin words."""
    return " ".join(_LAYOUT_SPACE.sub("", text).split())


def form_data(form: Form) -> dict[str, Json]:
    """The record's ``data``, in the shape of the result contract."""
    return {
        "project_code": form.project_code,
        "project_name": form.project_name,
        "fiscal_year": form.fiscal_year,
        "implementing_unit": form.implementing_unit,
        "budget_unit": form.budget_unit,
        "funds": [
            {
                "item": row.item,
                "initial_budget": row.initial_budget,
                "annual_budget": row.annual_budget,
                "executed": row.executed,
                "weight": row.weight,
                "execution_rate": row.execution_rate,
                "score": row.score,
            }
            for row in form.funds
        ],
        "expected_goal": clean("\n".join(form.expected_goal)),
        "actual_outcome": clean("\n".join(form.actual_outcome)),
        "indicators": [
            {
                "level1": row.level1,
                "level1_weight": str(row.level1_weight),
                "level2": row.level2,
                "level3": row.level3,
                "target": row.target,
                "actual": row.actual,
                "weight": row.weight,
                "score": row.score,
                "deviation": row.deviation,
            }
            for row in form.indicators
        ],
        "total_weight": form.total_weight,
        "total_score": form.total_score,
    }


def document_truth(
    form: Form, laid: LaidForm, *, variant: str, grade: str | None, pages: Sequence[tuple[int, float | None]]
) -> dict[str, Json]:
    """The truth of a file. ``pages``: rotation and skew of each, degrees as in the contract, skew None if bent."""
    page_of_cell: dict[tuple[int, int], set[int]] = {}
    for number, page in enumerate(laid.pages, 1):
        for run in page.runs:
            if run.row is not None and run.col is not None:
                page_of_cell.setdefault((run.row, run.col), set()).add(number)
    table_pages = sorted({number for numbers in page_of_cell.values() for number in numbers})
    return {
        "form": "project_self_evaluation",
        "variant": variant,
        "grade": grade,
        "records": [{"form": "project_self_evaluation", "data": form_data(form)}],
        "tables": [
            {
                "pages": [number for number in table_pages if number <= len(pages)],
                "n_rows": laid.plan.n_rows,
                "n_cols": len(laid.style.widths),
                "cells": [
                    {
                        "row": cell.row,
                        "col": cell.col,
                        "row_span": cell.row_span,
                        "col_span": cell.col_span,
                        "text": clean(cell.text),
                    }
                    for cell in sorted(laid.plan.cells, key=lambda cell: (cell.row, cell.col))
                ],
            }
        ],
        "pages": [
            {"number": number, "rotation": rotation, "skew": skew} for number, (rotation, skew) in enumerate(pages, 1)
        ],
    }
