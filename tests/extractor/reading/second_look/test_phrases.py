"""Doubtful characters beside the same phrases of the page."""

import pytest

from extractor.reading import as_elsewhere
from models.geometry import Box
from models.text import Glyph, TextLine


def line(text, at=None, probability=0.6, *alternatives):
    sure = [Glyph(char, Box(i, 0, i + 1, 1), 0.99) for i, char in enumerate(text)]
    if at is not None:
        sure[at] = Glyph(text[at], sure[at].box, probability, alternatives)
    return TextLine(text, Box(0, 0, len(text), 1), tuple(sure), "fake")


ELSEWHERE = (line("得5分；每低1个百分点"), line("得3.5分；每低1个百分点"))


def read(doubtful, elsewhere=ELSEWHERE):
    return as_elsewhere([*elsewhere, doubtful])[-1]


def test_a_mark_is_read_as_between_the_same_neighbours_elsewhere():
    put = read(line("得4分:每低1个百分点", 3, 0.589, (";", 0.496), ("：", 0.405)))
    assert put.text == "得4分；每低1个百分点"
    assert put.glyphs[3].probability == 0.496
    assert put.glyphs[3].alternatives == ((":", 0.589), ("：", 0.405))


def test_a_character_of_a_word_needs_two_neighbours_on_both_sides():
    assert read(line("每低1↑百分点", 3, 0.7, ("个", 0.27))).text == "每低1个百分点"
    assert read(line("每低1↑百", 3, 0.7, ("个", 0.27))).text == "每低1↑百"


@pytest.mark.parametrize(
    "doubtful",
    [
        line("得4分:每低1个百分点", 3, 0.97, (";", 0.4)),
        line("得4分:每低1个百分点", 3, 0.6, (";", 0.01)),
        line("得4元:每低1个百分点", 3, 0.6, (";", 0.4)),
        line("得5分；每低7个百分点", 6, 0.6, ("1", 0.5)),
    ],
    ids=["surely read", "never thought of", "other neighbours", "a number"],
)
def test_what_is_told_by_nothing_stays(doubtful):
    assert read(doubtful) == doubtful


def test_a_page_that_is_not_of_one_mind_tells_nothing():
    doubtful = line("得4分:每低1个百分点", 3, 0.6, (";", 0.4))
    assert read(doubtful, (*ELSEWHERE, line("得2分：每低1个百分点"))) == doubtful
    assert read(doubtful, ELSEWHERE[:1]) == doubtful


def test_spaces_between_glyphs_stay():
    glyphs = line("得4分:每低", 3, 0.6, (";", 0.4)).glyphs
    spaced = TextLine("得4 分:每低", Box(0, 0, 7, 1), glyphs, "fake")
    assert read(spaced).text == "得4 分；每低"
