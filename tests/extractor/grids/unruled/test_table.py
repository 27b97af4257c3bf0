"""Tables whose rules do not divide them: the grid, its rows and what is none."""

import pytest

from models.text import TextLine
from tests.extractor.grids.unruled.printed import (
    BODY,
    FOOT,
    HEADS,
    PITCH,
    SIZE,
    TOP,
    XS,
    across,
    centred,
    line_at,
    lowered,
    read_grids,
    set_heads,
    set_rows,
    texts_by_cell,
    uprights,
)

RULES = {
    "no rules": [],
    "three lines": across(TOP - 5, TOP + 2 * PITCH - 5, FOOT),
    "a rule under each row": across(TOP - 5, *(TOP + PITCH * r - 5 for r in range(2, 8))),
    "a frame": [*across(TOP - 5, FOOT), *uprights(XS[0], XS[-1])],
    "columns alone": [*across(TOP - 5, TOP + 2 * PITCH - 5, FOOT), *uprights(XS[0], XS[1], XS[-1])],
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_grid_is_the_same_whatever_rules_there_are(rules):
    (grid,), _ = read_grids([*set_heads(), *set_rows()], rules)
    cells = texts_by_cell(grid)
    assert (grid.n_rows, grid.n_cols) == (7, 4)
    assert cells[0, 0, 2, 1] == "项目"
    assert cells[0, 1, 1, 3] == "本年支出"
    assert [cells[1, col, 1, 1] for col in (1, 2, 3)] == list(HEADS[1][1:])
    for r, row in enumerate(BODY, 2):
        assert [cells[r, col, 1, 1] for col in range(4)] == list(row)
    assert {cell.row for cell in grid.cells if cell.is_header} == {0, 1}


@pytest.mark.parametrize("blank", [1, 3])
def test_coloured_bands_show_blank_rows_at_the_end(blank):
    # every other row is banded: the white row between two bands has no edges of its own
    feet = [TOP + PITCH * r - 5 for r in range(2, 8)]
    banded = [FOOT + 2 * PITCH * pair + PITCH * k for pair in range(blank // 2 + 1) for k in range(2)]
    (grid,), _ = read_grids([*set_heads(), *set_rows()], band_edges=across(TOP - 5, *feet, *banded))
    assert (grid.n_rows, grid.n_cols) == (7 + blank, 4)
    assert [texts_by_cell(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[-1])
    assert all(texts_by_cell(grid)[row, col, 1, 1] == "" for row in range(7, 7 + blank) for col in range(4))


def test_columns_ruled_through_and_rows_not():
    rules = [*across(TOP - 5, TOP + PITCH - 5, TOP + 2 * PITCH - 5, FOOT), *uprights(*XS)]
    (grid,), _ = read_grids([*set_rows([("项目", "合计", "基本", "其他"), *BODY], TOP + PITCH)], rules)
    texts = [[texts_by_cell(grid)[r, c, 1, 1] for c in range(4)] for r in range(grid.n_rows - 5, grid.n_rows)]
    assert texts == [list(row) for row in BODY]


def test_a_wrapped_label_is_of_the_row_around_whose_middle_it_stands():
    lines = [line for line in (*set_heads(), *set_rows()) if line.text != "财政事务"]
    y = TOP + 3 * PITCH
    (grid,), _ = read_grids([*lines, line_at(XS[0] + 5, y - 6, "财政事务以及"), line_at(XS[0] + 5, y + 6, "其他事务")])
    assert texts_by_cell(grid)[3, 0, 1, 1] == "财政事务以及其他事务"
    assert grid.n_rows == 7


def test_a_row_with_a_label_alone_stays_a_row():
    rows = (BODY[0], ("其中：", "", "", ""), *BODY[1:])
    (grid,), _ = read_grids([*set_heads(), *set_rows(rows)])
    assert [texts_by_cell(grid)[3, col, 1, 1] for col in range(4)] == ["其中：", "", "", ""]


def test_a_column_without_figures_is_known_by_its_head():
    rows = tuple((label, a, "", c) for label, a, _, c in BODY)
    (grid,), _ = read_grids([*set_heads(), *set_rows(rows)])
    assert grid.n_cols == 4
    assert all(texts_by_cell(grid)[r, 2, 1, 1] == "" for r in range(2, 7))


def test_title_unit_and_note_stay_outside():
    more = [
        line_at(200, 40, "支出决算表", 16),
        line_at(370, 70, "单位：万元"),
        line_at(50, FOOT + 12, "注：本表反映支出情况。"),
    ]
    (grid,), _ = read_grids([*more, *set_heads(), *set_rows()])
    assert grid.title == "支出决算表"
    assert grid.n_rows == 7


RUNNING = "本部门全年支出较上年增加主要原因是人员经费增加以及专项任务安排变化"
PLAIN = {
    "running text": [line_at(50, 100 + 18 * i, RUNNING) for i in range(12)],
    "a list with numbers": [
        line
        for i in range(8)
        for line in (line_at(50, 100 + 18 * i, str(i + 1)), line_at(80, 100 + 18 * i, "其他事项"))
    ],
    "contents": [
        line
        for i in range(8)
        for line in (line_at(50, 100 + 18 * i, "部门概况"), line_at(400, 100 + 18 * i, str(3 * i + 1)))
    ],
    "contents with leaders": [line_at(50, 100 + 18 * i, f"部门概况........{i}.{i}") for i in range(8)],
}


@pytest.mark.parametrize("lines", PLAIN.values(), ids=PLAIN)
def test_no_table_is_seen_in(lines):
    grids, layout = read_grids(lines)
    assert grids == ()
    assert len(layout.body) == len(lines)


def test_one_row_under_its_heads_is_a_table():
    (grid,), _ = read_grids([*set_heads(), *set_rows(BODY[:1])])
    assert [texts_by_cell(grid)[2, col, 1, 1] for col in range(4)] == list(BODY[0])


def _glued(*lines):
    """Lines in one, as a detector reads them that stand close."""
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return TextLine("".join(line.text for line in lines), box, sum((line.glyphs for line in lines), ()), "text_layer")


def test_heads_and_figures_that_were_read_as_one_are_parted_where_a_cell_ends():
    (total, basic, project) = (centred(XS[c], XS[c + 1], TOP + PITCH, HEADS[1][c]) for c in (1, 2, 3))
    close = line_at(project.box.x0 - 0.25 * SIZE - 40, TOP + PITCH, "基本支出")
    heads = [line for line in set_heads() if line.box.y0 < TOP + PITCH]
    (grid,), _ = read_grids([*heads, total, _glued(close, project), *set_rows()])
    cells = texts_by_cell(grid)
    assert (cells[1, 2, 1, 1], cells[1, 3, 1, 1]) == ("基本支出", "项目支出")
    assert basic.box.width == close.box.width


def test_rows_left_blank_before_the_total_are_rows():
    body = [*set_rows(BODY[:4]), *lowered(3 * PITCH, set_rows(BODY[4:], TOP + 6 * PITCH))]
    (grid,), _ = read_grids([*set_heads(), *body])
    assert grid.n_rows == 10
    assert [texts_by_cell(grid)[9, col, 1, 1] for col in range(4)] == list(BODY[4])


def test_a_label_under_the_heads_rule_is_a_row_of_its_own():
    body = [line_at(XS[0] + 5, TOP + 2 * PITCH, "流动支出"), *set_rows(BODY, TOP + 3 * PITCH)]
    rules = across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 8 * PITCH - 5)
    (grid,), _ = read_grids([*set_heads(), *body], rules)
    assert {cell.row for cell in grid.cells if cell.is_header} == {0, 1}
    assert [texts_by_cell(grid)[2, col, 1, 1] for col in range(4)] == ["流动支出", "", "", ""]


def test_the_first_row_s_wrapped_label_is_under_the_heads_rule():
    first = [
        line_at(XS[0] + 5, TOP + 2 * PITCH - 4, "一般公共服务"),
        *lowered(PITCH / 4, set_rows([("", *BODY[0][1:])], TOP + 2 * PITCH - 4)),
        line_at(XS[0] + 5, TOP + 2.5 * PITCH - 2, "支出"),
    ]
    rules = across(TOP - 5, TOP + 2 * PITCH - 6, FOOT + PITCH)
    (grid,), _ = read_grids([*set_heads(), *first, *set_rows(BODY[1:], TOP + 4 * PITCH)], rules)
    assert texts_by_cell(grid)[2, 0, 1, 1] == BODY[0][0]


def test_rows_between_which_a_rule_stands_are_never_one():
    counted = [centred(XS[0], XS[1], TOP + 2 * PITCH, "栏次"), *set_rows([("", "1", "2", "3")], TOP + 2 * PITCH)]
    total = centred(XS[0], XS[1], TOP + 2.6 * PITCH + 2, "合计")
    rules = across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 2.6 * PITCH, TOP + 3.2 * PITCH + 2)
    (grid,), _ = read_grids([line_at(370, TOP - 25, "单位：万元"), *set_heads(), *counted, total], rules)
    assert (texts_by_cell(grid)[2, 0, 1, 1], texts_by_cell(grid)[3, 0, 1, 1]) == ("栏次", "合计")


def test_the_end_of_a_label_that_was_read_alone_and_a_rule_read_as_text_make_no_columns():
    cut = [line_at(XS[0] + 5, TOP + 7 * PITCH, "公务用车运"), line_at(XS[0] + 61, TOP + 7 * PITCH, "行费")]
    figures = set_rows([("", "96.00", "96.00", "")], TOP + 7 * PITCH)
    more = set_rows([(f"支出{label}", "96.00", "96.00", "1.00") for label in "甲乙丙丁"], TOP + 8 * PITCH)
    rule = line_at(XS[0] + 5, TOP + 12 * PITCH, "-" * 70)
    (grid,), _ = read_grids([*set_heads(), *set_rows(), *cut, *figures, *more, rule])
    assert grid.n_cols == 4
    assert texts_by_cell(grid)[7, 0, 1, 1] == "公务用车运行费"


def test_one_row_with_dashes_under_its_heads_is_a_table():
    dashes = ("一般公共服务支出", "1.50", "—", "—")
    assert read_grids([*set_heads(), *set_rows([dashes])])[0][0].n_rows == 3
