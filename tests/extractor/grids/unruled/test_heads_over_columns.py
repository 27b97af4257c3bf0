"""Heads over the columns of tables whose rules do not divide them, and tables that have heads alone."""

from models.rule import Rule
from tests.extractor.grids.unruled.printed import (
    PITCH,
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
    width_of,
)


def test_a_word_drawn_out_over_its_columns_is_one_head():
    lines = [line for line in set_heads() if line.text != "本年支出"]
    (grid,), _ = read_grids([*lines, line_at(295, TOP, "支"), line_at(320, TOP, "出"), *set_rows()])
    assert texts_by_cell(grid)[0, 1, 1, 3] == "支出"


def test_a_drawn_out_head_beside_wrapped_ones_is_one_head():
    wrapped = [
        centred(XS[c], XS[c + 1], y, text)
        for c in (2, 3)
        for y, text in ((TOP + PITCH - 6, "支出支出支"), (TOP + PITCH + 6, "出"))
    ]
    drawn = [line_at(215, TOP + PITCH + 6, "合"), line_at(235, TOP + PITCH + 6, "计")]
    (grid,), _ = read_grids([*list(set_heads())[:1], *drawn, *wrapped, *lowered(PITCH, set_rows())])
    assert [texts_by_cell(grid)[0, col, 1, 1] for col in range(4)] == ["项目", "合计", "支出支出支出", "支出支出支出"]


def test_a_word_drawn_out_beside_wrapped_heads_is_one_head():
    heads = [
        line_at(XS[0] + 30, TOP + 6, "项"),
        line_at(XS[0] + 70, TOP + 6, "目"),
        *(
            line
            for col in (1, 2, 3)
            for line in (
                centred(XS[col], XS[col + 1], TOP, "本年支出小"),
                centred(XS[col], XS[col + 1], TOP + 12, "计"),
            )
        ),
    ]
    (grid,), _ = read_grids([*heads, *set_rows(top=TOP + 2 * PITCH)])
    assert (grid.n_cols, texts_by_cell(grid)[0, 0, 1, 1]) == (4, "项目")


def test_heads_over_columns_are_told_from_heads_beside_them_by_where_these_begin():
    xs = (50.0, 190.0, 270.0, 350.0, 430.0, 510.0)
    heads = [
        centred(xs[0], xs[1], TOP + PITCH / 2, "项目"),
        centred(xs[1], xs[2], TOP + PITCH / 2, "合计"),
        centred(xs[2], xs[4], TOP, "其中"),
        centred(xs[2], xs[3], TOP + PITCH, "基本支出"),
        centred(xs[3], xs[4], TOP + PITCH, "项目支出"),
        centred(xs[4], xs[5], TOP + PITCH / 2, "结余"),
    ]
    body = [*set_rows(), *(line_at(xs[5] - 30, TOP + (2 + r) * PITCH, "2.5" + str(r)) for r in range(5))]
    (grid,), _ = read_grids([*heads, *body])
    cells = texts_by_cell(grid)
    assert cells[0, 2, 1, 2] == "其中"
    assert (cells[0, 1, 2, 1], cells[0, 4, 2, 1]) == ("合计", "结余")


def test_a_head_in_the_middle_of_two_lower_ones_stands_over_them():
    heads = [
        centred(XS[0], XS[1], TOP + PITCH / 2, "项目"),
        centred(XS[1], XS[3], TOP, "小计"),
        centred(XS[1], XS[2], TOP + PITCH, "预算数"),
        centred(XS[2], XS[3], TOP + PITCH, "决算数"),
        centred(XS[3], XS[4], TOP + PITCH / 2, "结余"),
    ]
    (grid,), _ = read_grids(
        [line_at(370, TOP - 25, "单位：万元"), *heads, *set_rows([("公务用车", "1.17", "1.17", "0.00")])]
    )
    assert texts_by_cell(grid)[0, 1, 1, 2] == "小计"


def _spanned(rules_at):
    """Two heads over two columns each, whose names are read as if they ran together."""
    xs = (50.0, 190.0, 270.0, 350.0, 430.0)
    heads = [centred(xs[0], xs[2], TOP, "收入"), centred(xs[2], xs[4], TOP, "支出")]
    names = ("项目", "决算数", "项目", "决算数")
    heads += [centred(xs[i], xs[i + 1], TOP + PITCH, name) for i, name in enumerate(names)]
    rows = ("一、财政拨款", "1.50", "一、外交", "1.00"), ("二、其他收入", "3.50", "二、国防", "4.00")
    body = []
    for r, row in enumerate(rows):
        y = TOP + (2 + r) * PITCH
        body += [line_at(xs[i] + 3 if i % 2 == 0 else xs[i + 1] - 3 - width_of(t), y, t) for i, t in enumerate(row)]
    under = [Rule("horizontal", TOP + PITCH - 5, start, end) for start, end in rules_at]
    return [*heads, *body], [*across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 4 * PITCH - 5, right=430.0), *under]


def test_rules_under_heads_of_several_columns_show_which_columns_are_whose():
    (grid,), _ = read_grids(*_spanned([(52, 268), (272, 428)]))
    cells = texts_by_cell(grid)
    assert (cells[0, 0, 1, 2], cells[0, 2, 1, 2]) == ("收入", "支出")
    assert (grid.n_rows, grid.n_cols) == (4, 4)


