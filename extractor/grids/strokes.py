"""Long thin strokes in pixels: what may be a piece of a ruling line. Positions and lengths here are in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

SMOOTHING = 0.2
"""In glyph heights: grey values are averaged this far along a stroke, which lifts a faint rule out of the noise.
Shorter than the gap between two glyphs, so that no line of text is smeared into a stroke."""

THICKEST = 0.4
"""In glyph heights: a darker band up to this thick counts as a stroke; a bold rule is 0.2."""

BRIDGE = 0.35
"""In glyph heights: gaps between dashes and breaks of a worn rule up to this long are closed."""

SHORTEST = 1.4
"""In glyph heights: longer than any stroke of one glyph, shorter than the side of the smallest cell."""

FAINTEST = 10.0
"""Grey levels that a stroke must be darker than the paper beside it."""

OVER_NOISE = 3.0
"""How many times the page's median unevenness a stroke must be darker than the paper beside it."""

INKED = 0.5
"""Share of a stroke's length with ink of its own, before gaps were bridged; dashes reach 0.6."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stroke along x: its centre line sampled at ``xs`` (shape (k,)) as ``ys``, ``start`` to ``end``.

    ``ink`` is the share of its length where ink was seen before gaps were bridged.
    """

    xs: Floats
    ys: Floats
    start: float
    end: float
    thickness: float
    ink: float

    @property
    def length(self) -> float:
        return self.end - self.start


def glyph_height(grey: Grey) -> float:
    """The height in pixels of an ordinary glyph; a guess from the page's size where there is none.

    Strokes of one glyph are closed into it; rules and specks are left out by their shape.
    """
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    # a page holds 40 to 110 lines of text: the bounds of a glyph's height, whatever the resolution
    smallest, largest = max(5.0, max(grey.shape) / 250), max(grey.shape) / 35
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH].astype(float), stats[1:, cv2.CC_STAT_HEIGHT].astype(float)
    fits = (heights >= smallest) & (heights <= largest) & (widths >= heights / 3) & (widths <= heights * 2)
    # the upper quartile: half of the components are parts of a glyph
    return float(np.percentile(heights[fits], 75)) if fits.sum() >= 10 else max(grey.shape) / 80


def strokes_along_x(grey: Grey, glyph_px: float) -> tuple[Stroke, ...]:
    """All strokes that run along x. ``grey`` has dark ink on light paper."""
    seen, bridged = stroke_masks(grey, glyph_px)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bridged, connectivity=8)
    numbered = np.asarray(labels, dtype=np.int32)
    found = (_stroke(numbered, seen, stats[i], i, glyph_px) for i in range(1, count))
    return tuple(stroke for stroke in found if stroke is not None)


def stroke_masks(grey: Grey, glyph_px: float) -> tuple[Grey, Grey]:
    """Where a thin dark band along x was seen, and the long runs of it with gaps bridged; both 0 or 1."""
    along = _odd(SMOOTHING * glyph_px)
    smooth = cv2.blur(grey, (along, 1))
    band = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((_odd(THICKEST * glyph_px), 1), np.uint8))
    level = max(FAINTEST, OVER_NOISE * float(np.median(band)))
    seen = (band >= level).astype(np.uint8)
    # one pixel up and down: a leaning rule steps to the next row of pixels
    thick = cv2.dilate(seen, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _odd(BRIDGE * glyph_px)), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _odd(SHORTEST * glyph_px)), np.uint8))
    return np.asarray(seen, dtype=np.uint8), np.asarray(runs, dtype=np.uint8)


def _stroke(
    labels: npt.NDArray[np.int32], seen: Grey, stat: Sequence[int], label: int, glyph_px: float
) -> Stroke | None:
    x, y, w, h = (int(v) for v in stat[:4])
    window = labels[y : y + h, x : x + w] == label
    ink = window & (seen[y : y + h, x : x + w] > 0)
    per_column = ink.sum(axis=0)
    inked = per_column > 0
    if inked.mean() < INKED:
        return None
    thickness = float(np.median(per_column[inked]))
    if thickness > THICKEST * glyph_px:
        return None
    # where something dark leans on the rule, its middle cannot be told
    clear = inked & (per_column <= thickness + 2)
    columns = np.flatnonzero(clear)
    rows = np.arange(h)[:, None]
    centres = (ink * rows).sum(axis=0)[columns] / per_column[columns]
    bins = np.array_split(np.arange(len(columns)), max(1, round(len(columns) / glyph_px)))
    xs = np.array([columns[b].mean() for b in bins if len(b)], dtype=np.float64)
    ys = np.array([np.median(centres[b]) for b in bins if len(b)], dtype=np.float64)
    return Stroke(
        xs=xs + x + 0.5,
        ys=ys + y + 0.5,
        start=float(x),
        end=float(x + w),
        thickness=thickness,
        ink=float(inked.mean()),
    )


def _odd(length: float) -> int:
    """The nearest odd number of pixels, at least 3: a kernel with a middle."""
    return max(3, 2 * round((length - 1) / 2) + 1)
