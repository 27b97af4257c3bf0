"""What is left of worn rules: short bare scraps of ink, too short to be told from text one by one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.bands import Bands, Floats
from models.components import Components

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]

SHORTEST = 0.4
"""In glyph heights: a scrap is at least this long; specks and the grain of a fax are shorter."""

THICKEST = 0.45
"""In glyph heights, and a slant of one in sixty on top of it: a rule is no thicker, worn edges included."""

FLANK = 0.3
"""In glyph heights: the strip beside a scrap that must be paper. Strokes of one glyph stand nearer to each other."""

LITTER = 0.3
"""Share of that strip that may be dark: specks, and the ends of the rules that it meets."""


@dataclass(frozen=True, slots=True, eq=False)
class Scraps:
    """Scraps along x, in pixels: ``start``, ``end`` and ``y`` of each, each of shape (n,)."""

    start: Floats
    end: Floats
    y: Floats


def scraps_along_x(bands: Bands, glyph_px: float, faintest: float) -> Scraps:
    """All short thin strokes along x with paper on both sides, at least ``faintest`` grey levels dark."""
    # one pixel up and down: a leaning or ragged scrap steps to the next row of pixels
    thick = cv2.dilate(bands.seen, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, max(3, round(SHORTEST * glyph_px))), np.uint8))
    pieces = Components.of(runs)
    x, y, w, h = (pieces.stats[1:, i].astype(np.int64) for i in range(4))
    middle = pieces.centres[1:, 1]
    thin = h <= THICKEST * glyph_px + w / 60 + 2
    x, y, w, h, middle = x[thin], y[thin], w[thin], h[thin], middle[thin]
    strip = max(2, round(FLANK * glyph_px))
    ink = np.asarray(cv2.integral(bands.seen), dtype=np.int32)
    above = _share(ink, x, x + w, y - strip, y)
    below = _share(ink, x, x + w, y + h, y + h + strip)
    dark = _darkness(bands, x, w, middle) >= faintest
    bare = (above <= LITTER) & (below <= LITTER) & dark
    return Scraps((x[bare]).astype(float), (x + w)[bare].astype(float), middle[bare] + 0.5)


def _darkness(bands: Bands, x: Ints, w: Ints, middle: Floats) -> Floats:
    """The usual darkness along the middle of each scrap, at five places, one row of pixels up and down."""
    places = (x[:, None] + w[:, None] * np.array([0.1, 0.3, 0.5, 0.7, 0.9])).astype(np.int64)
    rows = np.rint(middle).astype(np.int64)[:, None, None] + np.array([-1, 0, 1])
    rows = np.clip(rows, 0, bands.darkness.shape[0] - 1)
    return np.asarray(np.median(bands.darkness[rows, places[:, :, None]].max(axis=2), axis=1), dtype=np.float64)


def _share(ink: Counts, x0: Ints, x1: Ints, y0: Ints, y1: Ints) -> Floats:
    """The share of ink in boxes, from the page's integral image."""
    rows, cols = ink.shape[0] - 1, ink.shape[1] - 1
    x0, x1 = np.clip(x0, 0, cols), np.clip(x1, 0, cols)
    y0, y1 = np.clip(y0, 0, rows), np.clip(y1, 0, rows)
    total = ink[y1, x1] - ink[y0, x1] - ink[y1, x0] + ink[y0, x0]
    return np.asarray(total / np.maximum(1, (x1 - x0) * (y1 - y0)), dtype=np.float64)
