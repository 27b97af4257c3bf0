"""Crumbs of rules read as dashes, and dashes that are printed."""

import numpy as np
import pytest

from extractor.reading.raster.rule_crumbs import without_crumbs
from models.geometry import Box
from models.page import Raster
from models.rule import Rule
from models.text import Glyph, TextLine

RULES = (Rule("horizontal", 50.0, 10.0, 290.0),)

USUAL = 20.0
"""The height of a usual line."""


def _line(text, y):
    """Glyphs of 20 units from x = 100 on, about a height of ``y``."""
    glyphs = [Glyph(char, Box(100.0 + 20 * i, y - 10, 120.0 + 20 * i, y + 10)) for i, char in enumerate(text)]
    return TextLine(text, Box(100.0, y - 10, 100.0 + 20 * len(text), y + 10), tuple(glyphs), "test")


def _page(*strokes):
    """White paper with strokes 4 pixels high from x = 102 to 138."""
    pixels = np.full((200, 300, 3), 255, np.uint8)
    for y in strokes:
        pixels[y - 2 : y + 2, 102:138] = 20
    return Raster(pixels, 1.0)


@pytest.mark.parametrize("text", ["—", "——", "一", "-"])
def test_dashes_that_lie_on_a_rule_are_its_crumbs(text):
    assert without_crumbs([_line(text, 52.0)], RULES, _page(52), USUAL) == ()


def test_a_dash_in_its_row_stays():
    line = _line("——", 100.0)
    assert without_crumbs([line], RULES, _page(100), USUAL) == (line,)


def test_a_dash_that_is_shorter_than_its_box_stays():
    page = _page()
    page.pixels[98:102, 110:132] = 20  # 22 of the 40 pixels that the box is wide
    line = TextLine("—", Box(100.0, 90.0, 140.0, 110.0), (Glyph("—", Box(100.0, 90.0, 140.0, 110.0)),), "test")
    assert without_crumbs([line], RULES, page, USUAL) == (line,)


def test_the_grain_of_a_shaded_band_is_no_dash():
    page = _page()
    random = np.random.default_rng(5)
    page.pixels[90:110, 100:140][random.random((20, 40)) < 0.15] = 0
    assert without_crumbs([_line("——", 100.0)], RULES, page, USUAL) == ()


@pytest.mark.parametrize(("grey", "stays"), [(220, False), (130, True)])
def test_a_stroke_much_paler_than_the_page_s_print_is_grain(grey, stays):
    page = _page(100)
    page.pixels[98:102, 102:138] = grey
    page.pixels[140:160, 100:140:3] = 20  # a line of print
    line, word = _line("——", 100.0), _line("支出", 150.0)
    assert (line in without_crumbs([line, word], RULES, page, USUAL)) is stays


def test_words_stay_wherever_they_are():
    line = _line("一般", 50.0)
    assert without_crumbs([line], RULES, _page(), USUAL) == (line,)


@pytest.mark.parametrize(("x", "stays"), [(112.0, False), (150.0, True)])
def test_a_character_where_two_rules_meet_is_their_corner(x, stays):
    line = _line("」", 52.0)
    corner = (*RULES, Rule("vertical", x, 10.0, 50.0))
    assert (line in without_crumbs([line], corner, _page(), USUAL)) is stays


@pytest.mark.parametrize(
    ("text", "y0", "y1", "stays"),
    [
        ("ST", 44.0, 50.0, False),
        ("ST", 84.0, 90.0, True),
        ("ST", 84.0, 86.0, False),
        ("元)", 40.0, 50.0, True),
        ("-", 43.0, 48.0, False),
    ],
    ids=["flat on a rule", "flat, but far from rules", "a rim", "half as high as others", "a flat dash above a rule"],
)
def test_lines_too_flat_for_print_beside_a_rule_are_its_crumbs(text, y0, y1, stays):
    glyphs = tuple(Glyph(char, Box(100.0 + 20 * i, y0, 120.0 + 20 * i, y1)) for i, char in enumerate(text))
    page = _page()
    page.pixels[int(y0) : int(y1), 100:140] = 20
    line = TextLine(text, Box(100.0, y0, 100.0 + 20 * len(text), y1), glyphs, "test")
    assert (line in without_crumbs([line], RULES, page, USUAL)) is stays
