"""Marks that a reading leaves out, told by ink that stands where none of its characters does."""

import numpy as np
import pytest

from extractor.reading import Recognised, RecognisedCharacter
from extractor.reading.raster.unclaimed import says_more, squares_in, unclaimed

USUAL = 24.0
SQUARE = 18
WIDTH = 120


def reading(text, start=24):
    """Characters of a square each, from ``start`` pixels on."""
    return Recognised(
        tuple(
            RecognisedCharacter(char, 0.99, (start + i * SQUARE) / WIDTH, (start + (i + 1) * SQUARE) / WIDTH)
            for i, char in enumerate(text)
        )
    )


def ink(*boxes):
    page = np.zeros((24, WIDTH), dtype=bool)
    for x0, y0, x1, y1 in boxes:
        page[y0:y1, x0:x1] = True
    return page


WORDS = tuple((24 + i * SQUARE + 1, 4, 24 + (i + 1) * SQUARE - 1, 20) for i in range(3))


def test_a_mark_before_the_first_character_is_left_out():
    assert unclaimed(reading("按满分"), ink(*WORDS, (4, 14, 8, 18)), USUAL)


def test_so_is_one_after_the_last():
    assert unclaimed(reading("按满分"), ink(*WORDS, (86, 14, 90, 18)), USUAL)


def test_ink_of_the_characters_themselves_is_read():
    assert not unclaimed(reading("按满分"), ink(*WORDS), USUAL)


def test_strokes_of_one_character_that_stand_apart_are_its_own():
    strokes = [(25, 4, 27, 20), (32, 4, 34, 20), (39, 4, 41, 20)]
    assert not unclaimed(reading("川满分"), ink(*strokes, *WORDS[1:]), USUAL)


@pytest.mark.parametrize("mark", [(20, 14, 24, 18), (78, 14, 82, 18)])
def test_a_small_mark_as_near_to_a_character_as_a_part_of_it_may_be_one(mark):
    assert unclaimed(reading("按满分"), ink(*WORDS, mark), USUAL) == ((mark[0], mark[2]),)


def test_it_is_read_where_a_mark_is():
    assert not unclaimed(reading("按满分，"), ink(*WORDS, (78, 14, 82, 18)), USUAL)


def test_a_speck_is_no_mark():
    assert not unclaimed(reading("按满分"), ink(*WORDS, (4, 14, 6, 16)), USUAL)


def test_of_figures_nothing_is_said():
    assert not unclaimed(reading("100"), ink(*WORDS, (4, 14, 8, 18)), USUAL)


def test_nothing_read_lacks_no_mark():
    assert not unclaimed(Recognised(), ink(*WORDS), USUAL)


@pytest.mark.parametrize("more", ["，按满分计。", "按满分计。", "，按 满分计"])
def test_the_same_words_with_marks_say_more(more):
    assert says_more(more, than="按满分计")


@pytest.mark.parametrize("other", ["按满分计", "，接满分计", "按满分计5", "按满分计.", "，满按分计", "，分计"])
def test_other_words_figures_and_dots_do_not(other):
    assert not says_more(other, than="按满分计")


def test_a_character_is_added_where_ink_is_as_wide_as_one_and_not_for_a_mark():
    wide, narrow = (4, 4, 20, 20), (4, 14, 8, 18)
    squares = [squares_in(unclaimed(reading("业单"), ink(one, *WORDS[:2]), USUAL), USUAL) for one in (wide, narrow)]
    assert squares == [1, 0]
    assert [says_more("事业单", "业单", squares=count) for count in squares] == [True, False]
    assert not says_more("某事业单", "业单", squares=1)
    assert not says_more("5业单", "业单", squares=1)
