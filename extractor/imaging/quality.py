"""How good a page's pixels are, as one number."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.imaging.ink import gray_of, ink_mask
from extractor.imaging.segments import Gray
from extractor.imaging.specks import specks_per_character
from extractor.imaging.textlines import character_height
from models.components import Components
from models.page import Pixels

# Contrast between ink and paper, of 255, at which nothing more is gained.
_FULL_CONTRAST = 150.0

# Standard deviation of paper, of 255, at which noise is as strong as pale print.
_WORST_NOISE = 25.0

# Steepest change of brightness at an edge, as a share of the contrast, per pixel: a sharp edge is two pixels wide.
_SHARP_EDGE = 0.45

# Height of a character in pixels at which nothing more is gained: strokes of dense characters are then apart.
_FULL_TEXT_PX = 22.0

# Specks for each character at which they are as many as strokes.
_WORST_SPECKS = 8.0

# Share of the weakest trait in the result; the rest is the mean's.
_WEAKEST_SHARE = 0.7


def quality_of(pixels: Pixels) -> float:
    """0 to 1, how well an upright page that was cleaned can be read."""
    gray = gray_of(pixels)
    ink = ink_mask(gray)
    pieces = Components.of(ink)
    text_height = character_height(pieces)
    return _rated(gray, ink, text_height, specks_per_character(pieces, text_height))


def _rated(gray: Gray, ink: Gray, text_height_px: float, specks_per_character: float) -> float:
    """0 to 1, from contrast, quiet paper, sharp edges, fine enough pixels and freedom from specks, each 0 to 1.

    A page is as good as its worst trait (sharp print under noise reads no better than blurred print), drawn a
    little towards their mean. A page without text has quality 1: nothing on it can be misread.
    """
    dark = ink > 0
    if text_height_px == 0.0:
        return 1.0
    paper = cv2.dilate(ink, np.ones((7, 7), np.uint8)) == 0
    if paper.mean() < 0.01:  # no paper to be seen between the marks: nothing on it can be read
        return 0.0
    contrast = float(np.median(gray[paper])) - float(np.percentile(gray[dark], 25))
    noise = float(gray[paper].std())
    slope = cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    steepness = float(np.percentile(slope[dark], 90)) / max(1.0, contrast)
    traits = np.clip(
        [
            contrast / _FULL_CONTRAST,
            1 - noise / _WORST_NOISE,
            steepness / _SHARP_EDGE,
            text_height_px / _FULL_TEXT_PX,
            1 - specks_per_character / _WORST_SPECKS,
        ],
        0.0,
        1.0,
    )
    return float(_WEAKEST_SHARE * traits.min() + (1 - _WEAKEST_SHARE) * traits.mean())
