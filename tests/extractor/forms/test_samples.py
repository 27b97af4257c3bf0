"""Hundreds of invented forms, laid out as grids without any page: what is read is what was written."""

from collections.abc import Callable

import pytest

from models.grid import Grid
from samples.content import Form, make_form
from samples.layout_cells import CellPlan, CellStyle, plan_cells
from samples.truth import form_data

STYLES = [
    CellStyle(head_in_table=head, thousands=thousands, goal_header_first=goal, text_align="left")
    for head, thousands, goal in [(True, False, False), (False, True, True), (False, False, False), (True, True, True)]
]
COLUMNS = 9


def rows_of(plan: CellPlan) -> list[list[str]]:
    rows = [[""] * COLUMNS for _ in range(plan.n_rows)]
    for cell in plan.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                rows[row][col] = "^" if row > cell.row else "<"
        rows[cell.row][cell.col] = cell.text.replace("\n", "|")
    return rows


def captions_of(form: Form, plan: CellPlan) -> list[tuple[str, float, float]]:
    title = (form.wording["title"], 300.0, -120.0)
    pairs = [
        (f"{label} {value}", number * 600.0, -80.0 + 30.0 * row)
        for row, line in enumerate(plan.free_lines)
        for number, (label, value) in enumerate(line)
    ]
    return [title, *pairs]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_read_is_what_was_written(
    draw: Callable[..., Grid], data: Callable[..., list[dict[str, object]]], seed: int
) -> None:
    for index in range(20):
        form = make_form(seed, index)
        plan = plan_cells(form, STYLES[index % len(STYLES)])
        (record,) = data(draw(rows_of(plan), captions_of(form, plan)))
        assert record == form_data(form), (seed, index)


def test_a_documents_forms_are_read_one_by_one(
    draw: Callable[..., Grid], data: Callable[..., list[dict[str, object]]]
) -> None:
    forms = [make_form(9, index) for index in range(6)]
    plans = [plan_cells(form, STYLES[index % len(STYLES)]) for index, form in enumerate(forms)]
    grids = [draw(rows_of(plan), captions_of(form, plan)) for form, plan in zip(forms, plans, strict=True)]
    assert data(*grids) == [form_data(form) for form in forms]
