"""Hyphens as small as specks: a form prints one and the same mark in all its blank cells, in rows and in columns.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractor.reading.raster.ink import Ink
from extractor.reading.raster.regions import as_line
from extractor.reading.raster.small_ink import FEWEST_HYPHENS, HYPHEN_WIDTH
from models.components import Components
from models.geometry import Box

IN_LINE, NEAR = 0.12, 4.0
"""In line heights: the middle of a hyphen is this near to being level with another, and to being under or over one; and
how far from one a row may be in which none was found."""

ROUNDS = 2
"""Once more from those that the first ones told: a cell where a row and a column cross in which none had been found."""

LEAST_PX = 2
"""What one pixel shows may be the paper's grain."""


def small_hyphens(dashes: Sequence[Box], print_: Sequence[Box], specks: Ink, height: float) -> tuple[Box, ...]:
    """The lines of hyphens among the ``specks``: each in a column with a hyphen that was found, and level with one, or
    with another speck in such a column; or level with one, and over or under another speck that is.

    ``dashes`` and ``print_``: the lines that were found; ``height``: that of the page's usual line.
    """
    # A line has a margin of a quarter at both ends.
    known = [dash for dash in dashes if dash.width <= (HYPHEN_WIDTH + 0.5) * height]
    if len(known) < FEWEST_HYPHENS:
        return ()
    _paper, *stats = Components.of(specks).stats.tolist()
    left = [Box(x, y, x + width, y + rows) for x, y, width, rows, _ in stats if width >= max(LEAST_PX, rows)]
    found: list[Box] = []
    for _ in range(ROUNDS):
        more = _among(left, [*known, *found], height)
        found += more
        left = [box for box in left if box not in more]
    alone = [box for box in found if not any(other.contains(*box.center) for other in (*dashes, *print_))]
    return tuple(as_line(box, height, specks.shape) for box in alone)


def _among(marks: Sequence[Box], hyphens: Sequence[Box], height: float) -> list[Box]:
    """Those of the marks that these hyphens tell."""
    others = _middles(hyphens)
    under, level = _in_line(_middles(marks), others, height)
    marks = [marks[i] for i in np.flatnonzero(under.any(axis=1) | level.any(axis=1)).tolist()]
    middles = _middles(marks)
    under, level = _in_line(middles, others, height)
    far = np.abs(middles[:, None, 1] - others[None, :, 1]) > NEAR * height
    in_column, in_row = np.asarray((under & ~far).any(axis=1)), np.asarray(level.any(axis=1))
    over, beside = _in_line(middles, middles, height)
    # Of a row, or a column, in which no hyphen was found, two in columns, or rows, that have one.
    paired = in_column & (beside & ~over & in_column[None, :]).any(axis=1)
    paired |= in_row & (over & ~beside & in_row[None, :]).any(axis=1)
    return [marks[i] for i in np.flatnonzero((under.any(axis=1) & in_row) | paired).tolist()]


def _middles(boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    """Their middles, shape (n, 2)."""
    return np.array([box.center for box in boxes], dtype=np.float64).reshape(-1, 2)


def _in_line(
    middles: npt.NDArray[np.float64], others: npt.NDArray[np.float64], height: float
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which of some middles (rows) are under or over which others (columns), and which are level with which."""
    off = np.abs(middles[:, None, :] - others[None, :, :]) <= IN_LINE * height
    return off[:, :, 0], off[:, :, 1]
