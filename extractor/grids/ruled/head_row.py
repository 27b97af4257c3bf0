"""Heads in one row with the table's first line, because the rule between them was lost: in shade, or in wear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from extractor.grids.ruled.lattice import Lattice
from models.figures import is_figure
from models.text import TextLine

BAND = 0.2
"""In text heights: the least height of the paper between the heads and the line. Boxes of lines are a third higher than
their print, so that those of one text nearly touch."""

FEWEST = 3
"""Columns that have a head at least: a form's field may have a figure under its label."""


def with_heads_off_first_line(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice, the row of its first figure cut where paper runs through it, if words stand over that paper
    in the row, and over every column that has a figure below, there or higher up.
    """
    figures = [line.box.center[1] for line in lines if is_figure(line.text)]
    r = bisect_left(lattice.ys, min(figures, default=lattice.ys[0])) - 1
    if not 0 <= r < lattice.n_rows:
        return lattice
    inside = [line for line in lines if lattice.ys[r] < line.box.center[1] < lattice.ys[r + 1]]
    for low, high in _bands(inside, BAND * text_height):
        middle = (low + high) / 2
        heads = {_column(lattice, line) for line in lines if line.box.center[1] < middle}
        own = {_column(lattice, line) for line in inside if line.box.center[1] < middle}
        below = {_column(lattice, line) for line in inside if line.box.center[1] > middle and is_figure(line.text)}
        if len(own) >= FEWEST and min(figures) > middle and below <= heads:
            return _cut(lattice, r, middle)
    return lattice


def _bands(lines: Sequence[TextLine], least: float) -> list[tuple[float, float]]:
    """The stretches between lines, from the top, into which none of them reaches."""
    found, reach = [], None
    for line in sorted(lines, key=lambda one: one.box.y0):
        if reach is not None and line.box.y0 - reach >= least:
            found.append((reach, line.box.y0))
        reach = line.box.y1 if reach is None else max(reach, line.box.y1)
    return found


def _column(lattice: Lattice, line: TextLine) -> int:
    return bisect_left(lattice.xs, line.box.center[0]) - 1


def _cut(lattice: Lattice, r: int, y: float) -> Lattice:
    return Lattice(
        xs=lattice.xs,
        ys=(*lattice.ys[: r + 1], y, *lattice.ys[r + 1 :]),
        across=np.insert(lattice.across, r + 1, 1.0, axis=0),
        upright=np.repeat(lattice.upright, [2 if i == r else 1 for i in range(lattice.n_rows)], axis=0),
    )
