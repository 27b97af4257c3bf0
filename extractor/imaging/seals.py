"""Red and blue seals, told from dark ink by their colour."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.imaging.segments import Gray
from models.geometry import Box
from models.page import Pixels

# A pixel is coloured where its strongest channel leads its weakest by this much (of 255): JPEG gives black
# ink on white paper fringes of up to 30.
_CHROMA = 50

# A seal's side as a share of the page's long side: from a name stamp (2 cm on A4 is 0.065) to a large round one.
_SEAL_SHARE = (0.03, 0.35)

# Dark ink under a seal: the channel in which the seal is bright is still below this.
_INK_UNDER_SEAL = 110


@dataclass(frozen=True, slots=True, eq=False)
class Seals:
    """``mask``: 255 on coloured pixels of seals. ``boxes`` in pixels."""

    mask: Gray
    boxes: tuple[Box, ...]


def find_seals(pixels: Pixels) -> Seals:
    """Blobs of red or blue of a seal's size. Lines of coloured print are too flat to be taken for one."""
    coloured = _coloured(pixels)
    long_side = max(coloured.shape)
    reach = max(3, round(long_side * 0.01)) | 1
    blobs = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(blobs, connectivity=8)
    low, high = (share * long_side for share in _SEAL_SHARE)
    boxes, kept = [], np.zeros(len(stats), dtype=bool)
    for label, (x, y, w, h, _) in enumerate(stats):
        is_seal = label > 0 and low <= min(w, h) and max(w, h) <= high and max(w, h) <= 2.5 * min(w, h)
        if is_seal:
            kept[label] = True
            boxes.append(Box(float(x), float(y), float(x + w), float(y + h)))
    mask = np.where(kept[labels], coloured, np.uint8(0))
    return Seals(mask, tuple(boxes))


def lighten_seals(pixels: Pixels, seals: Seals) -> Pixels:
    """Seal pixels made white, those on dark ink made gray ink: the seal's own channel sees through it."""
    around = cv2.dilate(seals.mask, np.ones((5, 5), np.uint8)) > 0
    # In its brightest channel a seal is as bright as paper, and ink under it is as dark as elsewhere.
    through = pixels.max(axis=2)
    result = pixels.copy()
    ink = through < _INK_UNDER_SEAL
    result[around & ~ink] = 255
    result[around & ink] = np.repeat(through[around & ink][:, None], 3, axis=1)
    return result


def _coloured(pixels: Pixels) -> Gray:
    smooth = cv2.blur(pixels, (3, 3))
    red, green, blue = (smooth[:, :, channel].astype(np.int16) for channel in range(3))
    is_red = red - np.maximum(green, blue) > _CHROMA
    is_blue = blue - np.maximum(red, green) > _CHROMA
    return np.where(is_red | is_blue, np.uint8(255), np.uint8(0))
