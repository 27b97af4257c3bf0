"""Doubtful characters beside neighbours that make a known word with another one."""

import pytest

from extractor.reading import as_known_pairs
from models.geometry import Box
from models.text import Glyph, TextLine

WORDS = ("项目支出", "满意度")


def line(text, at, probability, *alternatives):
    glyphs = [Glyph(char, Box(i, 0, i + 1, 1), 0.99) for i, char in enumerate(text)]
    glyphs[at] = Glyph(text[at], glyphs[at].box, probability, alternatives)
    return TextLine(text, Box(0, 0, len(text), 1), tuple(glyphs), "fake")


def test_a_doubtful_character_is_read_as_its_neighbour_has_it():
    (put,) = as_known_pairs([line("实际支山情况", 3, 0.74, ("击", 0.3), ("出", 0.24))], WORDS)
    assert put.text == "实际支出情况"
    assert put.glyphs[3].probability == 0.24
    assert put.glyphs[3].alternatives == (("山", 0.74), ("击", 0.3))


@pytest.mark.parametrize(
    "doubtful",
    [
        line("支山", 1, 0.97, ("出", 0.4)),
        line("支山", 1, 0.7, ("出", 0.01)),
        line("高山", 1, 0.7, ("出", 0.4)),
        line("支出", 1, 0.5, ("付", 0.4)),
    ],
    ids=["surely read", "never thought of", "no known word", "a known word"],
)
def test_what_is_sure_or_known_stays(doubtful):
    assert as_known_pairs([doubtful], WORDS) == (doubtful,)
