"""Rows of feet over a rule that shows through, beside rules that are as pale or as short."""

import numpy as np
import pytest

from extractor.grids.ruling.probing import Direction
from extractor.grids.ruling.straightening import Course
from extractor.grids.ruling.uneven import without_uneven
from models.rule import Rule

GLYPH_PX = 20.0
Y = 100
SIDES = (Rule("vertical", 100.0, 20, 180, 4), Rule("vertical", 500.0, 20, 180, 4))


def _direction(darkness):
    """The page along one direction, without lean or bow."""
    flat = Course(100.0, 300.0, 640.0)
    return Direction("horizontal", darkness, flat, flat)


def _kept(shade, *, feet, start=300.0, end=500.0):
    """What is left of a stroke so dark, on which the feet of glyphs stand or do not."""
    darkness = np.zeros((200, 640), np.uint8)
    darkness[Y - 2 : Y + 2, round(start) : round(end)] = shade
    if feet:
        for x in range(round(start), round(end), 20):
            darkness[Y - 2 : Y + 2, x : x + 10] = 150
    rule = Rule("horizontal", float(Y), start, end, 4, 0.96)
    return without_uneven([rule, *SIDES], _direction(darkness), GLYPH_PX) == (rule,)


def test_feet_of_glyphs_that_what_shows_through_joins_are_no_rule():
    assert not _kept(60, feet=True)


@pytest.mark.parametrize("shade", [60, 150])
def test_a_rule_that_is_as_pale_all_along_stays(shade):
    assert _kept(shade, feet=False)


@pytest.mark.parametrize("start", [100.0, 180.0], ids=["it ends on others", "it is longer than a line in a cell"])
def test_a_rule_on_which_print_stands_stays(start):
    assert _kept(60, feet=True, start=start)
