"""What the detector overlooked in a table without rules. Lines are 20 pixels high, the ink of figures 12."""

import numpy as np

from extractor.reading.raster.regions import line_boxes
from models.geometry import Box
from models.rule import Rule

HEADS = [Box(x, 20, x + 60, 40) for x in (20, 120, 220)]
ROWS = [Box(x, y, x + 60, y + 20) for x in (20, 120, 220) for y in (80, 110, 140, 170)]
NUMBER = Box(146, 50, 154, 70)


def _boxes(found, *inked, rules=()):
    ink = np.zeros((240, 400), dtype=bool)
    for x0, y0, x1, y1 in (*((b.x0 + 2, b.y0 + 4, b.x1 - 2, b.y1 - 4) for b in found), *inked):
        ink[int(y0) : int(y1), int(x0) : int(x1)] = True
    return line_boxes(found, rules, ink, np.zeros_like(ink))


def _middles(boxes):
    return [tuple(round(value) for value in box.center) for box in boxes]


def test_a_number_of_a_column_is_known_by_another_one_level_with_it_and_by_the_head_over_it():
    assert _middles(_boxes([*HEADS, *ROWS, NUMBER], (248, 54, 252, 66)).overlooked) == [(250, 60)]


def test_a_speck_as_high_as_a_number_is_none_where_nothing_is_level_with_it_or_right_over_it():
    assert _boxes([*HEADS, *ROWS], (248, 54, 252, 66)).overlooked == ()
    assert _boxes([*HEADS, *ROWS, NUMBER], (268, 54, 272, 66)).overlooked == ()


def test_a_column_of_dashes_at_the_side_of_a_table_is_read_and_a_stroke_alone_there_is_not():
    dashes = [(340, y + 9, 356, y + 11) for y in (80, 110, 140, 170)]
    assert len(_boxes([*HEADS, *ROWS], *dashes).dashes) == 4
    assert _boxes([*HEADS, *ROWS], dashes[1]).dashes == ()


ZEROS = [(346, y + 4, 352, y + 16) for y in (80, 110, 140, 170, 200)]
LINES = [*HEADS, *ROWS, *(Box(x, 200, x + 60, 220) for x in (20, 120, 220))]


def test_a_column_of_lone_figures_none_of_which_was_found_is_read():
    assert len(_boxes(LINES, *ZEROS).overlooked) == 5


def test_specks_under_one_another_are_none_where_they_are_few_strokes_or_between_the_rows():
    assert _boxes(LINES, *ZEROS[:4]).overlooked == ()
    assert _boxes(LINES, *((x0, y0, x0 + 3, y1) for x0, y0, _, y1 in ZEROS)).overlooked == ()
    assert _boxes(LINES, *((x0, y0 - 15, x1, y1 - 15) for x0, y0, x1, y1 in ZEROS)).overlooked == ()


LABEL = Box(20, 50, 60, 70)
FOOT = [Rule("horizontal", y, 10, 290, 2) for y in (45, 80)]
LONE = [(x, 54, x + 6, 66) for x in (100, 160, 230)]


def test_a_row_of_lone_zeros_behind_its_label_is_read_above_the_last_rule_of_the_table():
    assert len(_boxes([*HEADS, LABEL], *LONE, rules=FOOT).overlooked) == 3


def test_specks_behind_a_label_are_none_where_they_are_not_level_not_alike_or_below_the_table():
    askew = [(x, 54 + 4 * i, x + 6, 66 + 4 * i) for i, (x, *_) in enumerate(LONE)]
    unlike = [(x, 54 - 4 * i, x + 6, 66 + 4 * i) for i, (x, *_) in enumerate(LONE)]
    for inked, rules in ((askew, FOOT), (unlike, FOOT), (LONE, FOOT[:1])):
        assert _boxes([*HEADS, LABEL], *inked, rules=rules).overlooked == ()


def test_a_dash_with_grain_beside_its_stroke_is_one_and_a_blot_as_high_is_none():
    long, blot = (340, 88, 356, 93), (340, 88, 348, 93)
    dashes = [(340, y + 9, 356, y + 11) for y in (110, 140, 170, 200)]
    assert len(_boxes(LINES, long, *dashes).dashes) == 5
    assert len(_boxes(LINES, blot, *dashes).dashes) == 4


def test_specks_in_a_row_are_no_dash():
    rows = (80, 110, 140, 170)
    specks = [(x, y + 9, x + 2, y + 11) for y in rows for x in (340, 347, 354)]
    assert len(_boxes([*HEADS, *ROWS], *((340, y + 9, 356, y + 11) for y in rows)).dashes) == len(rows)
    assert _boxes([*HEADS, *ROWS], *specks).dashes == ()
