"""Commas and points in numbers."""

import pytest

from extractor.reading import with_number_marks
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text, *doubtful, text_shown=None):
    """A line whose marks at the given places the recogniser wavered about."""
    other = {",": ".", "，": ".", ".": ","}
    glyphs = tuple(
        Glyph(char, Box(i, 0, i + 1, 1), 0.6, (("·", 0.1), (other[char], 0.3)) if i in doubtful else ())
        for i, char in enumerate(text)
    )
    return TextLine(text_shown or text, Box(0, 0, len(text), 1), glyphs, "fake")


@pytest.mark.parametrize(
    ("read", "at", "right"),
    [
        ("13.154.19", (2,), "13,154.19"),
        ("1,234,56", (5,), "1,234.56"),
        ("-2.345.678.9", (2, 6), "-2,345,678.9"),
        ("每低1个百分点扣0,75分", (9,), "每低1个百分点扣0.75分"),
        ("得12，5分，扣完为止", (3,), "得12.5分，扣完为止"),
    ],
)
def test_a_doubtful_mark_is_what_its_digits_ask_for(read, at, right):
    (put,) = with_number_marks([line(read, *at)])
    assert put.text == right
    assert "".join(glyph.char for glyph in put.glyphs) == right
    assert put.glyphs[at[0]].alternatives == ((read[at[0]], 0.6), ("·", 0.1))
    assert put.glyphs[at[0]].probability == pytest.approx(0.9)


def test_spaces_stay_where_they_are():
    (put,) = with_number_marks([line("约0,5万元", 2, text_shown="约 0,5 万元")])
    assert put.text == "约 0.5 万元"


@pytest.mark.parametrize(
    "read",
    [
        line("13.154.19"),
        line("1.234.567.89", 1),
        line("13,154", 2),
        line("1,2,3", 1, 3),
        line("得3分，5个", 3),
        line("1.2.3", 1, 3),
    ],
    ids=["never thought of", "not all thought of", "a whole group", "a list", "no number", "numbered"],
)
def test_other_marks_stay(read):
    assert with_number_marks([read]) == (read,)
