"""Tables whose rules do not divide them, set as printers set them: figures flush right, heads in the middle."""

from dataclasses import replace

import pytest

from extractor.grids import build_grids, join_pages
from extractor.layout import arrange
from models.geometry import Box, PageMap
from models.page import ReadPage
from models.rule import Rule
from models.text import Glyph, TextLine

SIZE = 10.0
XS = (50.0, 190.0, 270.0, 350.0, 430.0)
TOP, PITCH = 100.0, 20.0

HEADS = (("项目", "本年支出", "", ""), ("", "合计", "基本支出", "项目支出"))
BODY = (
    ("一般公共服务支出", "1,203.50", "1,000.00", "203.50"),
    ("财政事务", "1,203.50", "1,000.00", "203.50"),
    ("住房保障支出", "96.00", "96.00", ""),
    ("住房公积金", "96.00", "96.00", ""),
    ("合计", "1,299.50", "1,096.00", "203.50"),
)


def _line(x, y, text, size=SIZE):
    step = {True: size / 2, False: size}
    glyphs, at = [], x
    for char in text:
        glyphs.append(Glyph(char, Box(at, y, at + step[char.isascii()], y + size)))
        at += step[char.isascii()]
    return TextLine(text, Box(x, y, at, y + size), tuple(glyphs), "test")


def _width(text):
    return sum(SIZE / 2 if char.isascii() else SIZE for char in text)


def _centred(left, right, y, text):
    return _line((left + right - _width(text)) / 2, y, text)


def _heads():
    yield _centred(XS[0], XS[1], TOP + PITCH / 2, "项目")
    yield _centred(XS[1], XS[4], TOP, "本年支出")
    for col in (1, 2, 3):
        yield _centred(XS[col], XS[col + 1], TOP + PITCH, HEADS[1][col])


def _body(rows=BODY, top=TOP + 2 * PITCH):
    for r, row in enumerate(rows):
        y = top + PITCH * r
        yield _line(XS[0] + 5, y, row[0])
        for col in (1, 2, 3):
            if row[col]:
                yield _line(XS[col + 1] - 5 - _width(row[col]), y, row[col])


def _down(by, lines):
    for line in lines:
        glyphs = tuple(replace(glyph, box=glyph.box.moved(0, by)) for glyph in line.glyphs)
        yield replace(line, box=line.box.moved(0, by), glyphs=glyphs)


def _read(lines, rules=(), band_edges=()):
    page = ReadPage(
        1, 595, 842, 595, 842, tuple(lines), tuple(rules), PageMap(), "text_layer", band_edges=tuple(band_edges)
    )
    layout = arrange(page)
    return build_grids(page, layout), layout


def _across(*ys, left=XS[0], right=XS[-1]):
    return [Rule("horizontal", y, left, right) for y in ys]


def _upright(*xs):
    return [Rule("vertical", x, TOP - 5, TOP + 7 * PITCH - 5) for x in xs]


def _cells(grid):
    return {(c.row, c.col, c.row_span, c.col_span): "".join(c.text.split()) for c in grid.cells}


