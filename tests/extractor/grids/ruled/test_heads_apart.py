"""Heads between which a rule was lost."""

from dataclasses import replace

import numpy as np
import pytest

from extractor.grids.ruled.heads_apart import with_heads_apart
from extractor.grids.ruled.lattice import Lattice
from models.geometry import Box
from models.text import Glyph, TextLine

SIZE = 10.0
XS, YS = (0.0, 100.0, 200.0, 300.0, 400.0), (0.0, 20.0, 40.0, 60.0)


def _line(middle, row, text):
    x, y = middle - SIZE * len(text) / 2, YS[row] + 5
    glyphs = tuple(Glyph(char, Box(x + SIZE * i, y, x + SIZE * (i + 1), y + SIZE)) for i, char in enumerate(text))
    return TextLine(text, Box(x, y, x + SIZE * len(text), y + SIZE), glyphs, "test")


def _drawn(*heads, lost=(1, 2, 3), below=()):
    """Which sides of the first row are drawn, whose inner ones are ``lost`` and the second row's those ``below``."""
    upright = np.ones((3, 5))
    upright[0, list(lost)] = 0
    upright[1, list(below)] = 0
    lattice = Lattice(XS, YS, np.ones((4, 4)), upright)
    figures = [_line(middle, 2, "96.00") for middle in (50, 150, 250, 350)]
    found = with_heads_apart(lattice, [*heads, *figures], SIZE)
    return [c for c in range(1, 4) if found.upright[0, c] == 1]


def test_heads_each_in_the_middle_of_their_columns_are_parted():
    assert _drawn(_line(50, 0, "预算数"), _line(150, 0, "调整数"), lost=(1,)) == [1, 2, 3]
    assert _drawn(_line(100, 0, "上年数"), _line(300, 0, "本年数")) == [2]
    assert _drawn(_line(50, 0, "合计"), _line(250, 0, "财政资金")) == [1]


@pytest.mark.parametrize(
    "heads",
    [
        [_line(200, 0, "本年支出")],
        [_line(100, 0, "项"), _line(300, 0, "目")],
        [_line(100, 0, "部门：财政局"), _line(300, 0, "单位：万元")],
        [_line(70, 0, "上年数"), _line(300, 0, "本年数")],
        [_line(185, 0, "本年"), _line(215, 0, "支出")],
    ],
    ids=["one head", "one word drawn out", "fields", "not in the middle", "two words of one head"],
)
def test_other_texts_of_one_cell_are_not(heads):
    assert _drawn(*heads) == []


def test_they_are_not_where_no_edge_is_drawn_below_them():
    assert _drawn(_line(100, 0, "上年数"), _line(300, 0, "本年数"), below=(2,)) == []


def test_rows_with_figures_and_below_are_none_of_heads():
    upright = np.ones((3, 5))
    upright[1, [1, 2, 3]] = 0
    lattice = Lattice(XS, YS, np.ones((4, 4)), upright)
    lines = [_line(50, 0, "12.00"), _line(100, 1, "上年数"), _line(300, 1, "本年数")]
    assert not with_heads_apart(lattice, lines, SIZE).upright[1, 1:4].any()


def test_the_heads_of_a_section_under_figures_are_parted_but_no_row_with_a_figure():
    upright = np.ones((3, 5))
    upright[1, [1, 2, 3]] = 0
    lattice = Lattice(XS, YS, np.ones((4, 4)), upright)
    heads = [_line(50 + 100 * i, 1, text) for i, text in enumerate(("二级指标", "三级指标", "指标值", "得分"))]
    above, below = _line(50, 0, "12.00"), _line(350, 2, "96.00")
    assert with_heads_apart(lattice, [above, *heads, below], SIZE).upright[1, 1:4].all()
    score = _line(350, 1, "96.00")
    assert not with_heads_apart(lattice, [above, *heads[:3], score, below], SIZE).upright[1, 1:4].any()


def test_a_head_whose_box_holds_a_scrap_of_the_lost_rule_is_parted():
    head = _line(50, 0, "预算数")
    *others, last = head.glyphs
    wide = replace(last, box=replace(last.box, x1=120.0))
    widened = replace(head, box=replace(head.box, x1=120.0), glyphs=(*others, wide))
    assert _drawn(widened, _line(150, 0, "调整数"), lost=(1,)) == [1, 2, 3]


def test_an_edge_that_is_lost_in_the_row_below_too_is_drawn_where_most_others_have_it():
    upright = np.ones((5, 3))
    upright[:2, 1] = 0
    lattice = Lattice(XS[:3], (*YS, 80.0, 100.0), np.ones((6, 2)), upright)
    figures = [_line(middle, 2, "96.00") for middle in (50, 150)]
    found = with_heads_apart(lattice, [_line(50, 0, "预算数"), _line(150, 0, "调整数"), *figures], SIZE)
    assert found.upright[0, 1] == 1
