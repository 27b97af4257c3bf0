"""Print that the detector overlooked is found and read; dirt and what is left of rules is not."""

import pytest

from models.geometry import Box
from models.rule import Rule
from tests.extractor.reading.raster.told import FakeEngine, blot, page, read, reading, square


def test_a_lone_digit_that_the_detector_overlooked_is_read():
    pixels = blot(blot(page(), 40, 50, 100, 66), 204, 92, 212, 106)
    lines = read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())
    assert [round(line.box.x0) for line in lines] == [40, 204]


def test_an_overlooked_digit_that_leans_on_its_cell_s_rule_is_read():
    pixels = blot(blot(page(), 40, 50, 100, 66), 267, 92, 278, 106)
    pixels = blot(pixels, 279, 20, 281, 180)
    lines = read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())
    assert [round(line.box.x0) for line in lines] == [40, 267]


@pytest.mark.parametrize(("x", "columns"), [(206, [40, 120, 200, 206]), (244, [40, 120, 200])])
def test_without_rules_a_digit_is_read_where_it_stands_under_others(x, columns):
    pixels = blot(page(), x, 150, x + 5, 164)
    places = [(x0, y, x1) for y in (10, 50, 90, 180) for x0, x1 in ((40, 100), (120, 180), (200, 216))]
    for x0, y, x1 in places:
        blot(pixels, x0, y, x1, y + 14)
    lines = read(pixels, FakeEngine(tuple(Box(x0 - 4, y - 4, x1 + 4, y + 18) for x0, y, x1 in places)))
    assert sorted({round(line.box.x0) for line in lines}) == columns


@pytest.mark.parametrize("figures", [2, 1])
def test_without_rules_a_digit_is_read_where_several_that_were_found_stand_level_with_it(figures):
    """In a table of three columns, under the end of the last one's head."""
    wide = [(x, y, x + 40) for y in (40, 120) for x in (20, 100, 180)]
    row = [(60, 90, 66), (140, 90, 146)][:figures]
    pixels = blot(page(), 214, 90, 220, 104)
    for x0, y, x1 in (*wide, *row):
        blot(pixels, x0, y, x1, y + 14)
    boxes = tuple(Box(x0 - 4, y - 4, x1 + 4, y + 18) for x0, y, x1 in (*wide, *row))
    assert len(read(pixels, FakeEngine(boxes))) == len(boxes) + (figures > 1)


def test_a_lone_dash_that_the_detector_overlooked_is_read_as_a_dash():
    pixels = blot(blot(page(), 40, 50, 100, 66), 200, 100, 218, 102)
    engine = FakeEngine((Box(36, 46, 104, 70),), answers=[reading("合计")])
    dash = read(pixels, engine, square())[-1]
    assert dash.text == "—"
    assert dash.box.height > 12


@pytest.mark.parametrize(("width", "text"), [(18, "—"), (13, "—"), (10, "-"), (6, "-")])
def test_a_lone_stroke_is_a_dash_or_a_hyphen_by_its_width(width, text):
    pixels = blot(page(), 40, 50, 100, 66)
    for y in (70, 100, 130, 160):
        blot(pixels, 200, y, 200 + width, y + 2)
    stroke = Box(196, 60, 204 + width, 82)
    found = FakeEngine((Box(36, 46, 104, 70), stroke), answers=[reading("合计"), reading("一")])
    overlooked = FakeEngine((Box(36, 46, 104, 70),), answers=[reading("合计")])
    for engine in (found, overlooked):
        rows = [Rule("horizontal", y, 150, 280, 2) for y in (56, 86, 116, 146)]
        assert [line.text for line in read(pixels, engine, [*square(), *rows])] == ["合计", text, text, text, text]


def test_many_marks_as_small_as_hyphens_are_dirt_where_they_lie_anywhere():
    pixels = blot(page(), 40, 50, 100, 66)
    for x, y in ((120, 60), (150, 70), (200, 150), (230, 120), (260, 80)):
        blot(pixels, x, y, x + 6, y + 2)
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())) == 1


@pytest.mark.parametrize(("x", "y", "lines"), [(200, 100, 1), (147, 99, 2)])
def test_one_mark_as_small_as_a_hyphen_is_dirt_unless_it_stands_in_the_middle(x, y, lines):
    pixels = blot(blot(page(), 40, 50, 100, 66), x, y, x + 6, y + 2)
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())) == lines


@pytest.mark.parametrize(("across", "texts"), [(220, ["字"]), (140, ["字", "—"])])
def test_a_mark_beside_print_in_a_ruled_cell_is_no_dash(across, texts):
    """Print and a mark level with it, and the rule between two columns beyond the mark or before it."""
    pixels = blot(blot(page(), 40, 50, 100, 66), 180, 57, 198, 59)
    inner = Rule("vertical", across, 20, 180, 2)
    lines = read(pixels, FakeEngine((Box(36, 46, 104, 70),)), [*square(), inner])
    assert [line.text for line in lines] == texts


@pytest.mark.parametrize(("columns", "texts"), [(3, ["字", "字", "字", "—", "字", "字", "字"]), (2, ["字"] * 4)])
def test_a_dash_in_a_table_without_rules_is_read(columns, texts):
    """Between two rows of a table; text in two columns is none."""
    boxes = tuple(Box(10 + 60 * i, y, 50 + 60 * i, y + 20) for y in (40, 120) for i in range(columns))
    pixels = blot(page(), 20, 89, 40, 91)
    for box in boxes:
        blot(pixels, int(box.x0) + 2, int(box.y0) + 4, int(box.x1) - 2, int(box.y1) - 4)
    assert [line.text for line in read(pixels, FakeEngine(boxes))] == texts