FOOT = TOP + 7 * PITCH - 5
RULES = {
    "no rules": [],
    "three lines": _across(TOP - 5, TOP + 2 * PITCH - 5, FOOT),
    "a rule under each row": _across(TOP - 5, *(TOP + PITCH * r - 5 for r in range(2, 8))),
    "a frame": [*_across(TOP - 5, FOOT), *_upright(XS[0], XS[-1])],
    "columns alone": [*_across(TOP - 5, TOP + 2 * PITCH - 5, FOOT), *_upright(XS[0], XS[1], XS[-1])],
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_grid_is_the_same_whatever_rules_there_are(rules):
    (grid,), _ = _read([*_heads(), *_body()], rules)
    cells = _cells(grid)
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
    (grid,), _ = _read([*_heads(), *_body()], band_edges=_across(TOP - 5, *feet, *banded))
    assert (grid.n_rows, grid.n_cols) == (7 + blank, 4)
    assert [_cells(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[-1])
    assert all(_cells(grid)[row, col, 1, 1] == "" for row in range(7, 7 + blank) for col in range(4))


def test_columns_ruled_through_and_rows_not():
    rules = [*_across(TOP - 5, TOP + PITCH - 5, TOP + 2 * PITCH - 5, FOOT), *_upright(*XS)]
    (grid,), _ = _read([*_body([("项目", "合计", "基本", "其他"), *BODY], TOP + PITCH)], rules)
    texts = [[_cells(grid)[r, c, 1, 1] for c in range(4)] for r in range(grid.n_rows - 5, grid.n_rows)]
    assert texts == [list(row) for row in BODY]


def test_a_wrapped_label_is_of_the_row_around_whose_middle_it_stands():
    lines = [line for line in (*_heads(), *_body()) if line.text != "财政事务"]
    y = TOP + 3 * PITCH
    (grid,), _ = _read([*lines, _line(XS[0] + 5, y - 6, "财政事务以及"), _line(XS[0] + 5, y + 6, "其他事务")])
    assert _cells(grid)[3, 0, 1, 1] == "财政事务以及其他事务"
    assert grid.n_rows == 7


def test_a_row_with_a_label_alone_stays_a_row():
    rows = (BODY[0], ("其中：", "", "", ""), *BODY[1:])
    (grid,), _ = _read([*_heads(), *_body(rows)])
    assert [_cells(grid)[3, col, 1, 1] for col in range(4)] == ["其中：", "", "", ""]


def test_a_column_without_figures_is_known_by_its_head():
    rows = tuple((label, a, "", c) for label, a, _, c in BODY)
    (grid,), _ = _read([*_heads(), *_body(rows)])
    assert grid.n_cols == 4
    assert all(_cells(grid)[r, 2, 1, 1] == "" for r in range(2, 7))


def test_title_unit_and_note_stay_outside():
    more = [
        _line(200, 40, "支出决算表", 16),
        _line(370, 70, "单位：万元"),
        _line(50, FOOT + 12, "注：本表反映支出情况。"),
    ]
    (grid,), _ = _read([*more, *_heads(), *_body()])
    assert grid.title == "支出决算表"
    assert grid.n_rows == 7


RUNNING = "本部门全年支出较上年增加主要原因是人员经费增加以及专项任务安排变化"
PLAIN = {
    "running text": [_line(50, 100 + 18 * i, RUNNING) for i in range(12)],
    "a list with numbers": [
        line for i in range(8) for line in (_line(50, 100 + 18 * i, str(i + 1)), _line(80, 100 + 18 * i, "其他事项"))
    ],
    "contents": [
        line
        for i in range(8)
        for line in (_line(50, 100 + 18 * i, "部门概况"), _line(400, 100 + 18 * i, str(3 * i + 1)))
    ],
    "contents with leaders": [_line(50, 100 + 18 * i, f"部门概况........{i}.{i}") for i in range(8)],
}


@pytest.mark.parametrize("lines", PLAIN.values(), ids=PLAIN)
def test_no_table_is_seen_in(lines):
    grids, layout = _read(lines)
    assert grids == ()
    assert len(layout.body) == len(lines)


def test_a_blank_table_ruled_across_has_the_columns_of_its_heads():
    rules = _across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 3 * PITCH - 5)
    (grid,), _ = _read([*_heads(), _line(XS[0] + 5, TOP + 2 * PITCH, "合计")], rules)
    assert (grid.n_rows, grid.n_cols) == (3, 4)
    assert _cells(grid)[2, 0, 1, 1] == "合计"


def test_one_row_under_its_heads_is_a_table():
    (grid,), _ = _read([*_heads(), *_body(BODY[:1])])
    assert [_cells(grid)[2, col, 1, 1] for col in range(4)] == list(BODY[0])


def test_a_word_drawn_out_over_its_columns_is_one_head():
    lines = [line for line in _heads() if line.text != "本年支出"]
    (grid,), _ = _read([*lines, _line(295, TOP, "支"), _line(320, TOP, "出"), *_body()])
    assert _cells(grid)[0, 1, 1, 3] == "支出"


def test_a_drawn_out_head_beside_wrapped_ones_is_one_head():
    wrapped = [
        _centred(XS[c], XS[c + 1], y, text)
        for c in (2, 3)
        for y, text in ((TOP + PITCH - 6, "支出支出支"), (TOP + PITCH + 6, "出"))
    ]
    drawn = [_line(215, TOP + PITCH + 6, "合"), _line(235, TOP + PITCH + 6, "计")]
    (grid,), _ = _read([*list(_heads())[:1], *drawn, *wrapped, *_down(PITCH, _body())])
    assert [_cells(grid)[0, col, 1, 1] for col in range(4)] == ["项目", "合计", "支出支出支出", "支出支出支出"]


def test_a_total_alone_overleaf_is_the_table_s_last_row():
    (first,), _ = _read(_down(500, [*_heads(), *_body(BODY[:-1])]))
    page = ReadPage(2, 595, 842, 595, 842, tuple(_body(BODY[-1:], 60)), (), PageMap(), "text_layer")
    last = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *last], {1: 842.0, 2: 842.0})
    assert (grid.n_rows, grid.n_cols, grid.pages) == (7, 4, (1, 2))
    assert [_cells(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[-1])


def test_blank_rows_between_rules_at_the_head_of_a_page_are_rows():
    (first,), _ = _read(_down(500, [*_heads(), *_body(BODY[:-1])]))
    rules = tuple(_across(*(60 + PITCH * i for i in range(5))))
    page = ReadPage(2, 595, 842, 595, 842, tuple(_body(BODY[-1:], 65 + 3 * PITCH)), rules, PageMap(), "text_layer")
    last = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *last], {1: 842.0, 2: 842.0})
    assert (grid.n_rows, grid.pages) == (10, (1, 2))
    assert [_cells(grid)[9, col, 1, 1] for col in range(4)] == list(BODY[-1])


