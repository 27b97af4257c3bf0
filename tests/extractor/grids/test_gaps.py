"""Where lines of read text are parted."""

import pytest

from extractor.grids.gaps import cuts_of
from models.geometry import Box
from models.text import Glyph, TextLine

EM = 10.0


def line(*glyphs):
    """Glyphs as (character, where its ink begins, where it ends)."""
    inked = tuple(Glyph(char, Box(x0, 0, x1, EM)) for char, x0, x1 in glyphs)
    return TextLine("".join(char for char, *_ in glyphs), Box(glyphs[0][1], 0, glyphs[-1][2], EM), inked, "fake")


@pytest.mark.parametrize("mark", [(11, 13), (14, 16)], ids=["at the side of its square", "in the middle of it"])
def test_a_mark_belongs_to_the_text_before_it(mark):
    assert cuts_of(line(("点", 0, 9), ("：", *mark), ("有", 21, 29)), EM) == []


def test_texts_far_apart_are_two():
    assert cuts_of(line(("点", 0, 9), ("有", 15, 24)), EM) == [1]
