"""Red and blue seals, told from dark ink by their colour, and the page without them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.imaging.paint import lead_of, without_paint
from models.components import Components
from models.geometry import Box
from models.page import Pixels

# Long side of the picture in which seals are sought, pixels: averaging takes the colour out of noise and of JPEG's
# fringes, and the strokes of a name stamp are still half a pixel wide.
_SOUGHT_PX = 900

# There a pixel is coloured where red (or blue) leads both other channels by this much, of 255. A pale purple
# stamp leads by 40, yellowed paper by less than 15.
_COLOURED = 28

# A seal's side as a share of the page's long side: from a name stamp (1 cm on A4 is 0.034) to a large round one.
_SEAL_SHARE = (0.03, 0.35)

# A seal is at most this many times as long as wide: headlines in red are flatter.
_FLATTEST = 2.5

# Parts of one seal (ring, star, letters) are this share of the long side apart.
_PARTS_APART = 0.012

# A part belongs to a seal where it is at most this share of the seal's size away.
_PART_REACH = 0.1


def find_seals(pixels: Pixels) -> tuple[Box, ...]:
    """Boxes, in pixels, of coloured blobs of a seal's size and shape."""
    shrink = max(1.0, max(pixels.shape[:2]) / _SOUGHT_PX)
    size = (max(1, round(pixels.shape[1] / shrink)), max(1, round(pixels.shape[0] / shrink)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    coloured = np.where(lead_of(np.asarray(small, dtype=np.uint8)) > _COLOURED, np.uint8(255), np.uint8(0))
    long_side = max(coloured.shape)
    apart = max(3, round(long_side * _PARTS_APART)) | 1
    blobs = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((apart, apart), np.uint8))
    stats = Components.of(blobs).stats
    parts = [Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:]]
    whole = _joined([part for part in parts if _is_seal(part, long_side)], parts, long_side)
    return tuple(seal.scaled(shrink) for seal in whole)


def _is_seal(box: Box, long_side: float) -> bool:
    low, high = _SEAL_SHARE
    short, long = min(box.width, box.height), max(box.width, box.height)
    return low * long_side <= short and long <= min(high * long_side, _FLATTEST * short)


def _joined(seals: Sequence[Box], parts: Sequence[Box], long_side: float) -> list[Box]:
    """Each seal with the coloured parts in or beside it: a rule across a ring cuts off an arc. Largest first."""
    whole: list[Box] = []
    for seal in sorted(seals, key=lambda box: -box.area):
        if any(seal.intersection(other) for other in whole):
            continue
        grown = seal
        for part in parts:
            near = grown.padded(_PART_REACH * max(grown.width, grown.height))
            if near.intersection(part) and _is_seal(joined := grown.union(part), long_side):
                grown = joined
        whole.append(grown)
    return whole


def lift_seals(pixels: Pixels, seals: Sequence[Box]) -> Pixels:
    """The page with its seals gone and the print under them as dark as elsewhere. Its light must be even."""
    result = pixels.copy()
    for seal in seals:
        # The soft edge of the ring, which was lost in the smaller picture that it was found in.
        margin = 0.03 * max(seal.width, seal.height)
        rows = slice(max(0, int(seal.y0 - margin)), int(seal.y1 + margin) + 1)
        columns = slice(max(0, int(seal.x0 - margin)), int(seal.x1 + margin) + 1)
        result[rows, columns] = without_paint(pixels[rows, columns])
    return result
