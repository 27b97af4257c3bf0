"""How good a page's pixels are, as one number."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.imaging.ink import gray_of, ink_mask
from models.page import Pixels

# Contrast between ink and paper, of 255, at which nothing more is gained.
_FULL_CONTRAST = 150.0

# Standard deviation of paper, of 255, at which noise is as strong as pale print.
_WORST_NOISE = 25.0

# Steepest change of brightness at an edge, as a share of the contrast, per pixel: a sharp edge is two pixels wide.
_SHARP_EDGE = 0.45


def quality_of(pixels: Pixels) -> float:
    """0 to 1: the weakest of contrast, quiet paper and sharp edges, drawn a little towards their mean.

    A page is as good as its worst trait: sharp print under noise is no better read than blurred print.
    A blank page has quality 1.
    """
    gray = gray_of(pixels)
    ink = ink_mask(gray) > 0
    if ink.mean() < 1e-4:
        return 1.0
    paper = ~(cv2.dilate(ink.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0)
    if paper.mean() < 0.01:
        return 0.0
    contrast = float(np.median(gray[paper])) - float(np.percentile(gray[ink], 25))
    noise = float(gray[paper].std())
    slope = cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    steep = float(np.percentile(slope[ink], 90)) / max(1.0, contrast)
    traits = np.clip([contrast / _FULL_CONTRAST, 1 - noise / _WORST_NOISE, steep / _SHARP_EDGE], 0.0, 1.0)
    return float(0.7 * traits.min() + 0.3 * traits.mean())
