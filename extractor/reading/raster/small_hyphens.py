"""Hyphens as small as specks: a form prints one and the same mark in all its blank cells, in rows and in columns.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.raster.ink import Ink
from extractor.reading.raster.regions import FEWEST_HYPHENS, HYPHEN_WIDTH, as_line
from models.components import Components
from models.geometry import Box

IN_LINE = 0.12
"""In line heights: the middle of a hyphen is this near to being level with another, and to being under or over one."""

LEAST_PX = 2
"""What one pixel shows may be the paper's grain."""


def small_hyphens(dashes: Sequence[Box], print_: Sequence[Box], specks: Ink, height: float) -> tuple[Box, ...]:
    """The lines of hyphens among the ``specks``: each level with a hyphen that was found, and in a column with one.

    ``dashes`` and ``print_``: the lines that were found; ``height``: that of the page's usual line.
    """
    # A line has a margin of a quarter at both ends.
    known = [dash for dash in dashes if dash.width <= (HYPHEN_WIDTH + 0.5) * height]
    if len(known) < FEWEST_HYPHENS:
        return ()
    pieces = Components.of(specks)
    stats, middles = pieces.stats[1:], pieces.stats[1:, :2] + pieces.stats[1:, 2:4] / 2
    off = np.abs(middles[:, None, :] - np.array([dash.center for dash in known])[None, :, :]) <= IN_LINE * height
    wide = stats[:, cv2.CC_STAT_WIDTH] >= np.maximum(LEAST_PX, stats[:, cv2.CC_STAT_HEIGHT])
    tight = [
        Box(x, y, x + width, y + rows) for x, y, width, rows, _ in stats[wide & off.any(axis=1).all(axis=1)].tolist()
    ]
    alone = [box for box in tight if not any(other.contains(*box.center) for other in (*dashes, *print_))]
    return tuple(as_line(box, height, specks.shape) for box in alone)
