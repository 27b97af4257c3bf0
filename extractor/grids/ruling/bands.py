"""Where thin dark bands are in the pixels of a page. Lengths here are in pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.components import Components

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

SMOOTHING = 0.2
"""In glyph heights: grey values are averaged this far along a stroke, which lifts a faint rule out of the noise.
Shorter than the gap between two glyphs, so that no line of text is smeared into a stroke."""

BESIDE = 0.6
"""In glyph heights: paper is looked for within this distance across a stroke, so it must be wider than one."""

BRIDGE = 0.35
"""In glyph heights: gaps between dashes and breaks of a worn rule up to this long are closed."""

SHORTEST = 1.4
"""In glyph heights: longer than any stroke of one glyph, shorter than the side of the smallest cell."""

FAINTEST = 10.0
"""Grey levels that a stroke must be darker than the paper beside it."""

OVER_NOISE = 5.0
"""How many standard deviations of the paper's grain a stroke must be darker than the paper beside it: the grain's
own extremes within the reach of the look aside are four apart."""


def glyph_height(grey: Grey) -> float:
    """The height in pixels of an ordinary glyph; a guess from the page's size where there is none.

    Strokes of one glyph are closed into it; rules and specks are left out by their shape.
    """
    # smoothed, and twenty grey levels: the noise of a phone's sensor in poor light stays under half of that
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 20)
    # a page holds 40 to 110 lines of text: the bounds of a glyph's height, whatever the resolution
    smallest, largest = max(5.0, max(grey.shape) / 250), max(grey.shape) / 35
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    stats = Components.of(closed).stats
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH].astype(float), stats[1:, cv2.CC_STAT_HEIGHT].astype(float)
    fits = (heights >= smallest) & (heights <= largest) & (widths >= heights / 3) & (widths <= heights * 2)
    # the upper quartile: half of the components are parts of a glyph
    return float(np.percentile(heights[fits], 75)) if fits.sum() >= 5 else max(grey.shape) / 80


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """``darkness`` of the page's marks in grey levels below the paper around them.

    ``seen``, 0 or 1: where there is one after smoothing along x; ``runs``, 0 or 1: long runs, gaps bridged.
    """

    darkness: Grey
    seen: Grey
    runs: Grey


def dark_bands(grey: Grey, glyph_px: float) -> Bands:
    """Thin dark bands along x: a black-hat across x, smoothed, thresholded over the grain, closed and opened."""
    across = np.ones((_odd(BESIDE * glyph_px), 1), np.uint8)
    smooth = cv2.blur(grey, (_odd(SMOOTHING * glyph_px), 1))
    level = max(FAINTEST, OVER_NOISE * _grain(np.asarray(smooth, dtype=np.uint8), glyph_px))
    seen = (cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, across) >= level).astype(np.uint8)
    # one pixel up and down: a leaning rule steps to the next row of pixels
    thick = cv2.dilate(seen, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _odd(BRIDGE * glyph_px)), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _odd(SHORTEST * glyph_px)), np.uint8))
    # looked for on all sides, so that a rule is dark where another crosses it too
    around = np.ones((_odd(2 * BESIDE * glyph_px),) * 2, np.uint8)
    darkness = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, around)
    return Bands(np.asarray(darkness, dtype=np.uint8), seen, np.asarray(runs, dtype=np.uint8))


def _grain(smooth: Grey, glyph_px: float) -> float:
    """The standard deviation of the paper, in grey levels, away from anything dark."""
    reach = _odd(glyph_px)
    level = cv2.blur(smooth, (reach, reach)).astype(np.float32)
    deviation = smooth.astype(np.float32) - level
    dark = cv2.dilate((deviation < -FAINTEST * 2).astype(np.uint8), np.ones((reach, reach), np.uint8))
    paper = deviation[(dark == 0) & (np.abs(deviation) < FAINTEST * 2)]
    return float(paper.std()) if paper.size else 0.0


def _odd(length: float) -> int:
    """The nearest odd number of pixels, at least 3: a kernel with a middle."""
    return max(3, 2 * round((length - 1) / 2) + 1)


def runs_of(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches where flags are set, as first place and the one after the last."""
    steps = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))).tolist()
    return list(zip(steps[::2], steps[1::2], strict=True))
