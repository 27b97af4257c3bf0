"""Which pixels are print: darker than the paper around them, and no specks."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import cv2
import numpy as np
import numpy.typing as npt

from models.components import Components
from models.geometry import Box
from models.page import Pixels

Ink = npt.NDArray[np.bool_]
"""Shape (height, width)."""

CONTRAST_SHARE = 0.2
"""A pixel is ink when it is darker than the paper by this share of the step from paper to the darkest print: below
it lies the paper's grain, above it even the hairlines of small print."""

SPARSE = 0.02
"""Percentile of the page that is print even where a single row stands on it; half as dark as that is all print."""

NOISE_STEPS = 3.0
"""Grain darker than three of its standard deviations is one pixel in seven hundred, and alone."""

MEDIAN_TO_DEVIATION = 1.4826
"""Of a normal distribution."""

WINDOW_SHARE = 40
"""The paper's shade is taken from a window this many times narrower than the page: a few lines of print."""

DIRT, DOT = 0.12, 0.2
"""Smaller than this share of the line height, both ways, is dirt or a decimal point; a dot: of print or of dirt."""

FLAT = 1.5
"""Times as wide as high that a hyphen is at least; a larger dot of dirt is round."""

NEAR_PRINT = 0.3
"""The smallest dots are print where larger ink is this near, in line heights: a decimal point, a stroke's dot."""

BESIDE_PRINT = 0.7
"""So are larger dots this far to the side: a full stop in the middle of its square."""

PAIR = (0.25, 0.6)
"""The least and the most height of a colon, in line heights: its two dots are print though each is as small as dirt."""

FAINT = 0.5
"""Ink with less than this share of the usual print's contrast shows through from the back, or is a shadow."""

DASH_LIKE = 3.0
"""Times as wide as high that a dash is at least, soft edges and all. It is as thin as a pixel, and blur takes half its
depth: it is judged along its darkest row alone."""


def ink_mask(pixels: Pixels) -> Ink:
    """Where the page is inked, judged against the shade of the paper around."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    paper, darkest, sparse = _percentiles(grey, 50, 1, SPARSE)
    darkest = min(darkest, (paper + sparse) / 2)
    step = max(CONTRAST_SHARE * float(paper - darkest), NOISE_STEPS * _noise(grey), 1.0)
    window = max(31, pixels.shape[1] // WINDOW_SHARE) | 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, step)
    return np.asarray(dark > 0)


def _noise(grey: cv2.typing.MatLike) -> float:
    """The grain's standard deviation, in grey levels; print and dirt are too few to sway the median."""
    grain = cv2.absdiff(grey, cv2.medianBlur(grey, 3))
    (middle,) = _percentiles(grain, 50)
    return MEDIAN_TO_DEVIATION * middle


def _percentiles(levels: cv2.typing.MatLike, *percents: float) -> list[float]:
    """As numpy's own, by counting: there are 256 levels, and a page has millions of pixels to put in order."""
    ranked = np.cumsum(cv2.calcHist([levels], [0], None, [256], [0, 256]).ravel().astype(np.int64))

    def level_at(place: float) -> float:
        below, above = (int(np.searchsorted(ranked, rank, side="right")) for rank in (floor(place), ceil(place)))
        return below + (place - floor(place)) * (above - below)

    return [level_at(percent / 100 * (int(ranked[-1]) - 1)) for percent in percents]


def specks(ink: Ink, line_height: float) -> Ink:
    """The part of the ink that is dots with no print near them. ``line_height`` in pixels."""
    pieces = Components.of(ink)
    count, labels, stats = len(pieces), pieces.labels, pieces.stats
    largest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    largest[0] = max(ink.shape)  # the background
    flat = stats[:, cv2.CC_STAT_WIDTH] >= FLAT * stats[:, cv2.CC_STAT_HEIGHT]
    lone = np.zeros(count, dtype=bool)
    for size, aside in ((DIRT, NEAR_PRINT), (DOT, BESIDE_PRINT)):
        small = largest < max(2.0, size * line_height)
        if size == DOT:
            small &= ~flat
        dots = small[labels]
        print_ = ink & ~dots
        near = _around(print_, aside, line_height) | (
            _around(print_, BESIDE_PRINT, line_height) & _paired(dots, line_height)
        )
        beside_print = np.zeros(count, dtype=bool)
        beside_print[np.unique(labels[dots & near])] = True
        lone |= small & ~beside_print
    return np.asarray(lone[labels])


def _around(ink: Ink, aside: float, line_height: float) -> Ink:
    """What is near the ink: ``NEAR_PRINT`` above and below, ``aside`` to both sides; in line heights."""
    reach = [2 * round(share * line_height) + 1 for share in (NEAR_PRINT, aside)]
    return np.asarray(cv2.dilate(ink.astype(np.uint8), np.ones(reach, np.uint8)) > 0)


def _paired(dots: Ink, line_height: float) -> Ink:
    """The dots that have another one right above or below, as those of a colon."""
    least, most = (share * line_height for share in PAIR)
    kernel = np.ones((max(1, round(most)), 1), np.uint8)
    columns = cv2.morphologyEx(dots.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    pieces = Components.of(columns)
    heights = pieces.stats[:, cv2.CC_STAT_HEIGHT]
    colons = (heights >= least) & (heights <= most)
    colons[0] = False  # the background
    return np.asarray(colons[pieces.labels])


def faint(ink: Ink, pixels: Pixels, lines: Sequence[Box]) -> Ink:
    """The part of the ink, outside the lines that were found, that is much paler than the ink inside them."""
    inside = np.zeros_like(ink)
    for box in lines:
        inside[max(0, int(box.y0)) : max(0, int(box.y1)), max(0, int(box.x0)) : max(0, int(box.x1))] = True
    if not (ink & inside).any():
        return np.zeros_like(ink)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    (paper,), usual = _percentiles(grey, 50), float(np.median(grey[ink & inside]))
    outside = ink & ~inside
    pieces = Components.of(outside)
    count, labels, stats = len(pieces), pieces.labels, pieces.stats
    of_ink = labels[outside]
    total = np.bincount(of_ink, weights=grey[outside], minlength=count)
    mean = total / np.maximum(1, np.bincount(of_ink, minlength=count))
    limit = paper - FAINT * (paper - usual)
    pale = mean > limit
    pale[0] = False  # the background
    for label in np.flatnonzero(pale & (stats[:, cv2.CC_STAT_WIDTH] >= DASH_LIKE * stats[:, cv2.CC_STAT_HEIGHT])):
        x, y, width, height = (int(value) for value in stats[label, :4])
        pale[label] = _darkest_row(grey[y : y + height, x : x + width]) > limit
    return np.asarray(pale[labels])


def _darkest_row(grey: cv2.typing.MatLike) -> float:
    """The mean shade of the darkest row, but for its soft ends."""
    return float(np.sort(grey, axis=1)[:, : max(1, grey.shape[1] * 3 // 4)].mean(axis=1).min())
