"""Level strokes of glyphs in a row, and real rules that print lies on."""

import numpy as np
import pytest

from extractor.grids.ruling.probing import Direction
from extractor.grids.ruling.straightening import Course
from extractor.grids.ruling.through_print import clear_of_print
from models.rule import Rule

GLYPH_PX = 20.0
ROW = 100
PRINT = range(200, 280, 20)
"""Where four glyphs begin, each a level stroke with an upright one through it."""


def _direction(darkness):
    """The page along one direction, without lean or bow."""
    flat = Course(300.0, 100.0, 640.0)
    return Direction("horizontal", darkness, flat, flat)


def _page(*, rule_from=None, rule_to=None):
    darkness = np.zeros((200, 640), np.uint8)
    for x in PRINT:
        darkness[ROW - 1 : ROW + 1, x : x + 15] = 200
        darkness[ROW - 10 : ROW + 10, x + 7 : x + 10] = 200
    if rule_from is not None:
        darkness[ROW - 1 : ROW + 1, rule_from:rule_to] = 200
    return darkness


def _clear(darkness, rule, *others):
    return clear_of_print([rule, *others], _direction(darkness), GLYPH_PX, darkest=100)


def test_strokes_of_glyphs_in_a_row_are_no_rule():
    assert _clear(_page(), Rule("horizontal", ROW, 200, 275, 2, 0.8)) == ()


def test_a_rule_ends_before_the_print_in_line_with_it():
    (left,) = _clear(_page(rule_from=320, rule_to=600), Rule("horizontal", ROW, 200, 600, 2))
    assert 270 <= left.start <= 320
    assert left.end == 600


@pytest.mark.parametrize(
    "darkness",
    [_page(rule_from=60, rule_to=600), np.where(np.arange(640) % 40 < 30, _page(rule_from=60, rule_to=600), 0)],
    ids=["a whole rule", "a broken one goes on at both sides"],
)
def test_a_rule_that_print_lies_on_stays_whole(darkness):
    rule = Rule("horizontal", ROW, 60, 600, 2)
    assert _clear(np.asarray(darkness, dtype=np.uint8), rule) == (rule,)


def test_rules_that_cross_a_rule_are_no_print():
    across = Rule("horizontal", ROW, 200, 275, 2, 0.8)
    upright = [Rule("vertical", x + 8.5, 20, 180, 3) for x in PRINT]
    assert _clear(_page(), across, *upright) == (across,)
