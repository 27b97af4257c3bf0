"""Which pixels are print: darker than the paper around them, and no specks."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Pixels

Ink = npt.NDArray[np.bool_]
"""Shape (height, width)."""

CONTRAST_SHARE = 0.2
"""A pixel is ink when it is darker than the paper by this share of the step from paper to the darkest print: below
it lies the paper's grain, above it even the hairlines of small print."""

NOISE_STEPS = 3.0
"""Grain darker than three of its standard deviations is one pixel in seven hundred, and alone."""

MEDIAN_TO_DEVIATION = 1.4826
"""Of a normal distribution."""

WINDOW_SHARE = 40
"""The paper's shade is taken from a window this many times narrower than the page: a few lines of print."""

SPECK = 0.2
"""Smaller than this share of the line height, both ways, is a dot: of print or of dirt."""

NEAR_PRINT = 0.3
"""A dot is print where larger ink is this near, in line heights: a decimal point, the dot of a stroke."""


def ink_mask(pixels: Pixels) -> Ink:
    """Where the page is inked, judged against the shade of the paper around."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    paper, darkest = np.percentile(grey, [50, 1])
    step = max(CONTRAST_SHARE * float(paper - darkest), NOISE_STEPS * _noise(grey), 1.0)
    window = max(31, pixels.shape[1] // WINDOW_SHARE) | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, step)
    return np.asarray(dark > 0)


def _noise(grey: cv2.typing.MatLike) -> float:
    """The grain's standard deviation, in grey levels; print and dirt are too few to sway the median."""
    grain = cv2.absdiff(grey, cv2.medianBlur(grey, 3))
    return MEDIAN_TO_DEVIATION * float(np.median(grain))


def specks(ink: Ink, line_height: float) -> Ink:
    """The part of the ink that is dots with no print near them. ``line_height`` in pixels."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    largest = np.maximum(stats[:count, cv2.CC_STAT_WIDTH], stats[:count, cv2.CC_STAT_HEIGHT])
    small = largest < max(2.0, SPECK * line_height)
    small[0] = False  # the background
    dots = small[labels]
    reach = 2 * round(NEAR_PRINT * line_height) + 1
    near = cv2.dilate((ink & ~dots).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    beside_print = np.zeros(count, dtype=bool)
    beside_print[np.unique(labels[dots & near])] = True
    return np.asarray(dots & ~beside_print[labels])
