"""The page as a whole, with engines that fail in every way and one that reads what the test tells it to."""

from dataclasses import dataclass

import numpy as np
import pytest

from extractor.reading import Recognised, RecognisedCharacter, reread
from models.errors import EngineError
from models.geometry import Box
from models.page import Raster
from tests.extractor.reading.raster.told import SETTINGS, FakeEngine, blot, page, read, reading


class CrashingEngine(FakeEngine):
    def detect(self, _):
        raise RuntimeError("out of memory")


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


def test_a_dash_that_the_engine_takes_for_one_of_several_is_read():
    wavering = Recognised((RecognisedCharacter("-", 0.4, 0.0, 1.0, (("一", 0.3), ("—", 0.2))),))
    engine = FakeEngine((Box(36, 46, 64, 70),), answers=[wavering])
    (line,) = read(blot(page(), 40, 56, 60, 63), engine)
    assert (line.text, line.probability) == ("—", pytest.approx(0.9))


def test_what_the_engine_hardly_believes_is_no_text():
    engine = FakeEngine((Box(10, 10, 60, 30),), answers=[reading("龘", 0.2)])
    assert read(blot(page(), 15, 14, 55, 26), engine) == ()


def test_boxes_are_in_page_units():
    (line,) = read(blot(page(), 30, 14, 90, 26), FakeEngine((Box(25, 10, 95, 30),)), scale=2.0)
    assert (line.box.x0, line.box.x1) == (15, 45)


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


@pytest.mark.parametrize(("bar", "text"), [(0.1, "≥5"), (0.001, ">5")])
def test_a_bar_that_was_seen_under_a_sign_is_read(bar, text):
    more = RecognisedCharacter(">", 0.8, 0.0, 0.5, (("≥", bar),))
    five = RecognisedCharacter("5", 0.99, 0.5, 1.0)
    engine = FakeEngine((Box(36, 46, 64, 70),), answers=[Recognised((more, five))])
    assert read(blot(page(), 40, 50, 60, 66), engine)[0].text == text


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
