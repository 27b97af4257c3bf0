"""Sides of slots whose rule has faded, put back where the text says that there are two cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.grids.ruled.lattice import SEEN, Lattice
from models.geometry import Box
from models.text import TextLine

CLEAR = 0.8
"""In text heights: the text on the two sides of a faded rule stands at least this far apart. Two lines of one
wrapped text, or two words of one line, stand closer."""


def with_faded_sides(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice with a side drawn where the same rule runs on at both its ends and text stands clear of it.

    A merged cell between two unmerged ones has text on one side only, or text that crosses the side.
    """
    across, upright = lattice.across.copy(), lattice.upright.copy()
    # one by one, numbers of a list are read ten times as fast as those of an array
    levels, sides = lattice.across.tolist(), lattice.upright.tolist()
    for r in range(1, lattice.n_rows):
        for c in range(1, lattice.n_cols - 1):
            gap = levels[r][c] < SEEN <= min(levels[r][c - 1], levels[r][c + 1])
            closed = gap and min(*sides[r - 1][c : c + 2], *sides[r][c : c + 2]) >= SEEN
            if closed and _apart(_slot(lattice, r - 1, c), _slot(lattice, r, c), lines, text_height):
                across[r, c] = 1.0
    for r in range(1, lattice.n_rows - 1):
        for c in range(1, lattice.n_cols):
            gap = sides[r][c] < SEEN <= min(sides[r - 1][c], sides[r + 1][c])
            closed = gap and min(*levels[r][c - 1 : c + 1], *levels[r + 1][c - 1 : c + 1]) >= SEEN
            if closed and _apart(_slot(lattice, r, c - 1), _slot(lattice, r, c), lines, text_height):
                upright[r, c] = 1.0
    return replace(lattice, across=across, upright=upright)


def _slot(lattice: Lattice, r: int, c: int) -> Box:
    return Box(lattice.xs[c], lattice.ys[r], lattice.xs[c + 1], lattice.ys[r + 1])


def _apart(first: Box, second: Box, lines: Sequence[TextLine], text_height: float) -> bool:
    """Whether both slots hold text, none of it across their common side, and all of it well apart."""
    both = first.union(second)
    inside = [line.box for line in lines if both.contains(*line.box.center)]
    mine = [box for box in inside if first.contains(*box.center)]
    others = [box for box in inside if not first.contains(*box.center)]
    if not mine or not others:
        return False
    beside = first.y0 == second.y0
    gap = min(b.x0 for b in others) - max(b.x1 for b in mine)
    if not beside:
        gap = min(b.y0 for b in others) - max(b.y1 for b in mine)
    return gap >= CLEAR * text_height
