"""Amounts read together with what stands beyond a rule that was not made out."""

import numpy as np

from extractor.grids.ruled.amount_witness import with_amounts_apart
from extractor.grids.ruled.lattice import Lattice
from models.geometry import Box
from models.text import Glyph, TextLine

XS, YS = (0.0, 100.0, 200.0), (0.0, 20.0, 40.0, 60.0)


def _lattice(*middle):
    upright = np.ones((3, 3))
    upright[:, 1] = middle
    return Lattice(XS, YS, np.ones((4, 2)), upright)


def _line(text, amount_ends):
    """In the middle row, ``amount_ends`` characters left of the edge at 100."""
    glyphs = tuple(
        Glyph(char, Box(100 + 5 * (i - amount_ends), 25, 105 + 5 * (i - amount_ends), 35))
        for i, char in enumerate(text)
    )
    return TextLine(text, Box(glyphs[0].box.x0, 25, glyphs[-1].box.x1, 35), glyphs, "engine")


def _read(line, *middle):
    lattice, lines = with_amounts_apart(_lattice(*middle), [line])
    return lattice.upright[1, 1], [piece.text for piece in lines]


def test_an_amount_up_to_a_lost_rule_stands_in_a_cell_of_its_own():
    assert _read(_line("524.5930202", 6), 1, 0, 1) == (1.0, ["524.59", "30202"])


def test_the_mark_that_the_rule_was_read_as_is_lost():
    assert _read(_line("511.12}30201", 6), 1, 0, 1) == (1.0, ["511.12", "30201"])


def test_a_merged_cell_stays_whole():
    assert _read(_line("人员经费合计", 3), 1, 0, 1) == (0.0, ["人员经费合计"])


def test_an_edge_that_is_not_drawn_below_as_well_is_none():
    assert _read(_line("524.5930202", 6), 1, 0, 0) == (0.0, ["524.5930202"])
