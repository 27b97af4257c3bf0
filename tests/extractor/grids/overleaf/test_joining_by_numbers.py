"""Two grids with the same columns are one table, or two, by their lines' numbers and their sums."""

import pytest

from extractor import grids
from models.geometry import Box
from models.grid import Cell, CellPart, Grid

HEAD = ["项目", "行次", "合计", "基本支出"]


@pytest.fixture(name="grid")
def _grid(tables):
    def make(page, rows, top=40.0, title=""):
        cells = [
            Cell(r, c, 1, 1, (CellPart(page, box, (tables.line(box, text),) if text else ()),), r == 0)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if (box := Box(90 * c, top + 24 * r, 90 * c + 90, top + 24 * r + 24))
        ]
        captions = ((page, tables.line(Box(0, 10, 200, 20), title)),) if title else ()
        return Grid(len(rows), len(HEAD), tuple(cells), title, captions)

    return make


def joined(*parts):
    return grids.join_pages(parts, dict.fromkeys(range(1, 9), 800.0))


FIRST = [["甲", "1", "30.00", "10.00"], ["乙", "2", "12.50", "2.50"]]
LATER = [["丙", "3", "7.50", "7.50"], ["丁", "4", "50.00", "0.00"]]
AGAIN = [["丙", "1", "7.50", "7.50"], ["丁", "2", "50.00", "0.00"]]


def test_a_second_table_whose_lines_are_numbered_from_1_again_is_not_joined(grid):
    first, second = grid(1, [HEAD, *FIRST], 400), grid(2, [HEAD, *AGAIN])
    assert joined(first, second) == (first, second)


def test_numbers_that_run_on_join_even_under_a_heading_of_the_page(grid):
    first, second = grid(1, [HEAD, *FIRST], 400), grid(2, [HEAD, *LATER], title="收入支出决算总表（二）")
    (table,) = joined(first, second)
    assert table.n_rows == 5
    assert [{part.page for part in cell.parts} for cell in table.cells if cell.col == 1][1:] == [{1}, {1}, {2}, {2}]


def test_two_tables_that_each_add_up_alone_are_not_joined(grid):
    first = grid(
        1, [HEAD, ["甲", "", "30.00", "10.00"], ["乙", "", "12.50", "2.50"], ["合计", "", "42.50", "12.50"]], 400
    )
    second = grid(2, [HEAD, ["丙", "", "7.50", "7.50"], ["丁", "", "50.00", "0.00"], ["合计", "", "57.50", "7.50"]])
    assert joined(first, second) == (first, second)


def test_a_total_that_needs_the_lines_of_both_pages_joins_them_wherever_the_second_stands(grid):
    first = grid(1, [HEAD, ["甲", "", "30.00", "10.00"], ["乙", "", "12.50", "2.50"]], 400)
    second = grid(2, [HEAD, ["丙", "", "7.50", "7.50"], ["合计", "", "50.00", "20.00"]], top=300)
    assert len(joined(first, second)) == 1


def test_a_total_that_needs_more_than_both_proves_nothing(grid):
    first = grid(1, [HEAD, ["甲", "", "30.00", "10.00"], ["乙", "", "12.50", "2.50"]], 400)
    second = grid(2, [HEAD, ["丙", "", "7.50", "7.50"], ["合计", "", "51.00", "20.00"]], top=300)
    assert joined(first, second) == (first, second)


def test_codes_that_stand_under_others_are_counted_once(grid):
    head = ["编码", "名称", "合计", "基本支出"]
    first = grid(
        1, [head, ["", "合计", "50.00", "20.00"], ["201", "甲", "30.00", "15.00"], ["20101", "甲一", "30.00", "15.00"]]
    )
    second = grid(2, [head, ["206", "乙", "20.00", "5.00"], ["20604", "乙一", "20.00", "5.00"]], top=300)
    assert len(joined(first, second)) == 1


def test_after_a_table_that_adds_up_other_heads_begin_another_one(grid):
    first = grid(1, [HEAD, *FIRST, ["合计", "", "42.50", "12.50"]], 400)
    other = [["单位", "人数", "编制", "备注"], ["丙", "7", "9", ""], ["丁", "50", "51", ""]]
    assert joined(first, grid(2, other)) == (first, grid(2, other))
    assert len(joined(first, grid(2, other[1:]))) == 1