def test_a_row_of_amounts_at_the_head_of_a_page_is_no_table_by_itself():
    page = ReadPage(1, 595, 842, 595, 842, tuple(_body(BODY[:1], 60)), (), PageMap(), "text_layer")
    assert join_pages(build_grids(page, arrange(page)), {1: 842.0}) == ()


def test_the_second_page_with_heads_again_is_the_same_table():
    rows = tuple((label, f"{i}.50", f"{i}.00", "0.50") for i, (label, *_) in enumerate(BODY * 2))
    (first,), _ = _read(_down(300, [*_heads(), *_body(rows)]))
    page = ReadPage(2, 595, 842, 595, 842, (*_heads(), *_body(BODY)), (), PageMap(), "text_layer")
    second = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *second], {1: 842.0, 2: 842.0})
    assert grid.n_rows == 2 + 10 + 5
    assert [_cells(grid)[12, col, 1, 1] for col in range(4)] == list(BODY[0])


def _glued(*lines):
    """Lines in one, as a detector reads them that stand close."""
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return TextLine("".join(line.text for line in lines), box, sum((line.glyphs for line in lines), ()), "text_layer")


def test_heads_and_figures_that_were_read_as_one_are_parted_where_a_cell_ends():
    (total, basic, project) = (_centred(XS[c], XS[c + 1], TOP + PITCH, HEADS[1][c]) for c in (1, 2, 3))
    close = _line(project.box.x0 - 0.25 * SIZE - 40, TOP + PITCH, "基本支出")
    heads = [line for line in _heads() if line.box.y0 < TOP + PITCH]
    (grid,), _ = _read([*heads, total, _glued(close, project), *_body()])
    cells = _cells(grid)
    assert (cells[1, 2, 1, 1], cells[1, 3, 1, 1]) == ("基本支出", "项目支出")
    assert basic.box.width == close.box.width


