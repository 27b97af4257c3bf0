"""Strokes of text in line with a rule's end."""

import numpy as np
import pytest

from extractor.grids.ruled.drawn_out import without_drawn_out
from extractor.grids.ruled.lattice import Lattice
from tests.extractor.grids.typesetting import EM, line_of

XS, YS = (0.0, 60.0, 160.0, 260.0), (0.0, 30.0, 60.0, 90.0)


def _across(*lines, undrawn=()):
    across = np.ones((4, 3))
    for side in undrawn:
        across[side] = 0.0
    lattice = Lattice(XS, YS, across, np.ones((3, 4)))
    found = without_drawn_out(lattice, lines, EM).across
    return [(r, c) for r in (1, 2) for c in range(3) if across[r, c] and not found[r, c]]


def _rows(shift=0.0):
    return [line_of(x + 20, 15 + 30 * r + shift, "指标") for x in XS[1:3] for r in range(3)]


def test_a_label_in_the_middle_of_two_cells_is_of_both():
    assert _across(line_of(5, 25, "项目"), line_of(5, 35, "立项"), *_rows()) == [(1, 0)]
    three = [line_of(5, y, text) for y, text in ((35, "年度"), (45, "绩效"), (55, "指标"))]
    assert _across(*three, *_rows(), undrawn=[(1, 0)]) == [(2, 0)]


def test_labels_in_the_middle_of_their_own_cells_are_not():
    assert _across(line_of(5, 15, "项目"), line_of(5, 45, "立项"), *_rows()) == []


def test_nor_a_label_inside_the_table_whose_rule_goes_on_to_both_sides():
    lines = [line for line in _rows() if line.box.x0 != XS[1] + 20 or line.box.y0 > YS[2]]
    assert _across(line_of(65, 25, "项目"), line_of(65, 35, "立项"), *lines) == []


@pytest.mark.parametrize("shift", [-9.0, 9.0])
def test_where_texts_stand_at_the_top_of_their_cells_nothing_is_told(shift):
    assert _across(line_of(5, 25, "项目"), line_of(5, 35, "立项"), *_rows(shift)) == []
