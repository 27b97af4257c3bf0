"""Boxes grown over what adjoins them: never beyond a rule, a neighbour or the page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.raster.widening import widened
from models.geometry import Box
from models.rule import Rule

HEIGHT = 20.0
BOX = Box(100, 40, 160, 60)


def inked(*areas):
    ink = np.zeros((100, 300), dtype=bool)
    for x0, y0, x1, y1 in areas:
        ink[y0:y1, x0:x1] = True
    return ink


def grow(ink, boxes=(BOX,), rules=()):
    return widened(boxes, rules, ink, HEIGHT)


@pytest.mark.parametrize(("mark", "x0", "x1"), [((170, 50, 175, 55), 100, 178), ((88, 44, 95, 56), 85, 160)])
def test_marks_at_either_end_are_taken_in(mark, x0, x1):
    (box,) = grow(inked(mark))
    assert (box.x0, box.x1, box.y0, box.y1) == (x0, x1, 40, 60)


def test_a_box_grows_on_over_a_row_of_characters():
    (box,) = grow(inked(*((x, 44, x + 12, 56) for x in range(165, 225, 16))))
    assert box.x1 == pytest.approx(213 + 12, abs=4)


def test_dirt_and_what_lies_too_far_are_left_out():
    assert grow(inked((165, 50, 167, 52), (190, 44, 200, 56))) == [BOX]


def test_print_beyond_a_rule_is_another_cell():
    rule = Rule("vertical", 165, 0, 100, 1)
    assert grow(inked((167, 44, 180, 56)), rules=[rule]) == [BOX]


def test_print_of_a_neighbour_stays_its_own():
    other = Box(162, 40, 200, 60)
    assert grow(inked((164, 44, 198, 56)), boxes=(BOX, other)) == [BOX, other]


def test_the_feet_of_the_line_above_are_none_of_a_box_that_reaches_up_to_them():
    above = Box(100, 24, 250, 44)
    feet = [(x, 34, x + 8, 42) for x in range(104, 246, 12)]
    assert grow(inked((104, 46, 156, 58), *feet), boxes=(BOX, above))[0] == BOX


@pytest.mark.parametrize("y", [41, 57])
def test_the_dashes_of_a_rule_that_was_left_at_a_line_s_rim_are_none_of_it(y):
    """The box of a head had become as wide as its cell, so that its second line no longer stood under its middle."""
    assert grow(inked(*((x, y, x + 4, y + 2) for x in range(164, 200, 7)))) == [BOX]


def test_a_full_stop_at_the_foot_is_print():
    (box,) = grow(inked((164, 55, 168, 59)))
    assert box.x1 == 171


areas = st.tuples(st.integers(0, 280), st.integers(0, 80), st.integers(1, 20), st.integers(1, 20))


@given(st.lists(areas, max_size=8))
def test_a_box_only_ever_grows_and_stays_on_the_page(marks):
    (box,) = grow(inked(*((x, y, x + width, y + height) for x, y, width, height in marks)))
    assert 0 <= box.x0 <= BOX.x0
    assert BOX.x1 <= box.x1 <= 300
    assert (box.y0, box.y1) == (BOX.y0, BOX.y1)
