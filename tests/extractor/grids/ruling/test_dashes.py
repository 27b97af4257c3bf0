"""Dashed rules, and rows of print that are as regular."""

import numpy as np

from extractor.grids.ruling.bands import dark_bands
from extractor.grids.ruling.dashes import _middle, dashes_of, joined

GLYPH_PX = 14.0
Y = 100


def _page(dash=6, gap=6, *, rows=(Y,)):
    page = np.full((200, 900), 255, np.uint8)
    for y in rows:
        for x in range(60, 840, dash + gap):
            page[y : y + 2, x : x + dash] = 60
    return page


def _bands(page):
    return dark_bands(page, GLYPH_PX)


def _dark(bands, y=Y):
    return bands.darkness[y : y + 2].max(axis=0) > 60


def test_the_pen_is_learnt_from_long_rules():
    dashes = dashes_of([_bands(_page())], GLYPH_PX)
    assert dashes is not None
    assert abs(dashes.dash - 6) <= 2
    assert abs(dashes.gap - 6) <= 2


def test_gaps_are_filled_with_the_shade_of_the_dashes():
    bands = _bands(_page())
    through = joined(bands, dashes_of([bands], GLYPH_PX), GLYPH_PX)
    assert not _dark(bands)[70:820].all()
    assert _dark(through)[70:820].all()


def test_whole_rules_and_strokes_of_glyphs_in_a_row_are_no_dashes():
    whole = np.full((200, 900), 255, np.uint8)
    whole[Y : Y + 2, 60:840] = 60
    assert dashes_of([_bands(whole)], GLYPH_PX) is None
    assert dashes_of([_bands(_page(13, 3))], GLYPH_PX) is None
    beside = tuple(Y + 5 * i for i in range(3))  # as the strokes of 目目目
    assert dashes_of([_bands(_page(rows=beside))], GLYPH_PX) is None


def test_print_beside_a_dashed_rule_is_not_drawn_through():
    page = _page()
    page[Y : Y + 2, 60:260] = 255
    for x in range(64, 250, 11):
        page[Y - 4 : Y - 2, x : x + 5] = 60
    bands = _bands(page)
    through = joined(bands, dashes_of([bands], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[270:820].all()
    assert not _dark(through, Y - 4)[64:250].all()


def _cells(dash=6, gap=6, *, width):
    """Two rows of narrow cells, each of whose sides is dashed from its own corner."""
    page = np.full((200, 900), 255, np.uint8)
    for y in (Y - 40, Y, Y + 40):
        for x in range(60, 840, width):
            for at in range(x, x + width, dash + gap):
                page[y : y + 2, at : min(at + dash, x + width)] = 60
    for x in range(60, 840 + width, width):
        for y in (Y - 40, Y):
            for at in range(y, y + 40, dash + gap):
                page[at : min(at + dash, y + 40), x : x + 2] = 60
    return page


def test_dashes_that_meet_at_the_corners_of_cells_are_drawn_through():
    # 28 wide where a dash and a gap are 12: every other dash meets the next cell's
    bands = _bands(_cells(width=28))
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def test_two_rules_on_one_another_that_begin_in_different_places_are_drawn_through():
    page = _page()
    for x in range(63, 500, 12):
        page[Y : Y + 2, x : x + 6] = 60
    bands = _bands(page)
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def test_the_middle_of_a_rule_two_pixels_thick_is_between_them_whichever_is_the_darker():
    near = np.array([[0, 0], [60, 50], [50, 60], [0, 0]], np.uint8)
    one, other = _middle(near, near.argmax(axis=0))
    assert abs(one - other) < 0.2


def test_a_long_regular_rule_is_drawn_through_between_two_texts():
    page = _page()
    for x in range(200, 500, 3):  # print four pixels above and below it, as near as one glyph's strokes
        page[Y - 9 : Y - 4, x] = page[Y + 6 : Y + 11, x] = 60
    bands = _bands(page)
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def _met_at_corners(*, print_from, print_to):
    """A rule the last dash of each of whose cells meets the first of the next, and print on both sides of it."""
    page = np.full((200, 900), 255, np.uint8)
    for x in range(60, 840, 42):
        for at in range(x, x + 42, 12):
            page[Y : Y + 2, at : at + 6] = 60
        page[Y - 12 : Y + 14, x] = 60
    for x in range(print_from, print_to, 3):
        page[Y - 9 : Y - 4, x] = page[Y + 6 : Y + 11, x] = 60
    return page


def test_so_is_one_whose_dashes_meet_at_the_corners_of_its_cells():
    bands = _bands(_met_at_corners(print_from=200, print_to=500))
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def test_so_is_one_with_print_beside_all_of_its_cells():
    bands = _bands(_met_at_corners(print_from=80, print_to=820))
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def _leant_on(width):
    """A dashed rule on which so wide a stretch of print leans, in place of its dashes."""
    page = _page()
    page[Y : Y + 2, 300 : 300 + width] = 255
    page[Y - 3 : Y - 1, 300 : 300 + width] = 60
    return page


def test_a_long_regular_rule_is_drawn_through_behind_a_glyph_that_leans_on_it():
    bands = _bands(_leant_on(6))
    through = joined(bands, dashes_of([bands], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def test_it_is_not_where_it_is_broken_for_more_than_a_glyph():
    bands = _bands(_leant_on(42))
    through = joined(bands, dashes_of([bands], GLYPH_PX), GLYPH_PX)
    assert not _dark(through)[300:342].any()


def test_a_rule_with_print_beginning_at_it_all_along_is_drawn_through():
    page = _page()
    for x in (*range(63, 840, 36), *range(75, 840, 36)):  # drawn twice: not certain by its dashes alone
        page[Y : Y + 2, x : x + 6] = 60
    for x in range(60, 840, 2):
        page[Y + 6 : Y + 11, x] = 60
    bands = _bands(page)
    through = joined(bands, dashes_of([_bands(_page())], GLYPH_PX), GLYPH_PX)
    assert _dark(through)[70:820].all()


def test_dashes_that_begin_anew_in_every_row_are_joined_beside_text():
    # the sides of rows, and on them those of a cell over several rows: no dash is shorter than 6, no gap longer
    dashes = [6, 12, 6, 11, 11, 19, 9, 9, 9, 9, 7, 12, 12, 19, 9, 12, 6, 11, 12, 19, 9, 12, 9, 19, 11, 12, 6, 12, 6]
    gaps = [7, 6, 6, 6, 2, 2, 4, 4, 4, 4, 5, 6, 1, 1, 4, 4, 6, 6, 2, 1, 4, 4, 4, 4, 2, 2, 6, 6, 6]
    page = _page(rows=())
    x = 60
    for dash, gap in zip(dashes, gaps, strict=True):
        page[Y : Y + 2, x : x + dash] = 60
        x += dash + gap
    page[Y + 6 : Y + 9, 60:x] = 60  # text that begins at the rule in every row
    bands, learnt = _bands(page), dashes_of([_bands(_page())], GLYPH_PX)
    through = joined(bands, learnt, GLYPH_PX)
    assert not _dark(bands)[90 : x - 20].all()
    assert _dark(through)[90 : x - 20].all()
