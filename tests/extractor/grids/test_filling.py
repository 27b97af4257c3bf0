"""Lines put into cells, and cut where they reach over a border."""

import numpy as np
import pytest

from extractor.grids.filling import fill
from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span
from models.geometry import Box
from models.text import Glyph, TextLine

LATTICE = Lattice((0.0, 100.0, 200.0), (0.0, 40.0), np.ones((2, 2)), np.ones((1, 3)))
SPANS = (Span(0, 0, 1, 1), Span(0, 1, 1, 1))


def _line(*glyphs):
    """Glyphs as (character, middle), 10 wide."""
    placed = tuple(Glyph(char, Box(x - 5, 10, x + 5, 20)) for char, x in glyphs)
    box = Box(placed[0].box.x0, 10, placed[-1].box.x1, 20)
    return TextLine("".join(char for char, _ in glyphs), box, placed, "test")


@pytest.mark.parametrize(
    ("mark", "x", "texts"),
    [
        ("，", 99.5, ["判断", "评价"]),
        ("，", 94.0, ["判断，", "评价"]),
        ("1", 99.5, ["判断1", "评价"]),
    ],
    ids=["on the border", "behind a word", "a digit"],
)
def test_a_mark_on_the_border_over_which_a_line_was_read_is_a_piece_of_it(mark, x, texts):
    line = _line(("判", 70.0), ("断", 82.0), (mark, x), ("评", 112.0), ("价", 124.0))
    found = fill(LATTICE, SPANS, [line], 10.0)
    assert ["".join(piece.text for piece in found[span]) for span in SPANS] == texts


def test_a_mark_in_a_line_that_stays_in_its_cell_stays_too():
    line = _line(("判", 70.0), ("断", 82.0), ("，", 99.5))
    assert fill(LATTICE, SPANS, [line], 10.0)[SPANS[0]] == (line,)


@pytest.mark.parametrize(
    ("right", "texts"), [((("1", 112.0), ("2", 118.0), ("2", 124.0)), ["84", "122"]), ((), ["84", ""])]
)
def test_two_texts_read_as_one_are_cut_at_the_border_however_near_the_first_one_comes_to_it(right, texts):
    found = fill(LATTICE, SPANS, [_line(("8", 90.0), ("4", 97.5), *right)], 10.0)
    assert ["".join(piece.text for piece in found[span]) for span in SPANS] == texts
    mirrored = [(char, 200 - x) for char, x in ((("8", 90.0), ("4", 97.5), *right))][::-1]
    found = fill(LATTICE, SPANS, [_line(*mirrored)], 10.0)
    assert ["".join(piece.text for piece in found[span])[::-1] for span in SPANS[::-1]] == texts
