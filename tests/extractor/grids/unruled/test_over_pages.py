"""Tables whose rules do not divide them, over two pages."""

from dataclasses import replace

from extractor.grids import build_grids, join_pages
from extractor.layout import arrange
from models.geometry import PageMap
from models.page import ReadPage
from tests.extractor.grids.unruled.printed import (
    BODY,
    FOOT,
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
)


def test_a_total_alone_overleaf_is_the_table_s_last_row():
    (first,), _ = read_grids(lowered(500, [*set_heads(), *set_rows(BODY[:-1])]))
    page = ReadPage(2, 595, 842, 595, 842, tuple(set_rows(BODY[-1:], 60)), (), PageMap(), "text_layer")
    last = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *last], {1: 842.0, 2: 842.0})
    assert (grid.n_rows, grid.n_cols, grid.pages) == (7, 4, (1, 2))
    assert [texts_by_cell(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[-1])


def test_blank_rows_between_rules_at_the_head_of_a_page_are_rows():
    (first,), _ = read_grids(lowered(500, [*set_heads(), *set_rows(BODY[:-1])]))
    rules = tuple(across(*(60 + PITCH * i for i in range(5))))
    page = ReadPage(2, 595, 842, 595, 842, tuple(set_rows(BODY[-1:], 65 + 3 * PITCH)), rules, PageMap(), "text_layer")
    last = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *last], {1: 842.0, 2: 842.0})
    assert (grid.n_rows, grid.pages) == (10, (1, 2))
    assert [texts_by_cell(grid)[9, col, 1, 1] for col in range(4)] == list(BODY[-1])


def test_a_row_of_amounts_at_the_head_of_a_page_is_no_table_by_itself():
    page = ReadPage(1, 595, 842, 595, 842, tuple(set_rows(BODY[:1], 60)), (), PageMap(), "text_layer")
    assert join_pages(build_grids(page, arrange(page)), {1: 842.0}) == ()


def test_the_second_page_with_heads_again_is_the_same_table():
    rows = tuple((label, f"{i}.50", f"{i}.00", "0.50") for i, (label, *_) in enumerate(BODY * 2))
    (first,), _ = read_grids(lowered(300, [*set_heads(), *set_rows(rows)]))
    page = ReadPage(2, 595, 842, 595, 842, (*set_heads(), *set_rows(BODY)), (), PageMap(), "text_layer")
    second = build_grids(page, arrange(page))
    (grid,) = join_pages([first, *second], {1: 842.0, 2: 842.0})
    assert grid.n_rows == 2 + 10 + 5
    assert [texts_by_cell(grid)[12, col, 1, 1] for col in range(4)] == list(BODY[0])


def test_a_blank_rest_with_the_heads_again_in_their_places_is_the_same_table():
    (first,), _ = read_grids(
        lowered(300, [*set_heads(), *set_rows()]), across(TOP + 295, TOP + 2 * PITCH + 295, FOOT + 300)
    )
    rest = [*set_heads(), centred(XS[0], XS[1], TOP + 2 * PITCH, "总计")]
    rules = across(TOP - 5, TOP + 2 * PITCH - 5, TOP + 3 * PITCH - 5)
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


def test_a_single_row_overleaf_whose_label_wraps_is_the_table_s_last_row():
    (first,), _ = read_grids(lowered(500, [*set_heads(), *set_rows(BODY[:-1])]))
    y = 60.0
    lines = [
        line_at(XS[0] + 5, y - 6, "一般公共服务"),
        line_at(XS[0] + 5, y + 6, "支出"),
        *set_rows([("", *BODY[0][1:])], y),
    ]
    rules = across(45, 80)
    page = ReadPage(2, 595, 842, 595, 842, tuple(line for line in lines if line.text), tuple(rules), PageMap(), "ocr")
    (grid,) = join_pages([first, *build_grids(page, arrange(page))], {1: 842.0, 2: 842.0})
    assert [texts_by_cell(grid)[6, col, 1, 1] for col in range(4)] == list(BODY[0])


def test_two_numbers_beside_one_another_at_the_head_of_a_page_are_no_page_number():
    (first,), _ = read_grids(lowered(400, [*set_heads(), *set_rows([(a, "31", b, "63") for a, b, *_ in BODY])]))
    rows = [("", "36", "", "68"), ("", "37", "", "69"), ("总计", "38", "9.25", "70")]
    page = ReadPage(2, 595, 842, 595, 842, tuple(x for x in set_rows(rows, 40) if x.text), (), PageMap(), "text_layer")
    (grid,) = join_pages([first, *build_grids(page, arrange(page))], {1: 842.0, 2: 842.0})
    assert grid.n_rows == first.n_rows + 3
