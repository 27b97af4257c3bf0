"""The heading of a table that begins overleaf stands at the foot of the page before."""

import pytest

from extractor.grids import join_pages
from models.geometry import Box
from models.grid import Cell, CellPart, Grid

HEIGHTS = {1: 800.0, 2: 800.0}
FOOT = ["表三：支出总表", "单位名称：甲局", "单位：万元", "其中"]


def _grid(tables, page, top):
    box = [Box(100.0 * col, top, 100.0 * (col + 1), top + 40) for col in range(2)]
    cells = [Cell(0, col, 1, 1, (CellPart(page, box[col], (tables.line(box[col], "甲"),)),)) for col in range(2)]
    return Grid(1, 2, tuple(cells))


def _foot(tables, texts, top=600.0):
    return [(1, tables.line(Box(0, top + 20 * i, 200, top + 20 * i + 10), text)) for i, text in enumerate(texts)]


def test_a_table_overleaf_is_a_new_one_under_the_heading_at_the_foot(tables):
    first, second = join_pages([_grid(tables, 1, 100), _grid(tables, 2, 40)], HEIGHTS, _foot(tables, FOOT))
    assert (first.title, second.title) == ("", "表三：支出总表")
    assert [(page, line.text) for page, line in second.captions] == [(1, text) for text in FOOT]


@pytest.mark.parametrize(
    ("texts", "top"),
    [
        pytest.param([], 600.0, id="no lines"),
        pytest.param(["注：本表反映部门收入。"], 600.0, id="a note"),
        pytest.param(["表三：支出总表", "第三部分", "名词解释"], 600.0, id="no unit"),
        pytest.param(FOOT, 20.0, id="over the table"),
        pytest.param([*FOOT, *["一、收入增加，见下。"] * 6], 600.0, id="running text"),
    ],
)
def test_a_table_goes_on_overleaf_under_other_lines(tables, texts, top):
    (grid,) = join_pages([_grid(tables, 1, 100), _grid(tables, 2, 40)], HEIGHTS, _foot(tables, texts, top))
    assert grid.pages == (1, 2)
