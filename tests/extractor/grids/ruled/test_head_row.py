"""Heads that share a row with the first line below them."""

from dataclasses import replace

import numpy as np
import pytest

from extractor.grids.ruled.head_row import with_heads_off_first_line
from extractor.grids.ruled.lattice import lattice_of

HEADS = ("指标", "分值", "得分")


def _split(tables, upper, lower, *, off=5.0):
    """How many rows a table of two has, whose first holds the two rows of text, so far off its middle."""
    known = tables.plain(2, 3)
    lattice = lattice_of(known.rules(), 10.0)
    lines = [tables.line(known.box((1, c, 1, 1)), "7") for c in (1, 2)]
    for c, texts in enumerate(zip(upper, lower, strict=True)):
        box = known.box((0, c, 1, 1))
        for text, y in zip(texts, (-off, off), strict=True):
            if text:
                lines.append(tables.line(replace(box, y0=box.y0 + y, y1=box.y1 + y), text))
    return with_heads_off_first_line(lattice, lines, 10.0)


def test_words_over_the_first_figures_of_their_columns_are_a_row_of_heads(tables):
    found = _split(tables, HEADS, ("立项依据", "7", "6.5"), off=6.5)
    assert found.n_rows == 3
    assert found.ys[1] == pytest.approx((found.ys[0] + found.ys[2]) / 2)
    assert np.all(found.across == 1)
    assert found.upright.shape == (3, 4)


@pytest.mark.parametrize(
    ("upper", "lower", "off"),
    [
        (("立项", "7", "6.5"), ("依据", "", ""), 6.5),  # a wrapped text beside figures that stand at the top
        (("立项", "", ""), ("依据", "7", "6.5"), 6.5),  # and at the foot
        (HEADS, ("立项依据", "7", "6.5"), 5.0),  # lines that touch
    ],
)
def test_a_wrapped_text_beside_figures_stays_in_its_row(tables, upper, lower, off):
    assert _split(tables, upper, lower, off=off).n_rows == 2
