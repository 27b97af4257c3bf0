"""Tables of wrapped texts without rules, set as a score card is: in the middle of their rows, or at the top."""

from itertools import accumulate, pairwise

import pytest

from extractor.grids import build_grids
from extractor.grids.unruled.stack_rows import edges_of, rows_of_stacks, set_at_top, step_of
from extractor.grids.unruled.stack_spans import Ladder, runs_of
from extractor.grids.unruled.stacks import stacks_of
from extractor.grids.unruled.wrapped import by_gutters
from extractor.layout import arrange
from models.geometry import Box, PageMap
from models.layout import TableArea
from models.page import ReadPage
from tests.extractor.grids.typesetting import EM, line_of, width_of

LEADING, PADDING, SIDE = 13.0, 3.0, 2.0
XS = (50.0, 90.0, 150.0, 230.0, 270.0, 400.0, 560.0, 600.0)
TOP = 120.0

# Column, first row, rows, columns, text, side on which it is set.
CELLS = (
    (0, 0, 1, 4, "评价指标", "centre"),
    *((1, col, 1, 1, text, "centre") for col, text in enumerate(("一级", "二级指标", "三级指标", "分值"))),
    *((0, col, 2, 1, text, "centre") for col, text in ((4, "指标解释"), (5, "评价标准"), (6, "得分"))),
    (2, 0, 3, 1, "决策", "centre"),
    (5, 0, 2, 1, "过程", "centre"),
    (2, 1, 2, 1, "项目立项", "centre"),
    (4, 1, 1, 1, "绩效目标", "centre"),
    (5, 1, 2, 1, "资金管理", "centre"),
    *(
        cell
        for row, (name, weight, meaning, marks, score) in enumerate(
            (
                (
                    "立项依据充分性",
                    "4",
                    "看项目的立项依据是否充分，用来衡量这一环节的工作情况",
                    "充分的得满分，不够充分的酌情扣分",
                    "4",
                ),
                (
                    "立项程序规范性",
                    "3",
                    "看项目的立项程序是否规范",
                    "规范的得满分，每有一处不规范的扣一分，扣完为止，没有程序的不得分",
                    "2.5",
                ),
                ("绩效目标合理性", "5", "看绩效目标是否合理，能否反映项目要达到的结果", "合理的得满分", "5"),
                ("资金到位率", "6", "看资金是否按时到位", "到位的得满分，不到位的按比例扣分，扣完为止", "6"),
                (
                    "预算执行率",
                    "7",
                    "看预算是否按进度执行，有没有沉淀资金或者没有按规定用途支出的资金",
                    "按比例得分",
                    "6.5",
                ),
            ),
            2,
        )
        for cell in (
            (row, 2, 1, 1, name, "left"),
            (row, 3, 1, 1, weight, "centre"),
            (row, 4, 1, 1, meaning, "left"),
            (row, 5, 1, 1, marks, "left"),
            (row, 6, 1, 1, score, "centre"),
        )
    ),
    (7, 0, 1, 3, "合计", "centre"),
    (7, 3, 1, 1, "25", "centre"),
    (7, 6, 1, 1, "24", "centre"),
)
N_ROWS = 8