def test_rows_left_blank_before_the_total_are_rows():
    body = [*_body(BODY[:4]), *_down(3 * PITCH, _body(BODY[4:], TOP + 6 * PITCH))]
    (grid,), _ = _read([*_heads(), *body])
    assert grid.n_rows == 10
    assert [_cells(grid)[9, col, 1, 1] for col in range(4)] == list(BODY[4])


def test_heads_over_columns_are_told_from_heads_beside_them_by_where_these_begin():
    xs = (50.0, 190.0, 270.0, 350.0, 430.0, 510.0)
    heads = [
        _centred(xs[0], xs[1], TOP + PITCH / 2, "项目"),
        _centred(xs[1], xs[2], TOP + PITCH / 2, "合计"),
        _centred(xs[2], xs[4], TOP, "其中"),
        _centred(xs[2], xs[3], TOP + PITCH, "基本支出"),
        _centred(xs[3], xs[4], TOP + PITCH, "项目支出"),
        _centred(xs[4], xs[5], TOP + PITCH / 2, "结余"),
    ]
    body = [*_body(), *(_line(xs[5] - 30, TOP + (2 + r) * PITCH, "2.5" + str(r)) for r in range(5))]
    (grid,), _ = _read([*heads, *body])
    cells = _cells(grid)
    assert cells[0, 2, 1, 2] == "其中"
    assert (cells[0, 1, 2, 1], cells[0, 4, 2, 1]) == ("合计", "结余")


def test_a_blank_table_under_its_unit_is_found_by_its_heads():
    total = _centred(XS[0], XS[1], TOP + 2 * PITCH, "合计")
    (grid,), _ = _read([_line(370, TOP - 25, "单位：万元"), *_heads(), total])
    assert (grid.n_rows, grid.n_cols) == (3, 4)
    assert _cells(grid)[2, 0, 1, 1] == "合计"


def test_a_label_under_the_heads_rule_is_a_row_of_its_own():
    body = [_line(XS[0] + 5, TOP + 2 * PITCH, "流动支出"), *_body(BODY, TOP + 3 * PITCH)]
    rules = _across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 8 * PITCH - 5)
    (grid,), _ = _read([*_heads(), *body], rules)
    assert {cell.row for cell in grid.cells if cell.is_header} == {0, 1}
    assert [_cells(grid)[2, col, 1, 1] for col in range(4)] == ["流动支出", "", "", ""]


def test_the_first_row_s_wrapped_label_is_under_the_heads_rule():
    first = [
        _line(XS[0] + 5, TOP + 2 * PITCH - 4, "一般公共服务"),
        *_down(PITCH / 4, _body([("", *BODY[0][1:])], TOP + 2 * PITCH - 4)),
        _line(XS[0] + 5, TOP + 2.5 * PITCH - 2, "支出"),
    ]
    rules = _across(TOP - 5, TOP + 2 * PITCH - 6, FOOT + PITCH)
    (grid,), _ = _read([*_heads(), *first, *_body(BODY[1:], TOP + 4 * PITCH)], rules)
    assert _cells(grid)[2, 0, 1, 1] == BODY[0][0]


def test_a_blank_rest_with_the_heads_again_in_their_places_is_the_same_table():
    (first,), _ = _read(_down(300, [*_heads(), *_body()]), _across(TOP + 295, TOP + 2 * PITCH + 295, FOOT + 300))
    rest = [*_heads(), _centred(XS[0], XS[1], TOP + 2 * PITCH, "总计")]
    rules = _across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 3 * PITCH - 5)
    page = ReadPage(2, 595, 842, 595, 842, tuple(rest), tuple(rules), PageMap(), "text_layer")
    second = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *second], {1: 842.0, 2: 842.0})
    assert (grid.n_rows, grid.pages) == (8, (1, 2))
    elsewhere = [replace(line, box=line.box.moved(0, 0)) for line in rest]
    elsewhere[2] = _down_right(elsewhere[2], 60)
    elsewhere[3] = _down_right(elsewhere[3], -30)
    page = replace(page, lines=tuple(elsewhere))
    assert len(join_pages([first, *build_grids(page, arrange(page))], {1: 842.0, 2: 842.0})) == 2


