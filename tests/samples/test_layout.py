"""The pages say what the truth says, and the grid has no hole."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pymupdf
import pytest

from samples.content import make_form
from samples.dice import Dice
from samples.draw import draw_pdf
from samples.layout import lay_out
from samples.layout_break import cut_strip
from samples.layout_style import make_style


def laid(seed):
    return lay_out(make_form(seed), make_style(Dice.of(seed, "style")))


def solid(text):
    """The text without any white space: a wrapped number has a break where it has no space."""
    return "".join(text.split())


@pytest.mark.parametrize("seed", range(12))
def test_every_slot_of_the_grid_is_covered_once(seed):
    plan = laid(seed).plan
    slots = Counter(
        (row, col)
        for cell in plan.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    )
    assert slots == Counter((row, col) for row in range(plan.n_rows) for col in range(9))


@pytest.mark.parametrize("seed", range(25))
def test_each_cell_prints_its_text_over_all_pages(seed):
    form = laid(seed)
    header = form.plan.header_row
    for cell in form.plan.cells:
        by_page = [[run for run in page.runs if (run.row, run.col) == (cell.row, cell.col)] for page in form.pages]
        printed = [solid("".join(run.text for run in runs)) for runs in by_page if runs]
        again = cell.row_span > 1 or cell.row == header  # these may be printed again on the next page
        whole = again and set(printed) == {solid(cell.text)}
        assert whole or "".join(printed) == solid(cell.text)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_leaves_the_page_or_its_column(seed):
    form = laid(seed)
    for page in form.pages:
        for run in page.runs:
            assert 0 < run.x < form.style.page_width
            assert 0 < run.y < form.style.page_height
        assert max(stroke.y1 for stroke in page.strokes) <= form.style.page_height - form.style.margin_bottom / 2


@pytest.mark.parametrize("seed", range(6))
def test_the_text_layer_is_what_was_laid_out(seed):
    form = laid(seed)
    with pymupdf.open("pdf", draw_pdf(form)) as document:
        for page, sheet in zip(form.pages, document.pages(), strict=True):
            read = Counter("".join(sheet.get_text().split()))
            assert read == Counter("".join("".join(run.text.split()) for run in page.runs))


def test_some_forms_go_over_a_page_break_inside_a_row():
    breaks = 0
    for seed in range(30):
        form = laid(seed)
        pages = [{run.row for run in page.runs if run.row is not None and not run.spans_rows} for page in form.pages]
        breaks += any((a & b) - {form.plan.header_row} for a, b in pairwise(pages))
    assert breaks >= 1


def test_a_row_taller_than_the_page_is_cut_at_its_lines():
    parts = cut_strip([0, 20, 520, 540], [1, 48, 1], 200, 200, padding=5, leading=10, cut_rows=False)
    assert parts[0].end == 20
    assert [part.cut_row for part in parts] == [None, None, 1, 1]
    assert all(part.end - part.start <= 200 for part in parts)
    assert all((part.end - 25) % 10 == 0 for part in parts if part.ends_in_row)


def test_a_goal_text_cut_by_the_edge_is_not_lost():
    form = make_form(2)
    form = replace(form, expected_goal=form.expected_goal * 40, actual_outcome=("短。",))
    style = replace(make_style(Dice.of(2, "style")), cut_rows=True)
    result = lay_out(form, style)
    assert len(result.pages) > 1
    (cell,) = [cell for cell in result.plan.cells if cell.text == "\n".join(form.expected_goal)]
    lines = [run.text for page in result.pages for run in page.runs if (run.row, run.col) == (cell.row, cell.col)]
    assert solid("".join(lines)) == solid(cell.text)