def _broken(text, room):
    fits = int(room // EM)
    return [text[i : i + fits] for i in range(0, len(text), fits)]


def _lines(at_top):
    broken = {cell: _broken(cell[4], XS[cell[1] + cell[3]] - XS[cell[1]] - 2 * SIDE) for cell in CELLS}
    heights = [
        max([1, *(len(lines) for cell, lines in broken.items() if cell[0] == row and cell[2] == 1)]) * LEADING
        + 2 * PADDING
        for row in range(N_ROWS)
    ]
    tops = [TOP + height for height in accumulate(heights, initial=0.0)]
    for (row, col, rows, cols, _, side), lines in broken.items():
        room = tops[row + rows] - tops[row]
        start = tops[row] + (PADDING if at_top else (room - LEADING * len(lines)) / 2)
        for i, text in enumerate(lines):
            middle = (XS[col] + XS[col + cols] - width_of(text)) / 2
            yield line_of(XS[col] + SIDE if side == "left" else middle, start + (i + 0.5) * LEADING, text)


def _grid(at_top, extra=()):
    page = ReadPage(
        number=1, shown_width=650, shown_height=800, width=650, height=800, lines=(*extra, *_lines(at_top)), rules=(),
        to_shown=PageMap(), source="text_layer",
    )  # fmt: skip
    (grid,) = build_grids(page, arrange(page))
    return grid


@pytest.mark.parametrize("at_top", [False, True])
def test_a_score_card_without_rules_has_its_rows_and_merged_cells(at_top):
    grid = _grid(at_top)
    found = {
        (cell.row, cell.col, cell.row_span, cell.col_span, cell.text.replace("\n", ""))
        for cell in grid.cells
        if cell.text
    }
    assert (grid.n_rows, grid.n_cols) == (N_ROWS, len(XS) - 1)
    assert found == {(row, col, rows, cols, text) for row, col, rows, cols, text, _ in CELLS}


def test_a_title_over_it_is_not_of_the_table():
    title = line_of(270, TOP - 20, "绩效评价评分表")
    assert _grid(at_top=False, extra=[title]).n_rows == N_ROWS


def test_a_stroke_beside_the_table_is_no_column_of_it():
    stroke = line_of(603, TOP + 100, "—")
    assert _grid(at_top=False, extra=[stroke]).n_cols == len(XS) - 1


def test_heads_and_a_total_alone_are_no_table_of_wrapped_texts():
    """A blank table of amounts, with nothing under its heads but a total: its figures tell its columns."""
    lines = [
        line_of(x, TOP + y, text)
        for y, row in (
            (0, ((178, "项"), (208, "目"), (405, "政府性基金预算支出"))),
            (23, ((49, "功能分类科目"),)),
            (29, ((193, "功能分类科目名称"), (375, "合计"), (431, "基本支出"), (496, "项目支出"))),
            (36, ((70, "编码"),)),
            (128, ((223, "合计"), (397, "0.00"), (463, "0.00"), (529, "0.00"))),
        )
        for x, text in row
    ]
    assert by_gutters(TableArea(Box(45, TOP - 10, 551, TOP + 140), (), tuple(lines)), EM) is None


def test_lines_of_a_cell_stand_closer_than_rows():
    column = [
        line_of(0, y, text)
        for y, text in ((0, "看项目的依"), (13, "据"), (32, "看程序"), (51, "看资金的到"), (64, "位"))
    ]
    (stacks,) = stacks_of([column], EM)
    assert ["".join(line.text for line in stack.lines) for stack in stacks] == [
        "看项目的依据",
        "看程序",
        "看资金的到位",
    ]


def test_rows_of_one_line_set_close_are_no_wrapped_cells():
    column = [line_of(0, 16.0 * i, "一" * (2 + i % 5)) for i in range(10)]
    (stacks,) = stacks_of([column], EM)
    assert len(stacks) == 10


def test_a_text_is_handed_the_rows_in_whose_middle_it_stands():
    numbers = [[line_of(50, 20.0 * i, "1") for i in range(5)]]
    labels = [line_of(0, 20.0, "决策"), line_of(0, 70.0, "过程")]
    columns = stacks_of([labels, *numbers], EM)
    assert not set_at_top(columns, EM)
    step = step_of(columns, EM)
    rows = rows_of_stacks(columns, step, EM, at_top=False)
    edges = edges_of([(row.top, row.foot) for row in rows], step)
    runs = runs_of(columns[0], Ladder(rows, edges, EM, at_top=False), [True] * 5, 0, 5)
    assert [(run.start, run.stop) for run in runs] == [(0, 3), (3, 5)]
    assert all(below > above for above, below in pairwise(edges))


def test_amounts_that_end_where_the_next_texts_begin_make_no_table_of_wrapped_texts():
    income = [("政府预算资金", "3236.42"), ("一般公共预算", "840.01"), ("上年结余", "120.72"), *[("", "")] * 6]
    lines = [
        line_of(x, TOP + 2 * EM * i, text)
        for i, (name, amount) in enumerate(income)
        for x, text in (
            (50, name),
            (200 - width_of(amount), amount),
            (200.5, "卫生健康支出"),
            (400 - width_of("87.00"), "87.00"),
        )
        if text
    ]
    assert by_gutters(TableArea(Box(45, TOP - 10, 405, TOP + 180), (), tuple(lines)), EM) is None