def _down_right(line, by):
    glyphs = tuple(replace(glyph, box=glyph.box.moved(by, 0)) for glyph in line.glyphs)
    return replace(line, box=line.box.moved(by, 0), glyphs=glyphs)


def test_rows_between_which_a_rule_stands_are_never_one():
    counted = [_centred(XS[0], XS[1], TOP + 2 * PITCH, "栏次"), *_body([("", "1", "2", "3")], TOP + 2 * PITCH)]
    total = _centred(XS[0], XS[1], TOP + 2.6 * PITCH + 2, "合计")
    rules = _across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 2.6 * PITCH, TOP + 3.2 * PITCH + 2)
    (grid,), _ = _read([_line(370, TOP - 25, "单位：万元"), *_heads(), *counted, total], rules)
    assert (_cells(grid)[2, 0, 1, 1], _cells(grid)[3, 0, 1, 1]) == ("栏次", "合计")


def test_the_end_of_a_label_that_was_read_alone_and_a_rule_read_as_text_make_no_columns():
    cut = [_line(XS[0] + 5, TOP + 7 * PITCH, "公务用车运"), _line(XS[0] + 61, TOP + 7 * PITCH, "行费")]
    figures = _body([("", "96.00", "96.00", "")], TOP + 7 * PITCH)
    more = _body([(f"支出{label}", "96.00", "96.00", "1.00") for label in "甲乙丙丁"], TOP + 8 * PITCH)
    rule = _line(XS[0] + 5, TOP + 12 * PITCH, "-" * 70)
    (grid,), _ = _read([*_heads(), *_body(), *cut, *figures, *more, rule])
    assert grid.n_cols == 4
    assert _cells(grid)[7, 0, 1, 1] == "公务用车运行费"


def test_a_head_in_the_middle_of_two_lower_ones_stands_over_them():
    heads = [
        _centred(XS[0], XS[1], TOP + PITCH / 2, "项目"),
        _centred(XS[1], XS[3], TOP, "小计"),
        _centred(XS[1], XS[2], TOP + PITCH, "预算数"),
        _centred(XS[2], XS[3], TOP + PITCH, "决算数"),
        _centred(XS[3], XS[4], TOP + PITCH / 2, "结余"),
    ]
    (grid,), _ = _read([_line(370, TOP - 25, "单位：万元"), *heads, *_body([("公务用车", "1.17", "1.17", "0.00")])])
    assert _cells(grid)[0, 1, 1, 2] == "小计"


def test_one_row_with_dashes_under_its_heads_is_a_table():
    dashes = ("一般公共服务支出", "1.50", "—", "—")
    assert _read([*_heads(), *_body([dashes])])[0][0].n_rows == 3


def _spanned(rules_at):
    """Two heads over two columns each, whose names are read as if they ran together."""
    xs = (50.0, 190.0, 270.0, 350.0, 430.0)
    heads = [_centred(xs[0], xs[2], TOP, "收入"), _centred(xs[2], xs[4], TOP, "支出")]
    names = ("项目", "决算数", "项目", "决算数")
    heads += [_centred(xs[i], xs[i + 1], TOP + PITCH, name) for i, name in enumerate(names)]
    rows = ("一、财政拨款", "1.50", "一、外交", "1.00"), ("二、其他收入", "3.50", "二、国防", "4.00")
    body = []
    for r, row in enumerate(rows):
        y = TOP + (2 + r) * PITCH
        body += [_line(xs[i] + 3 if i % 2 == 0 else xs[i + 1] - 3 - _width(t), y, t) for i, t in enumerate(row)]
    under = [Rule("horizontal", TOP + PITCH - 5, start, end) for start, end in rules_at]
    return [*heads, *body], [*_across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 4 * PITCH - 5, right=430.0), *under]


