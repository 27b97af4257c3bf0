"""Strokes that print leans on."""

import numpy as np

from extractor.grids.ruling.bands import dark_bands
from extractor.grids.ruling.strokes import strokes_along_x

GLYPH_PX = 14.0


def test_rules_tied_together_by_print_are_found_one_by_one():
    page = np.full((200, 900), 255, np.uint8)
    for y in (60, 80, 100):
        page[y : y + 3, 50:850] = 60
    for x in range(100, 800, 40):
        # strokes that reach from rule to rule, and bars beside the rules that run into them
        page[60:100, x : x + 2] = 60
        page[64:66, x : x + 22] = page[76:78, x : x + 22] = 60
    strokes = [s for s in strokes_along_x(dark_bands(page, GLYPH_PX), GLYPH_PX) if s.length > 600]
    assert [round(float(np.median(s.ys)) / 20) for s in strokes] == [3, 4, 5]


def test_a_rule_along_which_a_pale_one_shows_through_from_the_other_side_is_found():
    page = np.full((200, 900), 255, np.uint8)
    page[94:98, 50:850] = 220
    page[98:102, 50:850] = 20
    (stroke,) = [s for s in strokes_along_x(dark_bands(page, GLYPH_PX), GLYPH_PX) if s.length > 600]
    assert 99 <= float(np.median(stroke.ys)) <= 101
    assert stroke.thickness <= 6


def test_what_is_printed_in_line_with_a_rule_of_the_other_side_is_a_rule_by_itself():
    page = np.full((200, 900), 255, np.uint8)
    page[98:102, 50:850] = 215
    page[98:102, 300:500] = 20
    (stroke,) = strokes_along_x(dark_bands(page, GLYPH_PX), GLYPH_PX)
    assert 295 <= stroke.start <= 305
    assert 495 <= stroke.end <= 505
    assert stroke.darkness > 150
