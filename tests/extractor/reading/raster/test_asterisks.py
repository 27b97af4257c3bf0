"""Asterisks before labels, told by the ink that the first character's box holds beside it."""

import numpy as np
import pytest

from extractor.reading import with_asterisks
from models.geometry import Box
from models.page import Raster
from models.text import Glyph, TextLine

WORDS = ("得分", "实际完成值")
MARK = (10, 18, 16, 24)
HEIGHT, SQUARE = 24, 18


def page(*marks):
    """A label of two characters from x 28 on, and marks before it."""
    pixels = np.full((60, 120, 3), 255, np.uint8)
    for x0, y0, x1, y1 in ((28, 14, 44, 32), (46, 14, 62, 32), *marks):
        pixels[y0:y1, x0:x1] = 0
    return Raster(pixels, 1.0)


def line(text="得分", start=10):
    boxes = [Box(start, 11, 44, 35), *(Box(46 + i * SQUARE, 11, 62 + i * SQUARE, 35) for i in range(len(text) - 1))]
    glyphs = tuple(Glyph(char, box, 0.99) for char, box in zip(text, boxes, strict=True))
    return TextLine(text, Box(start, 11, boxes[-1].x1, 35), glyphs, "fake")


def read(raster, one=None):
    (found,) = with_asterisks([one or line()], raster, WORDS)
    return found


def test_a_small_mark_before_a_label_is_its_asterisk():
    found = read(page(MARK))
    assert found.text == "*得分"
    assert [(glyph.char, glyph.box.x0, glyph.box.x1) for glyph in found.glyphs[:2]] == [("*", 10, 16), ("得", 28, 44)]
    assert found.glyphs[0].probability < 0.9


@pytest.mark.parametrize(
    "mark",
    [(10, 19, 12, 21), (10, 14, 16, 30), (10, 27, 16, 32), (20, 18, 26, 24)],
    ids=["too small", "too high", "at the foot", "too near"],
)
def test_a_mark_of_another_size_or_place_is_none(mark):
    assert read(page(mark), line(start=mark[0])).text == "得分"


def test_before_other_words_nothing_tells_what_a_mark_is():
    assert read(page(MARK), line("得数")).text == "得数"


def test_a_label_without_a_mark_stays_as_it_was_read():
    assert read(page(), line(start=28)) == line(start=28)


def test_so_does_one_whose_box_is_only_too_wide():
    assert read(page()) == line()