def test_rules_under_heads_of_several_columns_show_which_columns_are_whose():
    (grid,), _ = _read(*_spanned([(52, 268), (272, 428)]))
    cells = _cells(grid)
    assert (cells[0, 0, 1, 2], cells[0, 2, 1, 2]) == ("收入", "支出")
    assert (grid.n_rows, grid.n_cols) == (4, 4)


def test_items_of_the_second_ledger_without_amounts_are_rows_and_no_heads():
    lines, _ = _spanned([])
    heads, body = lines[:6], lines[6:]
    items = [_line(273, TOP + (2 + r) * PITCH, text) for r, text in enumerate(("三、公共安全", "四、教育支出"))]
    (grid,), _ = _read([*heads, *items, *_down(2 * PITCH, body)])
    assert [_cells(grid)[r, 2, 1, 1] for r in range(2, 5)] == ["三、公共安全", "四、教育支出", "一、外交"]
    assert {cell.row for cell in grid.cells if cell.is_header} == {0, 1}


def test_heads_that_hide_the_gaps_of_their_figures_make_no_table_of_texts():
    xs = [50.0 + 44 * i for i in range(13)]
    heads = [_centred(xs[0], xs[6], TOP, "预算数"), _centred(xs[6], xs[12], TOP, "决算数")]
    for i in range(12):
        heads += [
            _centred(xs[i], xs[i + 1], TOP + 15 + 12 * k, text) for k, text in enumerate(("公务接待", "费用支", "出"))
        ]
    figures = [_line(xs[i + 1] - 22, TOP + 58, "6.55") for i in range(12)]
    note = _line(50, TOP + 78, "注：本表反映支出情况。")
    rules = _across(TOP - 3, TOP + 12, TOP + 52, TOP + 72, right=xs[-1])
    (grid,), layout = _read([*heads, *figures, note], rules)
    assert (grid.n_cols, grid.n_rows) == (12, 3)
    assert [_cells(grid)[2, col, 1, 1] for col in range(12)] == ["6.55"] * 12
    assert [line.text for line in layout.tables[0].notes] == [note.text]


