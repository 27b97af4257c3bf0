"""Red and blue seals, told from dark ink by their colour and looked through in their own light."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

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

# Lead of the strongest channel from which a pixel begins to be, and surely is, seal: a soft edge leaves no seam.
_SEAL_BEGINS, _SEAL_SURE = 8.0, 24.0

# The same lead tells where a seal's paint is at its usual strength: what is learnt of the paint is learnt there.
_FULL_PAINT = 40.0

# Side, in pixels, of the window in which a seal's colour is averaged: JPEG keeps colours at half the resolution.
_COLOUR_WINDOW = 5

# Paint is at most this many times as strong as usual: beyond it lies noise.
_STRONGEST_PAINT = 1.5

# The least difference of a paint's colour from the paper's, as a share; a seal that was found has several times this.
_LEAST_TINT = 0.05


def find_seals(pixels: Pixels) -> tuple[Box, ...]:
    """Boxes, in pixels, of coloured blobs of a seal's size and shape."""
    shrink = max(1.0, max(pixels.shape[:2]) / _SOUGHT_PX)
    size = (max(1, round(pixels.shape[1] / shrink)), max(1, round(pixels.shape[0] / shrink)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    coloured = np.where(_lead(np.asarray(small, dtype=np.uint8)) > _COLOURED, np.uint8(255), np.uint8(0))
    long_side = max(coloured.shape)
    apart = max(3, round(long_side * _PARTS_APART)) | 1
    blobs = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((apart, apart), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(blobs, connectivity=8)
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
    """The page with its seals faded into the paper. Dark ink under a seal stays as dark as it was."""
    result = pixels.copy()
    for seal in seals:
        # The soft edge of the ring, which was lost in the smaller picture that it was found in.
        margin = 0.03 * max(seal.width, seal.height)
        rows = slice(max(0, int(seal.y0 - margin)), int(seal.y1 + margin) + 1)
        columns = slice(max(0, int(seal.x0 - margin)), int(seal.x1 + margin) + 1)
        result[rows, columns] = _lifted(pixels[rows, columns])
    return result


def _lifted(part: Pixels) -> Pixels:
    """The part with its seal made as light as the paper around it, and no lighter: light stains break strokes, too.

    In the channel where the seal is brightest, ink under it is as dark as elsewhere, and the paint takes away a share
    of the light that grows with its strength. How strong it is at a place is told by the ratio of the darkest channel
    to that one, in which it does not matter how much ink is there.
    """
    lead = _lead(np.asarray(cv2.blur(part, (3, 3)), dtype=np.uint8)).astype(np.float32)
    seal_share = np.clip((lead - _SEAL_BEGINS) / (_SEAL_SURE - _SEAL_BEGINS), 0.0, 1.0)
    seal_share = cv2.dilate(seal_share, np.ones((3, 3)))
    surely, bare = lead > _FULL_PAINT, seal_share == 0
    if not surely.any() or not bare.any():
        return part
    brightest = int(part[surely].mean(axis=0).argmax())
    through = part[:, :, brightest].astype(np.float32)
    soft = cv2.blur(part, (_COLOUR_WINDOW, _COLOUR_WINDOW)).astype(np.float32)
    untinted = soft.min(axis=2) / np.maximum(soft[:, :, brightest], 1.0)
    paper, painted = float(np.median(through[bare])), float(np.median(through[surely]))
    clear, tinted = float(np.median(untinted[bare])), float(np.median(untinted[surely]))
    strength = np.clip((clear - untinted) / max(clear - tinted, _LEAST_TINT), 0.0, _STRONGEST_PAINT)
    # Colour is blurred over a seal's edge and would leave its rim: an edge is as strong as the paint beside it.
    strength = cv2.dilate(strength, np.ones((3, 3)))
    seen = np.maximum(paper + strength * min(0.0, painted - paper), 1.0)
    level = np.minimum(through * paper / seen, paper)
    mixed = part + seal_share[:, :, None] * (level[:, :, None] - part)
    return np.asarray(np.clip(mixed, 0, 255), dtype=np.uint8)


def _lead(pixels: Pixels) -> npt.NDArray[np.int16]:
    """By how much red leads green and blue, or blue leads the others; whichever is more."""
    red, green, blue = (pixels[:, :, channel].astype(np.int16) for channel in range(3))
    return np.asarray(np.maximum(red - np.maximum(green, blue), blue - np.maximum(red, green)), dtype=np.int16)
