"""Commas and points in numbers."""

from dataclasses import replace

import pytest

from extractor.reading import with_number_marks
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text, *doubtful, shown=None):
    """A line whose marks at the given places the recogniser wavered about."""
    other = {",": ".", "，": ".", ".": ","}
    glyphs = tuple(
        Glyph(char, Box(i, 0, i + 1, 1), 0.6, (("·", 0.1), (other[char], 0.3)) if i in doubtful else ())
        for i, char in enumerate(text)
    )
    return TextLine(shown or text, Box(0, 0, len(text), 1), glyphs, "fake")


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
def test_a_mark_is_what_its_digits_ask_for(read, at, right):
    (put,) = with_number_marks([line(read, *at)])
    assert put.text == right
    assert "".join(glyph.char for glyph in put.glyphs) == right
    assert put.glyphs[at[0]].alternatives == ((read[at[0]], 0.6), ("·", 0.1))
    assert put.glyphs[at[0]].probability == pytest.approx(0.9)


def test_groups_of_digits_tell_their_marks_without_a_doubt():
    (put,) = with_number_marks([line("6.210,32")])
    assert put.text == "6,210.32"
    assert put.glyphs[1].probability == 0.6


def test_spaces_stay_where_they_are():
    (put,) = with_number_marks([line("约0,5万元", 2, shown="约 0,5 万元")])
    assert put.text == "约 0.5 万元"


@pytest.mark.parametrize(
    "read",
    [
        line("每0,75分"),
        line("13,154", 2),
        line("1,2,3", 1, 3),
        line("得3分，5个", 3),
        line("1.2.3", 1, 3),
    ],
    ids=["never thought of", "a whole group", "a list", "no number", "numbered"],
)
def test_other_marks_stay(read):
    assert with_number_marks([read]) == (read,)


@pytest.mark.parametrize(("read", "right"), [("0..00", "0.00"), ("98,901..00", "98,901.00"), ("第3..5项", "第3..5项")])
def test_of_two_points_before_an_amounts_cents_one_is_a_speck(read, right):
    before = line(read)
    speck = read.index("..")
    glyphs = tuple(replace(glyph, probability=0.2 if i == speck else 0.9) for i, glyph in enumerate(before.glyphs))
    (put,) = with_number_marks([replace(before, glyphs=glyphs)])
    assert put.text == right
    assert "".join(glyph.char for glyph in put.glyphs) == right
    assert right == read or all(glyph.probability == 0.9 for glyph in put.glyphs)
