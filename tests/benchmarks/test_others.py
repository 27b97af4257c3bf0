"""What ``benchmarks/others`` measures, on what other tools might have said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.others.html_tables import tables_in
from benchmarks.others.line_grid import Word, in_line_grid
from benchmarks.others.measures import figures_found, figures_in, measured, understood
from benchmarks.others.reading import PlainCell, PlainPage
from benchmarks.others.report import Score, page_of_figures, plot, survived
from benchmarks.others.tools import Tool, spanned
from extractor.evaluation import Truth, load_truth
from extractor.tools import Tools

TITLE = "收入预算表"


@pytest.fixture(scope="module")
def truth() -> Truth:
    return load_truth(Path(__file__).parents[2] / "samples" / "set" / "targets.born.pdf.truth.json")


def _said(truth: Truth) -> PlainPage:
    """What a tool would say that makes no mistake."""
    tables = (
        tuple(PlainCell(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells)
        for table in truth.tables
    )
    return PlainPage(tuple(tables), ("项目支出绩效目标表",))


def test_a_tool_that_makes_no_mistake_is_wholly_right(truth: Truth, tools: Tools) -> None:
    page = _said(truth)
    of = measured(truth, understood([page], tools), page.texts)
    assert of.teds == 1.0
    assert of.figures == 1.0
    assert of.leaf_f1 > 0.95


def test_a_tool_that_reads_nothing_has_nothing_right(truth: Truth, tools: Tools) -> None:
    of = measured(truth, understood([PlainPage(())], tools), ())
    assert (of.leaf_f1, of.teds, of.figures) == (0.0, 0.0, 0.0)


def test_one_wrong_figure_costs_each_measure_a_little(truth: Truth, tools: Tools) -> None:
    right = _said(truth)
    first, *others = right.tables
    number = max(index for index, cell in enumerate(first) if figures_in(cell.text))
    wrong = replace(first[number], text="987654321")
    page = replace(right, tables=((*first[:number], wrong, *first[number + 1 :]), *others))
    before = measured(truth, understood([right], tools), right.texts)
    after = measured(truth, understood([page], tools), page.texts)
    assert before.leaf_f1 - 0.2 < after.leaf_f1 < before.leaf_f1
    assert 0.8 < after.teds < before.teds
    assert 0.5 < after.figures < before.figures


def test_tables_of_two_pages_are_joined_whatever_columns_each_page_has(tools: Tools) -> None:
    first = tuple(PlainCell(row, col, 1, 1, f"{row}.{col}0") for row in range(4) for col in range(5))
    second = tuple(PlainCell(row, col, 1, 1, f"7{row}.{col}0") for row in range(4) for col in range(7))
    made = understood([PlainPage((first,), (TITLE,)), PlainPage((second,))], tools).tables
    assert sum(cell.text != "" for table in made for cell in table.cells) == 20 + 28


def test_cells_that_overlap_or_are_missing_still_make_a_grid(tools: Tools) -> None:
    table = (PlainCell(0, 0, 2, 2, "甲"), PlainCell(1, 1, 1, 1, "乙"), PlainCell(2, 3, 1, 1, "丙"))
    (made,) = understood([PlainPage((table,), (TITLE,))], tools).tables
    assert (made.n_rows, made.n_cols) == (3, 4)
    assert sum(cell.row_span * cell.col_span for cell in made.cells) == 12
    assert {cell.text for cell in made.cells} == {"甲", "丙", ""}


@pytest.mark.parametrize(
    ("expected", "got", "share"),
    [
        (["1,234.50", "7"], ["合计 1234.50 元", "7"], 1.0),
        (["5", "5"], ["5"], 0.5),
        (["12.5%"], ["125%"], 0.0),
        (["无"], [], 1.0),
    ],
)
def test_figures_are_counted_as_often_as_they_stand(expected: list[str], got: list[str], share: float) -> None:
    assert figures_found(expected, got) == share


def test_words_fall_into_the_cells_of_ruling_lines() -> None:
    page = np.full((200, 300, 3), 255, np.uint8)
    for y in (50, 100, 150):
        cv2.line(page, (20, y), (280, y), (0, 0, 0), 2)
    for x in (20, 150, 280):
        cv2.line(page, (x, 50), (x, 150), (0, 0, 0), 2)
    words = [Word("二", 100, 75, 12), Word("一", 60, 76, 12), Word("三", 200, 125, 12), Word("题", 150, 20, 12)]
    said = in_line_grid(page, words)
    assert said.beside == ("题",)
    assert [(cell.row, cell.col, cell.text) for cell in said.tables[0]] == [
        (0, 0, "一二"),
        (0, 1, ""),
        (1, 0, ""),
        (1, 1, "三"),
    ]


def test_a_page_without_lines_has_words_and_no_table() -> None:
    said = in_line_grid(np.full((200, 300, 3), 255, np.uint8), [Word("下", 10, 90, 12), Word("上", 10, 10, 12)])
    assert said == PlainPage((), ("上", "下"))


def test_tables_are_taken_out_of_markdown_with_their_spans() -> None:
    said = tables_in(
        "# 题目\n\n<table><tr><th colspan=2>甲</th></tr><tr><td>1<br/>2</td><td>乙</td></tr></table>\n\n尾\n"
    )
    assert said.beside == ("题目", "尾")
    assert said.tables == ((PlainCell(0, 0, 1, 2, "甲"), PlainCell(1, 0, 1, 1, "12"), PlainCell(1, 1, 1, 1, "乙")),)


def test_a_cell_that_stands_in_several_slots_is_one() -> None:
    assert spanned([[("a", "甲"), ("a", "甲"), ("b", "乙")], [("a", "甲"), ("a", "甲"), ("c", "丙")]]) == (
        PlainCell(0, 0, 2, 2, "甲"),
        PlainCell(0, 2, 1, 1, "乙"),
        PlainCell(1, 2, 1, 1, "丙"),
    )


def test_a_tool_that_is_not_here_says_what_is_missing() -> None:
    assert Tool("x", lambda: lambda _: PlainPage(()), ("no-such-package",)).absent == "not installed: no-such-package"
    assert Tool("x", lambda: lambda _: PlainPage(()), program="no-such-program").absent == "no program no-such-program"


def _score(tool: str, turn: int, leaf_f1: float | None, grade: str = "light") -> Score:
    return Score(tool, "form", grade, turn, 1.0, leaf_f1, leaf_f1, 0.5)


@pytest.mark.parametrize(("upright", "turned", "kept"), [(0.9, 0.85, True), (0.9, 0.7, False), (0.0, 0.0, False)])
def test_a_turn_is_survived_by_what_stays_right(upright: float, turned: float, *, kept: bool) -> None:
    scores = [_score("a", 0, upright), _score("a", 90, turned), _score("b", 0, 1.0)]
    assert survived(scores[1], scores) is kept


def test_the_figures_stand_in_tables_and_in_the_plot() -> None:
    scores = [
        _score("ours", 0, 1.0),
        _score("ours", 90, 1.0),
        _score("<b>", 0, 0.25),
        _score("ours", 0, None, "scan_200"),
    ]
    said = page_of_figures(scores)
    assert "| light (1) | ours | 1.000 | 1.000 | 0.500 | 1.0 |" in said
    assert "| ours | 1 of 1 | 1.000 |" in said
    assert "| ours | 50.0% | 1.0 |" in said
    drawn = plot(scores)
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
    assert drawn.count("<rect") == 2 + 1 + 4
