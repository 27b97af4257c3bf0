"""Where lines of read text are parted."""

import pytest

from extractor.grids.unruled.gaps import cuts_of, word_cuts_of
from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def line(*glyphs, engine="fake"):
    """Glyphs as (character, where its ink begins, where it ends)."""
    inked = tuple(Glyph(char, Box(x0, 0, x1, EM)) for char, x0, x1 in glyphs)
    return TextLine("".join(char for char, *_ in glyphs), Box(glyphs[0][1], 0, glyphs[-1][2], EM), inked, engine)


@pytest.mark.parametrize("mark", [(11, 13), (14, 16)], ids=["at the side of its square", "in the middle of it"])
def test_a_mark_belongs_to_the_text_before_it(mark):
    assert cuts_of(line(("点", 0, 9), ("：", *mark), ("有", 21, 29)), EM) == []


def test_texts_far_apart_are_two():
    assert cuts_of(line(("点", 0, 9), ("有", 15, 24)), EM) == [1]


@pytest.mark.parametrize("mark", [",", ";", "."])
def test_an_amount_is_not_cut_behind_the_mark_between_its_thousands(mark):
    amount = line(("1", 0, 5), (mark, 5, 7), *((char, 13 + 5 * i, 17 + 5 * i) for i, char in enumerate("024.76")))
    assert cuts_of(amount, EM) == []


def test_an_item_s_number_is_cut_off_from_the_figure_behind_it():
    assert cuts_of(
        line(("1", 0, 5), (".", 5, 7), *((char, 13 + 5 * i, 17 + 5 * i) for i, char in enumerate("024"))), EM
    ) == [2]


def test_a_word_is_not_cut_after_its_first_character_for_a_rough_gap():
    word = line(("项", 0, 8), ("目", 13, 21), ("立", 22, 30))
    assert (cuts_of(word, EM), word_cuts_of(word, EM)) == ([1], [])


@pytest.mark.parametrize(
    "other",
    [
        line(("项", 0, 8), ("目", 30, 38)),
        line(("1", 0, 5), ("目", 10, 18)),
        line(("项", 0, 8), ("目", 13, 21), engine="text_layer"),
    ],
    ids=["far apart", "a figure", "exact text"],
)
def test_other_first_glyphs_are_cut_off(other):
    assert word_cuts_of(other, EM) == [1]
