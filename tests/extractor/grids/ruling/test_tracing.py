"""What is seen along a line: ink of its own, text that it crosses, or paper."""

import numpy as np

from extractor.grids.ruling.bands import dark_bands
from extractor.grids.ruling.straightening import common_course
from extractor.grids.ruling.tracing import View
from models.rule import Rule

GLYPH_PX = 20.0


def _shares(page):
    flat = common_course((), page.shape[1], page.shape[0], GLYPH_PX)
    view = View("horizontal", dark_bands(page, GLYPH_PX), flat, flat, GLYPH_PX)
    return view.trace(100.5, 50.0, 850.0).shares(100.0, 800.0)


def test_a_dashed_rule_is_inked_where_its_dashes_are():
    page = np.full((200, 900), 255, np.uint8)
    for x in range(60, 840, 40):
        page[99:102, x : x + 24] = 60
    inked, crowded = _shares(page)
    assert 0.55 < inked < 0.75
    assert crowded == 0.0


def test_print_that_touches_the_rule_on_one_side_leaves_it_inked():
    page = np.full((200, 900), 255, np.uint8)
    page[99:102, 50:850] = 60
    page[80:98, 100:800:9] = 60
    inked, crowded = _shares(page)
    assert inked > 0.95
    assert crowded < 0.05


def test_text_across_the_line_is_crowded():
    page = np.full((200, 900), 255, np.uint8)
    for x in range(60, 840, 30):
        for y in (92, 100, 108):
            page[y : y + 3, x : x + 20] = 60
    inked, crowded = _shares(page)
    assert inked < 0.1
    assert crowded > 0.5


def test_paper_is_neither():
    assert _shares(np.full((200, 900), 255, np.uint8)) == (0.0, 0.0)


def test_ink_much_darker_than_a_pale_rule_is_text():
    page = np.full((200, 900), 255, np.uint8)
    page[99:102, 50:850] = 215
    page[99:102, 300:330] = 20
    flat = common_course((), page.shape[1], page.shape[0], GLYPH_PX)
    view = View("horizontal", dark_bands(page, GLYPH_PX), flat, flat, GLYPH_PX)
    trace = view.trace(100.5, 50.0, 850.0)
    told = trace.without_darker(2.5 * trace.usual_darkness(), view.spread_px)
    assert trace.usual_darkness() == 40.0
    assert told.shares(302.0, 328.0) == (0.0, 1.0)
    assert told.shares(100.0, 290.0)[0] == 1.0


def _is_print(page):
    flat = common_course((), page.shape[1], page.shape[0], GLYPH_PX)
    view = View("horizontal", dark_bands(page, GLYPH_PX), flat, flat, GLYPH_PX)
    return view.is_print(Rule("horizontal", 100.5, 100.0, 300.0))


def test_ink_that_print_stands_on_is_print_unless_it_goes_on_before_and_behind():
    page = np.full((200, 400), 255, np.uint8)
    for x in range(150, 250, 22):  # glyphs whose uppermost strokes lie on the line
        for y in (99, 105, 111):
            page[y : y + 3, x : x + 18] = 60
    assert _is_print(page)
    page[99:102, 100:130] = 60
    assert not _is_print(page)
