"""Crops that show the same print as one before them, so that the recogniser need not read ``0.00`` a hundred times.

Print is laid on print by its centre of ink, to a fraction of a pixel, and compared stroke by stroke: what differs by
one stroke of one character differs fully there, while paper, grain and JPEG leave small differences everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import Recognised
from models.page import Pixels

Darkness = npt.NDArray[np.float32]
"""Shape (height, width): 0 for paper, 1 for the darkest print of the crop."""

PAPER_PERCENTILE = 90
"""The shade of a crop's paper: print and its soft edges cover less than nine tenths of any crop."""

LEAST_CONTRAST = 40
"""Grey levels between paper and the darkest print; where there is less, grain is a good part of what is seen."""

SHARP = 1.1
"""How many times as much a crop's darkness must vary as after averaging over a stroke's width. Scans of 150 dpi reach
1.2 to 1.4 even when they are worn; where blur has taken it to 1.05, the bar that tells 8 from 0 is a faint shade."""

INKED = 0.35
"""Darkness from which a pixel counts for the extent of the print."""

SAME_EXTENT_PX = 2
"""How far the extents of the same print may differ: a pixel of blur at either end."""

SKETCH = (32, 8)
"""Width and height of the small pictures by which the likeliest earlier crop is found."""

STROKE = 1 / 9
"""The width of a stroke of print, in line heights: differences are averaged over a square of it."""

MOST_DIFFERENT = 0.12
"""The greatest difference of the same print, averaged over a stroke's width, 0 to 1. Of some 4,000 crops of generated
scans the likest that say different things differ by more than 0.15."""


@dataclass(frozen=True, slots=True, eq=False)
class _Print:
    """A crop's print: its ``darkness``, where its middle is, how far it extends, and a small picture of it."""

    darkness: Darkness
    x: float
    y: float
    width: int
    height: int
    sketch: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Shows what the crop of index ``of`` shows, ``shift_px`` further to the right in its own crop."""

    of: int
    shift_px: float


def repeats(crops: Sequence[Pixels], line_px: float) -> tuple[Repeat | None, ...]:
    """For each crop the earlier crop that it repeats, which itself repeats none; None where there is none.

    ``line_px``: the height of the page's usual line.
    """
    stroke = max(3, round(STROKE * line_px) | 1)
    firsts: list[tuple[int, _Print]] = []
    found: list[Repeat | None] = []
    for index, crop in enumerate(crops):
        own = _print_of(crop, stroke)
        match = None if own is None else _likest(own, firsts)
        if own is None or match is None or _difference(own, match[1], stroke) > MOST_DIFFERENT:
            found.append(None)
            if own is not None:
                firsts.append((index, own))
        else:
            found.append(Repeat(match[0], own.x - match[1].x))
    return tuple(found)


def moved(reading: Recognised, shift_px: float, width_px: int, to_width_px: int) -> Recognised:
    """A reading of a crop so many pixels wide, as that of another crop in which the same print stands elsewhere."""

    def share(x: float) -> float:
        return min(1.0, max(0.0, (x * width_px + shift_px) / to_width_px))

    return Recognised(tuple(replace(one, x0=share(one.x0), x1=share(one.x1)) for one in reading.characters))


def _print_of(crop: Pixels, stroke: int) -> _Print | None:
    """What is printed; None where that is little darker than the paper, or blurred."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    paper = float(np.percentile(grey, PAPER_PERCENTILE))
    deepest = paper - float(grey.min())
    if deepest < LEAST_CONTRAST:
        return None
    darkness = np.clip((paper - grey.astype(np.float32)) / deepest, 0, 1)
    if darkness.std() < SHARP * cv2.blur(darkness, (stroke, stroke)).std():
        return None
    inked = darkness > INKED
    columns, rows = np.flatnonzero(inked.any(axis=0)), np.flatnonzero(inked.any(axis=1))
    x0, x1, y0, y1 = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    weights = np.where(inked, darkness, 0)[y0:y1, x0:x1]
    total = float(weights.sum())
    x = x0 + float(weights.sum(axis=0) @ np.arange(x1 - x0)) / total
    y = y0 + float(weights.sum(axis=1) @ np.arange(y1 - y0)) / total
    sketch = cv2.resize(darkness[y0:y1, x0:x1], SKETCH, interpolation=cv2.INTER_AREA)
    return _Print(darkness, x, y, x1 - x0, y1 - y0, np.asarray(sketch, dtype=np.float32))


def _likest(own: _Print, others: Sequence[tuple[int, _Print]]) -> tuple[int, _Print] | None:
    """Of those of the same extent, the one whose sketch is the likest."""
    same = [
        (index, other)
        for index, other in others
        if abs(own.width - other.width) <= SAME_EXTENT_PX and abs(own.height - other.height) <= SAME_EXTENT_PX
    ]
    if not same:
        return None
    away = np.abs(np.stack([other.sketch for _, other in same]) - own.sketch).sum(axis=(1, 2))
    return same[int(away.argmin())]


def _difference(own: _Print, other: _Print, stroke: int) -> float:
    """The greatest difference over a square of a stroke's width, the two laid middle on middle."""
    size = (max(own.width, other.width) + 2 * stroke, max(own.height, other.height) + 2 * stroke)
    laid = [cv2.getRectSubPix(one.darkness, size, (one.x, one.y)) for one in (own, other)]
    return float(np.abs(cv2.blur(laid[0] - laid[1], (stroke, stroke))).max())
