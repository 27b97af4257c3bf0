"""Worn rules where no upright rule crosses them."""

import pytest

from extractor.grids.ruling.worn_open import open_rules
from models.rule import Rule

GLYPH_PX = 20.0


def _dashes(y, start, end, dash, gap):
    at, pieces = start, []
    while at < end:
        pieces.append(Rule("horizontal", y, at, min(at + dash, end)))
        at += dash + gap
    return pieces


def test_a_broken_line_that_runs_from_end_to_end_of_a_rule_is_made_whole():
    pieces = [
        Rule("horizontal", 100.0, 50.0, 950.0),
        *_dashes(150.0, 60.0, 940.0, 14.0, 9.0),
        *_dashes(200.0, 75.0, 950.0, 20.0, 25.0),
    ]
    found = {rule.position: (rule.start, rule.end) for rule in open_rules(pieces, GLYPH_PX)}
    assert set(found) == {100.0, 150.0, 200.0}
    assert found[200.0] == pytest.approx((55.0, 946.0), abs=6.0)


def test_dashes_in_the_cells_of_a_row_are_no_rule():
    pieces = [Rule("horizontal", 100.0, 50.0, 950.0), Rule("horizontal", 200.0, 50.0, 950.0)]
    found = open_rules([*pieces, *_dashes(150.0, 60.0, 950.0, 20.0, 70.0)], GLYPH_PX)
    assert {rule.position for rule in found} == {100.0, 200.0}


def test_a_line_that_ends_elsewhere_is_left_as_it_is():
    pieces = [Rule("horizontal", 100.0, 50.0, 950.0), *_dashes(150.0, 300.0, 700.0, 14.0, 9.0)]
    assert open_rules(pieces, GLYPH_PX) == ()


def test_what_an_upright_rule_meets_is_no_open_table():
    upright = Rule("vertical", 500.0, 90.0, 210.0)
    pieces = [Rule("horizontal", 100.0, 50.0, 950.0), *_dashes(200.0, 50.0, 950.0, 14.0, 9.0), upright]
    assert open_rules(pieces, GLYPH_PX) == ()
