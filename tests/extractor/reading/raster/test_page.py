"""The page as a whole, with engines that fail in every way and one that reads what the test tells it to."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from extractor.reading import ReadingSettings, Recognised, RecognisedCharacter, bared, read_raster, reread
from models.errors import EngineError
from models.geometry import Box
from models.page import Raster
from models.rule import Rule

SETTINGS = ReadingSettings()


def reading(text, probability=0.99):
    n = len(text)
    return Recognised(tuple(RecognisedCharacter(c, probability, i / n, (i + 1) / n) for i, c in enumerate(text)))


@dataclass
class FakeEngine:
    """Says what it is told, and remembers the crops it was shown."""

    boxes: tuple = ()
    answers: list | None = None
    name: str = "fake"
    version: str = "fake 1"
    seen: list = field(default_factory=list)

    def detect(self, _):
        return self.boxes

    def recognise(self, crops):
        self.seen += crops
        return tuple(self.answers[: len(crops)]) if self.answers is not None else tuple(reading("字") for _ in crops)


class CrashingEngine(FakeEngine):
    def detect(self, _):
        raise RuntimeError("out of memory")


def page(width=300, height=200):
    return np.full((height, width, 3), 255, np.uint8)


def blot(pixels, x0, y0, x1, y1):
    pixels[y0:y1, x0:x1] = 0
    return pixels


def read(pixels, engine, rules=(), scale=1.0):
    raster = Raster(pixels, scale)
    return read_raster(raster, bared(raster, rules), rules, engine, SETTINGS)


def square(x0=20, y0=20, x1=280, y1=180):
    return [
        *(Rule("horizontal", y, x0, x1, 2) for y in (y0, y1)),
        *(Rule("vertical", x, y0, y1, 2) for x in (x0, x1)),
    ]


def test_a_crash_inside_an_engine_is_an_engine_error_that_names_it():
    with pytest.raises(EngineError, match="fake failed: RuntimeError: out of memory"):
        read(page(), CrashingEngine())


def test_an_engine_that_answers_too_little_has_failed():
    engine = FakeEngine((Box(10, 10, 60, 30), Box(100, 10, 160, 30)), answers=[reading("甲")])
    pixels = blot(blot(page(), 15, 14, 55, 26), 105, 14, 155, 26)
    with pytest.raises(EngineError, match="1 readings for 2 crops"):
        read(pixels, engine)


@pytest.mark.parametrize(
    "box", [Box(float("nan"), 0, 5, 5), Box(500, 500, 600, 520), Box(50, 30, 10, 20), Box(-1e9, 10, 1e9, 30)]
)
def test_boxes_that_make_no_sense_do_no_harm(box):
    assert len(read(blot(page(), 15, 14, 55, 26), FakeEngine((box,)))) <= 1


def test_characters_beside_the_crop_and_certainties_beyond_one_are_brought_back():
    wild = Recognised((RecognisedCharacter("5", 7.0, -3.0, 9.0), RecognisedCharacter("0", float("nan"), 4.0, 5.0)))
    sure = Recognised((*wild.characters[:1], RecognisedCharacter("0", 0.9, 4.0, 5.0)))
    engine = FakeEngine((Box(10, 10, 60, 30),), answers=[sure])
    (line,) = read(blot(page(), 15, 14, 55, 26), engine)
    assert [glyph.probability for glyph in line.glyphs] == [1.0, 0.9]
    assert all(0 <= glyph.box.x0 <= glyph.box.x1 <= 300 for glyph in line.glyphs)


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


def test_a_dash_that_the_engine_takes_for_one_of_several_is_read():
    wavering = Recognised((RecognisedCharacter("-", 0.4, 0.0, 1.0, (("一", 0.3), ("—", 0.2))),))
    engine = FakeEngine((Box(36, 46, 64, 70),), answers=[wavering])
    (line,) = read(blot(page(), 40, 56, 60, 63), engine)
    assert (line.text, line.probability) == ("—", pytest.approx(0.9))


def test_a_colon_s_two_dots_are_one_mark():
    pixels = blot(blot(blot(page(), 40, 50, 100, 66), 108, 52, 111, 55), 108, 60, 111, 63)
    engine = FakeEngine((Box(36, 42, 104, 70),))
    read(pixels, engine, square())
    assert engine.seen[0].shape[1] >= 111 - 40


def test_specks_and_print_outside_the_ruled_area_are_not_looked_for():
    pixels = blot(blot(blot(page(), 40, 50, 100, 66), 204, 92, 206, 94), 150, 186, 160, 198)
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), square())) == 1


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


def test_what_the_engine_hardly_believes_is_no_text():
    engine = FakeEngine((Box(10, 10, 60, 30),), answers=[reading("龘", 0.2)])
    assert read(blot(page(), 15, 14, 55, 26), engine) == ()


def test_boxes_are_in_page_units():
    (line,) = read(blot(page(), 30, 14, 90, 26), FakeEngine((Box(25, 10, 95, 30),)), scale=2.0)
    assert (line.box.x0, line.box.x1) == (15, 45)


@pytest.mark.parametrize(("width", "loose"), [(3, False), (10, True), (40, False)])
def test_a_lone_digit_is_shown_with_paper_around_it_and_placed_where_it_stands(width, loose):
    pixels = blot(page(), 40, 14, 40 + width, 26)
    engine = FakeEngine((Box(38, 10, 42 + width, 30),), answers=[reading("0")])
    (line,) = read(pixels, engine)
    (crop,) = engine.seen
    assert bool((crop[[0, 1, -2, -1]] == 255).all() and crop.shape[0] >= 30) == loose
    assert (line.text, line.box.x0, line.box.x1) == ("0", 40, 40 + width)


@dataclass
class LooseEngine(FakeEngine):
    """Reads better or worse what it is shown with paper around it."""

    tight: float = 0.4
    loose: float = 0.9

    def recognise(self, crops):
        self.seen += crops
        shown = [bool((crop[[0, 1, -2, -1]] == 255).all() and crop.shape[0] >= 30) for crop in crops]
        return tuple(reading("率", self.loose) if loose else reading("幸", self.tight) for loose in shown)


@pytest.mark.parametrize(
    ("width", "tight", "loose", "text", "times"),
    [(18, 0.4, 0.9, "率", 2), (18, 0.7, 0.9, "幸", 1), (18, 0.55, 0.5, "幸", 2), (40, 0.55, 0.9, "幸", 1)],
    ids=["read better", "sure enough", "read worse", "no lone character"],
)
def test_a_lone_character_read_with_doubt_is_shown_again_with_paper_around_it(width, tight, loose, text, times):
    engine = LooseEngine((Box(38, 10, 42 + width, 30),), tight=tight, loose=loose)
    (line,) = read(blot(page(), 40, 14, 40 + width, 26), engine)
    assert (line.text, len(engine.seen)) == (text, times)
    assert line.probability == (tight if text == "幸" else 0.6), "what was doubted once stays doubtful"


def test_cells_read_again_are_shown_larger_and_answered_in_order():
    pixels = blot(blot(page(), 30, 14, 90, 26), 130, 14, 160, 26)
    engine = FakeEngine(answers=[reading("甲乙"), reading("5")])
    boxes = [Box(28, 10, 92, 30), Box(900, 10, 950, 30), Box(128, 10, 162, 30)]
    first, outside, second = reread(Raster(pixels, 1.0), boxes, engine, SETTINGS)
    assert (first.text, outside, second.text) == ("甲乙", None, "5")
    assert (second.box.x0, second.box.x1) == pytest.approx((130, 160), abs=1)
    assert all(crop.shape[0] > 20 for crop in engine.seen)


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


def test_a_stretch_of_a_rule_that_was_not_found_whole_is_no_digit():
    pixels = blot(blot(page(), 40, 50, 100, 66), 150, 120, 152, 150)
    rules = [*square(), Rule("vertical", 151, 20, 100, 2)]
    assert len(read(pixels, FakeEngine((Box(36, 46, 104, 70),)), rules)) == 1


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


@pytest.mark.parametrize(("bar", "text"), [(0.1, "≥5"), (0.001, ">5")])
def test_a_bar_that_was_seen_under_a_sign_is_read(bar, text):
    more = RecognisedCharacter(">", 0.8, 0.0, 0.5, (("≥", bar),))
    five = RecognisedCharacter("5", 0.99, 0.5, 1.0)
    engine = FakeEngine((Box(36, 46, 64, 70),), answers=[Recognised((more, five))])
    assert read(blot(page(), 40, 50, 60, 66), engine)[0].text == text


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


def stamped(pixels, pattern, *places):
    for x, y in places:
        pixels[y : y + pattern.shape[0], x : x + pattern.shape[1]] = pattern[:, :, None]
    return pixels


def twice(seed):
    """The same print at two places of a page, other print at a third."""
    one, other = np.random.default_rng(seed).choice(np.array([40, 255], np.uint8), (2, 12, 40))
    return stamped(stamped(page(), one, (20, 24), (20, 94)), other, (20, 154))


THREE = (Box(15, 20, 65, 40), Box(15, 90, 65, 110), Box(15, 150, 65, 170))


def test_print_that_was_surely_read_is_not_shown_again():
    engine = FakeEngine(THREE, answers=[reading("12"), reading("34")])
    lines = read(twice(1), engine)
    assert len(engine.seen) == 2
    assert [line.text for line in lines] == ["12", "12", "34"]
    assert [round(line.box.x0) for line in lines[:2]] == [20, 20]


def test_print_that_was_read_with_doubt_is_shown_again():
    class Doubting(FakeEngine):
        def recognise(self, crops):
            self.seen += crops
            return tuple(reading("12", 0.7) for _ in crops)

    engine = Doubting(THREE)
    read(twice(1), engine)
    assert len(engine.seen) == 3


@dataclass
class CloserEngine(FakeEngine):
    """Reads a mark only where a crop is cut close above and below."""

    def recognise(self, crops):
        self.seen += crops
        return tuple(self._read(crop) for crop in crops)

    def _read(self, crop):
        height, width = crop.shape[:2]
        words = tuple(RecognisedCharacter("字", 0.99, x / width, (x + 18) / width) for x in (width - 45, width - 23))
        mark = RecognisedCharacter("，", 0.8, 2 / width, 10 / width)
        return Recognised((mark, *words) if height < 30 else words)


def test_a_mark_that_was_left_out_is_read_from_a_closer_cut():
    pixels = page()
    for x0, y0, x1, y1 in ((36, 50, 54, 70), (58, 50, 76, 70), (11, 64, 15, 68)):
        blot(pixels, x0, y0, x1, y1)
    engine = CloserEngine((Box(10, 42, 82, 74),))
    (line,) = read(pixels, engine)
    assert (line.text, len(engine.seen)) == ("，字字", 2)


def test_a_line_that_leaves_nothing_out_is_read_once():
    pixels = blot(blot(page(), 36, 50, 54, 70), 58, 50, 76, 70)
    engine = CloserEngine((Box(10, 42, 82, 74),))
    (line,) = read(pixels, engine)
    assert (line.text, len(engine.seen)) == ("字字", 1)
