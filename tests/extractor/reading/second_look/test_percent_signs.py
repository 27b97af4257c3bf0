"""Rates whose sign was read as a digit."""

import pytest

from extractor.reading import with_percent_signs
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text, *alternatives, probability=0.8):
    glyphs = [Glyph(char, Box(i, 0, i + 1, 1), probability) for i, char in enumerate(text)]
    glyphs[-1] = Glyph(text[-1], glyphs[-1].box, probability, alternatives)
    return TextLine(text, Box(0, 0, len(text), 1), tuple(glyphs), "fake")


@pytest.mark.parametrize(
    ("read", "right"),
    [("958", "95%"), ("≥982", "≥98%"), ("1001", "100%"), ("93.58", "93.5%"), ("95º", "95%")],
)
def test_a_sign_that_the_recogniser_thought_of_is_one(read, right):
    (put,) = with_percent_signs([line(read, ("2", 0.4), ("%", 0.007))])
    assert put.text == right
    assert put.glyphs[-1].alternatives == ((read[-1], 0.8), ("2", 0.4))
    assert put.glyphs[-1].probability == 0.5


@pytest.mark.parametrize(
    "read",
    [
        line("958", ("2", 0.4)),
        line("958", ("%", 0.001)),
        line("1018", ("%", 0.1)),
        line("15", ("%", 0.1)),
        line("95家", ("%", 0.1)),
    ],
    ids=["never thought of", "hardly thought of", "over a hundred", "two digits", "no number"],
)
def test_other_numbers_stay(read):
    assert with_percent_signs([read]) == (read,)
