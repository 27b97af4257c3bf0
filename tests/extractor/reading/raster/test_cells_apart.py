"""What is shown to the engine: cells apart, without their rules, with all of their print."""

import numpy as np
import pytest

from extractor.reading import bared, reread
from models.geometry import Box
from models.page import Raster
from models.rule import Rule
from tests.extractor.reading.raster.told import SETTINGS, FakeEngine, blot, page, read, reading, square


def test_a_box_across_a_vertical_rule_is_read_as_two_cells():
    pixels = blot(blot(blot(page(), 30, 14, 90, 26), 110, 14, 170, 26), 99, 0, 101, 200)
    lines = read(pixels, FakeEngine((Box(25, 10, 175, 30),)), [Rule("vertical", 100, 0, 200, 2)])
    assert [round(line.box.x0) for line in lines] == [30, 110]


def test_a_box_across_a_horizontal_rule_is_read_as_two_cells():
    pixels = blot(blot(blot(page(), 30, 14, 90, 26), 30, 36, 90, 48), 0, 30, 300, 32)
    lines = read(pixels, FakeEngine((Box(25, 10, 95, 52),)), [Rule("horizontal", 31, 0, 300, 2)])
    assert len(lines) == 2
    assert lines[0].box.y1 <= 31 <= lines[1].box.y0 + 1


def test_two_lines_in_one_box_are_read_as_two():
    pixels = blot(blot(blot(page(), 30, 14, 90, 26), 30, 34, 90, 46), 150, 14, 200, 26)
    boxes = (Box(25, 10, 95, 50), Box(145, 10, 205, 30), Box(145, 10, 205, 30))
    lines = read(pixels, FakeEngine(boxes))
    assert [(round(line.box.x0), line.box.center[1] < 30) for line in lines] == [(30, True), (150, True), (30, False)]


def test_lines_in_one_box_are_parted_in_the_widest_gap():
    """Three lines, the middle one of which is a glyph of two parts."""
    pixels = page()
    for y0, y1 in ((12, 28), (34, 39), (42, 49), (55, 71)):
        blot(pixels, 30, y0, 46, y1)
    boxes = (Box(25, 10, 51, 73), *(Box(145, y, 205, y + 20) for y in (10, 90)))
    lines = read(blot(blot(pixels, 150, 14, 200, 26), 150, 94, 200, 106), FakeEngine(boxes))
    assert [round(line.box.y0) for line in lines if line.box.x0 < 100] == [10, 32, 51]


def test_a_glyph_of_two_parts_in_a_high_box_is_not_cut():
    pixels = blot(blot(blot(page(), 30, 26, 46, 31), 30, 34, 46, 40), 150, 14, 200, 26)
    boxes = (Box(25, 14, 50, 50), Box(145, 10, 205, 30), Box(145, 90, 205, 110))
    lines = read(blot(pixels, 150, 94, 200, 106), FakeEngine(boxes))
    assert sorted(round(line.box.x0) for line in lines) == [30, 150, 150]


def test_a_colon_s_two_dots_are_one_mark():
    pixels = blot(blot(blot(page(), 40, 50, 100, 66), 108, 52, 111, 55), 108, 60, 111, 63)
    engine = FakeEngine((Box(36, 42, 104, 70),))
    read(pixels, engine, square())
    assert engine.seen[0].shape[1] >= 111 - 40


def test_no_pixel_of_a_rule_is_shown_to_the_engine():
    pixels = blot(blot(page(), 24, 50, 60, 66), 20, 20, 22, 180)
    engine = FakeEngine((Box(16, 46, 64, 70),))
    read(pixels, engine, square())
    (crop,) = engine.seen
    dark_columns = np.flatnonzero((crop.mean(axis=2) < 128).any(axis=0))
    assert dark_columns[-1] - dark_columns[0] + 1 == 36


def test_a_rule_that_wanders_by_a_pixel_or_two_is_taken_off_too():
    pixels = page()
    for y in range(20, 180):
        x = 100 + y // 60
        pixels[y, x : x + 2] = 60
    engine = FakeEngine((Box(80, 90, 120, 110),))
    assert read(pixels, engine, [Rule("vertical", 101, 20, 180, 2)]) == ()


@pytest.mark.parametrize(("width", "loose"), [(3, False), (10, True), (40, False)])
def test_a_lone_digit_is_shown_with_paper_around_it_and_placed_where_it_stands(width, loose):
    pixels = blot(page(), 40, 14, 40 + width, 26)
    engine = FakeEngine((Box(38, 10, 42 + width, 30),), answers=[reading("0")])
    (line,) = read(pixels, engine)
    (crop,) = engine.seen
    assert bool((crop[[0, 1, -2, -1]] == 255).all() and crop.shape[0] >= 30) == loose
    assert (line.text, line.box.x0, line.box.x1) == ("0", 40, 40 + width)


def test_a_rule_drawn_through_print_neither_cuts_nor_erases_it():
    pixels = page()
    for x in range(30, 170, 14):
        blot(pixels, x, 40, x + 10, 56)
    engine = FakeEngine((Box(25, 36, 175, 60),))
    rules = [Rule("horizontal", 48, 20, 180, 1), Rule("vertical", 78, 0, 200, 1)]
    (line,) = read(pixels, engine, rules)
    assert (line.box.x0, line.box.x1) == (30, 166)
    assert (engine.seen[0] < 128).sum() == 10 * 10 * 16 * 3


def test_a_rule_that_faded_away_still_parts_cells_where_it_passes_between_them():
    pixels = blot(blot(page(), 30, 40, 90, 56), 110, 40, 170, 56)
    lines = read(pixels, FakeEngine((Box(25, 36, 175, 60),)), [Rule("vertical", 100, 0, 200, 1)])
    assert [round(line.box.x0) for line in lines] == [30, 110]


def test_a_speck_beside_print_widens_no_crop_and_a_decimal_point_is_kept():
    pixels = blot(blot(page(), 40, 40, 52, 56), 60, 40, 72, 56)
    blot(pixels, 55, 53, 57, 56)  # the point, between two digits
    blot(pixels, 86, 44, 88, 46)  # a speck after them
    engine = FakeEngine((Box(36, 36, 92, 60),))
    (line,) = read(pixels, engine)
    assert line.box.x1 == pytest.approx(72, abs=1)
    assert (engine.seen[0] < 128).sum() == (2 * 12 * 16 + 2 * 3) * 3


def test_rules_at_the_rim_of_a_cell_are_not_shown_when_it_is_read_again():
    pixels = blot(blot(page(), 30, 14, 90, 26), 0, 30, 300, 32)
    engine = FakeEngine(answers=[reading("甲")])
    bare = bared(Raster(pixels, 1.0), [Rule("horizontal", 31, 0, 300, 2)])
    reread(bare, [Box(28, 10, 92, 33)], engine, SETTINGS)
    dark_rows = np.flatnonzero((engine.seen[0].mean(axis=2) < 128).any(axis=1))
    assert dark_rows[-1] - dark_rows[0] + 1 <= 12 * SETTINGS.reread_scale + 2


def test_a_full_stop_that_the_detector_left_out_is_taken_in():
    pixels = blot(blot(page(), 40, 40, 100, 56), 110, 48, 114, 52)
    engine = FakeEngine((Box(36, 36, 104, 60),))
    read(pixels, engine, square())
    assert engine.seen[0].shape[1] >= 114 - 40
