"""Dark ink on uneven paper, as a mask."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.imaging.segments import Gray
from models.page import Pixels, Raster

# Ink is darker than its surroundings by this share of them: pale print on a fax still is.
_DARKER_SHARE = 0.22

# Surroundings reach over this share of the long side: wider than a bold title's strokes, narrower than a shadow.
_SURROUNDINGS_SHARE = 0.03


def gray_of(pixels: Pixels) -> Gray:
    """Luminance, shape (height, width)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def shrunk(gray: Gray, long_side_px: int) -> Gray:
    """The same picture with its long side reduced to this, by averaging; a smaller one as it is."""
    scale = long_side_px / max(gray.shape)
    if scale >= 1.0:
        return gray
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def shrunk_raster(raster: Raster, long_side_px: int) -> Raster:
    """The same page with its long side reduced to this many pixels; its units stay what they are."""
    pixels = raster.pixels
    scale = long_side_px / max(pixels.shape[:2])
    if scale >= 1.0:
        return raster
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Raster(small, raster.px_per_unit * size[0] / pixels.shape[1], raster.to_shown)


def ink_mask(gray: Gray) -> Gray:
    """255 where a pixel is clearly darker than the paper around it, else 0."""
    size = max(15, int(max(gray.shape) * _SURROUNDINGS_SHARE)) | 1
    around = cv2.blur(gray, (size, size), borderType=cv2.BORDER_REPLICATE)
    # Six grey levels more: in deep shadow the share alone would be less than the sensor's noise.
    threshold = around.astype(np.float32) * (1.0 - _DARKER_SHARE) - 6.0
    return np.where(gray < threshold, np.uint8(255), np.uint8(0))


def without_rules(ink: Gray, text_height_px: float) -> Gray:
    """The mask without long straight runs: rules upright enough to be a few pixels thick.

    A run longer than six characters in one row of pixels is no stroke of a character.
    """
    length = max(25, round(6 * text_height_px))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(ink, rules), dtype=np.uint8)
