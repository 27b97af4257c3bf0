"""Letters that are zeros."""

import pytest

from extractor.reading import with_lone_zeros
from models.geometry import Box
from models.text import Glyph, TextLine

BOX = Box(0, 0, 1, 1)


def line(text):
    return TextLine(text, BOX, tuple(Glyph(char, BOX, 0.6, (("0", 0.3), ("。", 0.1))) for char in text), "fake")


@pytest.mark.parametrize("letter", ["o", "O"])
def test_a_round_letter_alone_is_a_zero(letter):
    (put,) = with_lone_zeros([line(letter)])
    assert (put.text, put.glyphs[0].char) == ("0", "0")
    assert put.glyphs[0].alternatives == ((letter, 0.6), ("。", 0.1))
    assert put.glyphs[0].probability == pytest.approx(0.9)


@pytest.mark.parametrize("text", ["0", "ok", "OO", "Q", "支出"])
def test_anything_else_stays_what_it_is(text):
    read = line(text)
    assert with_lone_zeros([read]) == (read,)
