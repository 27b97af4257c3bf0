"""Cells over several rows where no upright rules are."""

import numpy as np

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span
from extractor.grids.unruled.merged_down import merged_down
from models.geometry import Box
from models.rule import Rule
from models.text import TextLine

EM = 10.0
XS, YS = (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0, 60.0, 80.0)
LATTICE = Lattice(XS, YS, np.ones((5, 3)), np.ones((4, 4)))
SPANS = tuple(Span(row, col, 1, 1) for row in range(4) for col in range(3))


def _line(row, col, text, down=0.0):
    x, y = XS[col] + 10, YS[row] + 5 + down
    return TextLine(text, Box(x, y, x + 60, y + EM), (), "engine")


def _rules(*starts):
    return [Rule("horizontal", y, start, XS[-1]) for y, start in zip(YS[1:], starts, strict=True)]


def _merged(lines, rules=()):
    found = merged_down(SPANS, LATTICE, 1, lines, rules, em=EM)
    return [span for span in found if span.row_span > 1]


AMOUNTS = [_line(row, col, "1.20") for row in (1, 2, 3) for col in (1, 2)]


def test_a_unit_beside_rules_that_begin_after_it_is_one_cell():
    unit = _line(2, 0, "财政局")
    assert _merged([unit, *AMOUNTS], _rules(0, 100, 100, 0)) == [Span(1, 0, 3, 1)]


def test_rules_across_merge_nothing():
    assert not _merged([_line(2, 0, "财政局"), *AMOUNTS], _rules(0, 0, 0, 0))


def test_names_of_their_own_are_not_merged_though_rules_have_lost_their_beginning():
    names = [_line(row, 0, "办公费") for row in (1, 2, 3)]
    assert not _merged([*names, *AMOUNTS], _rules(0, 100, 100, 0))


def test_a_rule_that_ends_within_the_table_tells_nothing():
    rules = [*_rules(0, 0, 0, 0)[:1], Rule("horizontal", 40.0, 100.0, 200.0), *_rules(0, 0, 0, 0)[2:]]
    assert not _merged([_line(1, 0, "财政局"), *AMOUNTS], rules)


def test_levels_of_indicators_go_down_to_the_next_one():
    heads = [_line(0, col, text) for col, text in enumerate(("一级指标", "二级指标", "指标值"))]
    body = [_line(1, 0, "产出指标"), _line(3, 0, "效益指标"), *(_line(row, 1, "数量指标") for row in (1, 2, 3))]
    assert _merged([*heads, *body]) == [Span(1, 0, 2, 1)]


def test_levels_set_in_the_middle_of_their_cells_are_left_alone():
    heads = [_line(0, col, text) for col, text in enumerate(("一级指标", "二级指标", "指标值"))]
    body = [_line(2, 0, "产出指标"), *(_line(row, 1, "数量指标") for row in (1, 2, 3))]
    assert not _merged([*heads, *body])
