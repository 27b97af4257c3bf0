"""Strokes alone in their cells."""

from extractor.reading.raster.lone_strokes import of_one_kind
from models.geometry import Box
from models.text import Glyph, TextLine


def _stroke(text, width):
    box = Box(0, 0, width, 14)
    return TextLine(text, box, tuple(Glyph(char, box, 0.9, (("—", 0.05), ("一", 0.03))) for char in text), "test")


def _texts(*lines):
    return [line.text for line in of_one_kind(lines)]


def test_a_stroke_as_wide_as_the_others_is_what_they_are():
    assert _texts(_stroke("—", 7.7), _stroke("-", 7.2), _stroke("—", 7.6), _stroke("支出", 20)) == ["—"] * 3 + ["支出"]
    changed = of_one_kind((_stroke("—", 7.7), _stroke("-", 7.2), _stroke("—", 7.6)))[1].glyphs[0]
    assert (changed.char, changed.probability, changed.alternatives) == ("—", 0.9, (("一", 0.03),))


def test_one_of_another_width_stays_what_it_is():
    assert _texts(*[_stroke("—", 12)] * 3, _stroke("-", 4)) == ["—", "—", "—", "-"]


def test_two_tell_nothing():
    assert _texts(_stroke("—", 7.7), _stroke("-", 7.2)) == ["—", "-"]


def test_strokes_of_two_widths_stay_what_they_are():
    assert _texts(*[_stroke("-", 4)] * 2, *[_stroke("—", 12)] * 2) == ["-", "-", "—", "—"]
