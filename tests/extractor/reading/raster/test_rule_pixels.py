"""Worn rules are taken off the page dash by dash, and print beside them stays."""

import numpy as np

from extractor.reading.raster.rule_pixels import without_rules
from models.rule import Rule


def _page():
    """A worn upright rule at x = 50: dashes of 10 in 30 pixels; and a bar of print from it to the right at y = 121."""
    page = np.full((300, 120, 3), 255, np.uint8)
    for y in range(20, 280, 30):
        page[y : y + 10, 49:52] = 40
    page[120:124, 52:90] = 40
    return page


def test_the_dashes_of_a_worn_rule_are_wiped():
    cleared = without_rules(_page(), [Rule("vertical", 50.0, 20, 280, thickness=2.0, strength=0.4)])
    assert (cleared[150:280, 40:60] > 200).all()


def test_print_beside_a_worn_rule_stays():
    cleared = without_rules(_page(), [Rule("vertical", 50.0, 20, 280, thickness=2.0, strength=0.4)])
    assert (cleared[120:124, 56:90] == 40).all()


def test_what_lies_on_a_whole_rule_s_line_but_is_no_rule_stays():
    page = _page()
    assert np.array_equal(without_rules(page, [Rule("vertical", 50.0, 20, 280, thickness=2.0, strength=1.0)]), page)


def test_rules_whose_gaps_were_filled_when_they_were_found_are_wiped_dash_by_dash():
    page = np.full((300, 200, 3), 255, np.uint8)
    places = (30, 60, 90, 120)
    for x in places:
        for y in range(20, 280, 12):
            page[y : y + 7, x - 1 : x + 2] = 40
    cleared = without_rules(page, [Rule("vertical", float(x), 20, 280, thickness=2.0) for x in places])
    assert (cleared > 200).all()


def _one_dashed_rule(period):
    page = np.full((300, 120, 3), 255, np.uint8)
    for y in range(20, 280, period):
        page[y : y + period // 2, 59:62] = 40
    return without_rules(page, [Rule("vertical", 60.0, 20, 280, thickness=2.0)])


def test_the_only_dashed_rule_of_a_page_is_wiped():
    assert (_one_dashed_rule(12) > 200).all()


def test_figures_1_in_line_with_one_another_stay():
    assert (_one_dashed_rule(28) == 40).any()


def test_a_rule_that_figures_lean_on_is_taken_off_and_they_stay():
    page = np.full((400, 120, 3), 255, np.uint8)
    page[16:384, 49:52] = 40
    for y in range(130, 380, 24):
        page[y : y + 12, 39:49] = 40
    cleared = without_rules(page, [Rule("vertical", 50.0, 20, 380, thickness=3.0)])
    assert (cleared[142:154, 47:54] > 200).all()
    assert (cleared[130:142, 39:47] == 40).all()


def test_a_row_of_print_that_was_taken_for_a_rule_stays():
    page = np.full((400, 120, 3), 255, np.uint8)
    page[16:384, 49:52] = 40
    for y in range(20, 380, 24):
        page[y : y + 12, 39:62] = 40
    assert np.array_equal(without_rules(page, [Rule("vertical", 50.0, 20, 380, thickness=3.0)]), page)


def _zeros_beside_a_rule():
    """A rule at x = 50, and the right sides of figures beside it, with a column or two of soft print between them."""
    page = np.full((400, 120, 3), 255, np.uint8)
    page[16:384, 49:52] = 40
    for y in range(20, 370, 24):
        page[y : y + 12, 45:47] = 40
        page[y : y + 12, 47:49] = 130
    return page


def test_the_side_of_a_figure_that_nearly_touches_a_rule_is_not_taken_off_with_it():
    cleared = without_rules(_zeros_beside_a_rule(), [Rule("vertical", 50.0, 20, 380, thickness=3.0)])
    assert (cleared[116:128, 45:47] == 40).all()
    assert (cleared[128:140, 45:54] == 255).all()


def test_a_figure_beside_a_rule_is_not_drawn_out_over_it():
    cleared = without_rules(_zeros_beside_a_rule(), [Rule("vertical", 50.0, 20, 380, thickness=3.0)])
    assert (cleared[116:128, 48:54] == 255).all()


def test_a_stroke_through_a_rule_stays_whole():
    page = np.full((400, 120, 3), 255, np.uint8)
    page[16:384, 49:52] = 40
    page[100:104, 30:70] = 60
    cleared = without_rules(page, [Rule("vertical", 50.0, 20, 380, thickness=3.0)])
    assert (cleared[100:104, 30:70] == 60).all()