def test_a_single_row_overleaf_whose_label_wraps_is_the_table_s_last_row():
    (first,), _ = _read(_down(500, [*_heads(), *_body(BODY[:-1])]))
    y = 60.0
    lines = [_line(XS[0] + 5, y - 6, "一般公共服务"), _line(XS[0] + 5, y + 6, "支出"), *_body([("", *BODY[0][1:])], y)]
    rules = _across(45, 80)
    page = ReadPage(2, 595, 842, 595, 842, tuple(line for line in lines if line.text), tuple(rules), PageMap(), "ocr")
    (grid,) = join_pages([first, *build_grids(page, arrange(page))], {1: 842.0, 2: 842.0})
    assert [_cells(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[0])


def test_two_numbers_beside_one_another_at_the_head_of_a_page_are_no_page_number():
    (first,), _ = _read(_down(400, [*_heads(), *_body([(a, "31", b, "63") for a, b, *_ in BODY])]))
    rows = [("", "36", "", "68"), ("", "37", "", "69"), ("总计", "38", "9.25", "70")]
    page = ReadPage(2, 595, 842, 595, 842, tuple(x for x in _body(rows, 40) if x.text), (), PageMap(), "text_layer")
    (grid,) = join_pages([first, *build_grids(page, arrange(page))], {1: 842.0, 2: 842.0})
    assert grid.n_rows == first.n_rows + 3


def _by_code(heads_apart, *rest):
    """Heads of two levels over codes and names and over amounts, and what stands below them."""
    xs = (50.0, 100.0, 270.0, 350.0, 430.0, 510.0)
    names = ("编码", "科目名称", "小计", "基本支出", "项目支出")
    return [
        _centred(xs[0], xs[2], TOP, "项目"),
        _centred(xs[2], xs[5], TOP, "本年支出"),
        *(_centred(xs[i], xs[i + 1], TOP + heads_apart, name) for i, name in enumerate(names)),
        *(
            _centred(*((xs[0], xs[2]) if text == "栏次" else (xs[i], xs[i + 1])), TOP + heads_apart + down, text)
            for down, texts in rest
            for i, text in texts.items()
        ),
    ]


NUMBERS = {0: "栏次", 2: "1", 3: "2", 4: "3"}
TOTAL = {1: "合计", 2: "0.00", 3: "0.00", 4: "0.00"}


def test_a_head_over_code_and_name_and_a_word_under_both_are_told_where_no_row_has_either():
    (grid,), _ = _read(_by_code(PITCH, (PITCH, NUMBERS), (2 * PITCH, TOTAL)))
    cells = _cells(grid)
    assert (grid.n_rows, grid.n_cols) == (4, 5)
    assert (cells[0, 0, 1, 2], cells[0, 2, 1, 3]) == ("项目", "本年支出")
    assert cells[2, 0, 1, 2] == "栏次"


def test_rows_left_blank_between_the_heads_and_the_total_are_rows():
    unit = _line(430, TOP - 25, "单位：万元")
    (grid,), _ = _read([unit, *_by_code(PITCH, (6 * PITCH, TOTAL))])
    cells = _cells(grid)
    assert (grid.n_rows, grid.n_cols) == (8, 5)
    assert cells[0, 0, 1, 2] == "项目"
    assert cells[7, 2, 1, 1] == "0.00"


def test_one_head_that_was_not_read_leaves_the_head_over_its_column_where_it_is():
    xs = (50.0, 90.0, 130.0, 170.0, 270.0, 350.0)
    heads = [
        _centred(xs[0], xs[4], TOP, "科目"),
        _centred(xs[0], xs[1], TOP + PITCH, "类"),
        _centred(xs[2], xs[3], TOP + PITCH, "项"),
        _centred(xs[3], xs[4], TOP + PITCH, "名称"),
        _centred(xs[4], xs[5], TOP + PITCH / 2, "合计"),
    ]
    body = [
        line
        for r, (code, name, amount) in enumerate(
            (("205", "教育支出", "12.50"), ("206", "科学技术支出", "7.20"), ("208", "社会保障支出", "3.25"))
        )
        for y in [TOP + PITCH * (2 + r)]
        for line in (
            *(_centred(xs[i], xs[i + 1], y, text) for i, text in enumerate((code, "01", "02"))),
            _line(xs[3] + 5, y, name),
            _line(xs[5] - 5 - _width(amount), y, amount),
        )
    ]
    (grid,), _ = _read([*heads, *body])
    assert (grid.n_rows, grid.n_cols) == (5, 5)
    assert _cells(grid)[0, 0, 1, 4] == "科目"


def test_a_word_drawn_out_beside_wrapped_heads_is_one_head():
    heads = [
        _line(XS[0] + 30, TOP + 6, "项"),
        _line(XS[0] + 70, TOP + 6, "目"),
        *(
            line
            for col in (1, 2, 3)
            for line in (
                _centred(XS[col], XS[col + 1], TOP, "本年支出小"),
                _centred(XS[col], XS[col + 1], TOP + 12, "计"),
            )
        ),
    ]
    (grid,), _ = _read([*heads, *_body(top=TOP + 2 * PITCH)])
    assert (grid.n_cols, _cells(grid)[0, 0, 1, 1]) == (4, "项目")