@pytest.mark.parametrize(("gap", "texts"), [(16, ["字", "字", "—"]), (10, ["字", "字"])])
def test_so_is_one_where_the_detector_has_several_columns_in_one_box(gap, texts):
    """A word, a dash, and three figures in one box, that many pixels apart."""
    boxes = Box(10, 40, 50, 60), Box(98, 40, 170 + 2 * gap, 60)
    pixels = blot(blot(page(), 12, 44, 48, 56), 64, 49, 84, 51)
    for i in range(3):
        x = 102 + i * (22 + gap)
        blot(pixels, x, 44, x + 22, 56)
    assert sorted(line.text for line in read(pixels, FakeEngine(boxes))) == sorted(texts)


@pytest.mark.parametrize(("x", "y", "places"), [(40, 40, [42, 80]), (40, 48, [80]), (200, 40, [80])])
def test_a_character_of_a_word_drawn_out_over_its_cell_is_read_without_rules(x, y, places):
    """Beside one that was found, in a table: what is lower or far away belongs to no word with it."""
    row = [Box(10 + 60 * i, 100, 50 + 60 * i, 120) for i in range(3)]
    pixels = blot(blot(page(), 80, 40, 94, 54), x + 2, y, x + 16, y + 14)
    for box in (*row, Box(150, 10, 190, 30), Box(210, 10, 250, 30), Box(90, 10, 130, 30)):
        blot(pixels, int(box.x0) + 2, int(box.y0) + 4, int(box.x1) - 2, int(box.y1) - 4)
    engine = FakeEngine((*row, *(Box(x0, 10, x0 + 40, 30) for x0 in (90, 150, 210)), Box(78, 37, 96, 57)))
    assert [round(line.box.x0) for line in read(pixels, engine) if 35 < line.box.y0 < 60] == places


def test_specks_and_print_outside_the_ruled_area_are_not_looked_for():
    pixels = blot(blot(blot(page(), 40, 50, 100, 66), 204, 92, 206, 94), 150, 186, 160, 198)
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())) == 1


def test_a_stretch_of_a_rule_that_was_not_found_whole_is_no_digit():
    pixels = blot(blot(page(), 40, 50, 100, 66), 150, 120, 152, 150)
    rules = [*square(), Rule("vertical", 151, 20, 100, 2)]
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), rules)) == 1


def test_what_ghosts_through_from_the_back_is_not_looked_at():
    pixels = blot(page(), 40, 50, 100, 66)
    pixels[90:106, 204:216] = 190
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())) == 1


def test_overlooked_ink_must_read_more_surely_than_what_was_found():
    pixels = blot(blot(page(), 40, 50, 100, 66), 204, 92, 212, 106)
    answers = [reading("合计", 0.6), reading("5", 0.6)]
    (line,) = read(pixels, FakeEngine((Box(36, 46, 104, 70),), answers=answers), square())
    assert line.text == "合计"


def test_what_is_left_of_a_rule_at_a_corner_is_no_print():
    pixels = blot(blot(page(), 40, 50, 100, 66), 150, 20, 152, 180)
    blot(pixels, 152, 96, 162, 108)  # hangs on the rule
    rules = [*square(), Rule("vertical", 151, 20, 180, 2)]
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), rules)) == 1


@pytest.mark.parametrize(("found", "digits"), [((10,), 4), ((), 0)])
def test_overlooked_digits_of_one_column_vouch_for_one_another_beside_one_that_was_found(found, digits):
    pixels, boxes = page(), [Box(201, y - 4, 215, y + 18) for y in found]
    words = [(x, x + 60, y) for y in (10, 50, 90, 130, 170) for x in ((40, 120) if y < 170 else (40, 120, 200))]
    for x0, x1, y in words:
        blot(pixels, x0, y, x1, y + 14)
        boxes.append(Box(x0 - 4, y - 4, x1 + 4, y + 18))
    for y in (10, 50, 90, 130):
        blot(pixels, 205, y, 211, y + 14)
    lines = read(pixels, FakeEngine(tuple(boxes)))
    assert sum(round(line.box.x0) == 205 for line in lines) == digits


@pytest.mark.parametrize(("x", "lines"), [(42, ["合计", "。"]), (160, ["合计"])])
def test_a_full_stop_carried_over_to_the_next_line_is_read(x, lines):
    pixels = blot(blot(page(), 40, 50, 260, 66), x, 80, x + 6, 86)
    engine = FakeEngine((Box(36, 46, 264, 70),), answers=[reading("合计")])
    assert [line.text for line in read(pixels, engine, square())] == lines


def test_a_full_stop_on_a_line_of_its_own_that_was_read_as_a_digit_is_a_full_stop():
    pixels = blot(blot(page(), 40, 50, 260, 66), 44, 80, 50, 86)
    engine = FakeEngine((Box(36, 46, 264, 70), Box(40, 74, 54, 92)), answers=[reading("合计"), reading("0")])
    assert [line.text for line in read(pixels, engine, square())] == ["合计", "。"]