def test_items_of_the_second_ledger_without_amounts_are_rows_and_no_heads():
    lines, _ = _spanned([])
    heads, body = lines[:6], lines[6:]
    items = [line_at(273, TOP + (2 + r) * PITCH, text) for r, text in enumerate(("三、公共安全", "四、教育支出"))]
    (grid,), _ = read_grids([*heads, *items, *lowered(2 * PITCH, body)])
    assert [texts_by_cell(grid)[r, 2, 1, 1] for r in range(2, 5)] == ["三、公共安全", "四、教育支出", "一、外交"]
    assert {cell.row for cell in grid.cells if cell.is_header} == {0, 1}


def test_heads_that_hide_the_gaps_of_their_figures_make_no_table_of_texts():
    xs = [50.0 + 44 * i for i in range(13)]
    heads = [centred(xs[0], xs[6], TOP, "预算数"), centred(xs[6], xs[12], TOP, "决算数")]
    for i in range(12):
        heads += [
            centred(xs[i], xs[i + 1], TOP + 15 + 12 * k, text) for k, text in enumerate(("公务接待", "费用支", "出"))
        ]
    figures = [line_at(xs[i + 1] - 22, TOP + 58, "6.55") for i in range(12)]
    note = line_at(50, TOP + 78, "注：本表反映支出情况。")
    rules = across(TOP - 3, TOP + 12, TOP + 52, TOP + 72, right=xs[-1])
    (grid,), layout = read_grids([*heads, *figures, note], rules)
    assert (grid.n_cols, grid.n_rows) == (12, 3)
    assert [texts_by_cell(grid)[2, col, 1, 1] for col in range(12)] == ["6.55"] * 12
    assert [line.text for line in layout.tables[0].notes] == [note.text]


def _by_code(heads_apart, *rest):
    """Heads of two levels over codes and names and over amounts, and what stands below them."""
    xs = (50.0, 100.0, 270.0, 350.0, 430.0, 510.0)
    names = ("编码", "科目名称", "小计", "基本支出", "项目支出")
    return [
        centred(xs[0], xs[2], TOP, "项目"),
        centred(xs[2], xs[5], TOP, "本年支出"),
        *(centred(xs[i], xs[i + 1], TOP + heads_apart, name) for i, name in enumerate(names)),
        *(
            centred(*((xs[0], xs[2]) if text == "栏次" else (xs[i], xs[i + 1])), TOP + heads_apart + down, text)
            for down, texts in rest
            for i, text in texts.items()
        ),
    ]


NUMBERS = {0: "栏次", 2: "1", 3: "2", 4: "3"}
TOTAL = {1: "合计", 2: "0.00", 3: "0.00", 4: "0.00"}


def test_a_head_over_code_and_name_and_a_word_under_both_are_told_where_no_row_has_either():
    (grid,), _ = read_grids(_by_code(PITCH, (PITCH, NUMBERS), (2 * PITCH, TOTAL)))
    cells = texts_by_cell(grid)
    assert (grid.n_rows, grid.n_cols) == (4, 5)
    assert (cells[0, 0, 1, 2], cells[0, 2, 1, 3]) == ("项目", "本年支出")
    assert cells[2, 0, 1, 2] == "栏次"


def test_rows_left_blank_between_the_heads_and_the_total_are_rows():
    unit = line_at(430, TOP - 25, "单位：万元")
    (grid,), _ = read_grids([unit, *_by_code(PITCH, (6 * PITCH, TOTAL))])
    cells = texts_by_cell(grid)
    assert (grid.n_rows, grid.n_cols) == (8, 5)
    assert cells[0, 0, 1, 2] == "项目"
    assert cells[7, 2, 1, 1] == "0.00"


def test_one_head_that_was_not_read_leaves_the_head_over_its_column_where_it_is():
    xs = (50.0, 90.0, 130.0, 170.0, 270.0, 350.0)
    heads = [
        centred(xs[0], xs[4], TOP, "科目"),
        centred(xs[0], xs[1], TOP + PITCH, "类"),
        centred(xs[2], xs[3], TOP + PITCH, "项"),
        centred(xs[3], xs[4], TOP + PITCH, "名称"),
        centred(xs[4], xs[5], TOP + PITCH / 2, "合计"),
    ]
    body = [
        line
        for r, (code, name, amount) in enumerate(
            (("205", "教育支出", "12.50"), ("206", "科学技术支出", "7.20"), ("208", "社会保障支出", "3.25"))
        )
        for y in [TOP + PITCH * (2 + r)]
        for line in (
            *(centred(xs[i], xs[i + 1], y, text) for i, text in enumerate((code, "01", "02"))),
            line_at(xs[3] + 5, y, name),
            line_at(xs[5] - 5 - width_of(amount), y, amount),
        )
    ]
    (grid,), _ = read_grids([*heads, *body])
    assert (grid.n_rows, grid.n_cols) == (5, 5)
    assert texts_by_cell(grid)[0, 0, 1, 4] == "科目"


def test_a_blank_table_ruled_across_has_the_columns_of_its_heads():
    rules = across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 3 * PITCH - 5)
    (grid,), _ = read_grids([*set_heads(), line_at(XS[0] + 5, TOP + 2 * PITCH, "合计")], rules)
    assert (grid.n_rows, grid.n_cols) == (3, 4)
    assert texts_by_cell(grid)[2, 0, 1, 1] == "合计"


def test_a_blank_table_under_its_unit_is_found_by_its_heads():
    total = centred(XS[0], XS[1], TOP + 2 * PITCH, "合计")
    (grid,), _ = read_grids([line_at(370, TOP - 25, "单位：万元"), *set_heads(), total])
    assert (grid.n_rows, grid.n_cols) == (3, 4)
    assert texts_by_cell(grid)[2, 0, 1, 1] == "合计"
