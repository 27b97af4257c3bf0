"""Specks: ink too small to be any character, as fax lines and worn glass leave it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.imaging.segments import Gray
from models.page import Pixels

# A speck's area in squares of this share of a character's height: a decimal point's is four times as large.
_SPECK_SHARE = 1 / 16


@dataclass(frozen=True, slots=True, eq=False)
class Specks:
    """``mask`` is 255 on specks; ``per_character`` says how many there are for each blob of a character's size."""

    mask: Gray
    per_character: float


def find_specks(ink: Gray, text_height_px: float) -> Specks:
    """Blobs of the mask that are smaller than any printed mark."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    largest = max(1.0, (_SPECK_SHARE * text_height_px) ** 2)
    is_speck = areas <= largest
    is_speck[0] = False
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    characters = int(((sides >= 0.5 * text_height_px) & (sides <= 2 * text_height_px)).sum())
    mask = np.where(is_speck[labels], np.uint8(255), np.uint8(0))
    return Specks(mask, float(is_speck.sum()) / max(1, characters))


def wipe(pixels: Pixels, specks: Specks, ink: Gray) -> Pixels:
    """The page with its specks, and their skirts, made white; other ink is not touched."""
    skirts = cv2.dilate(specks.mask, np.ones((3, 3), np.uint8))
    others = cv2.dilate(cv2.subtract(ink, specks.mask), np.ones((3, 3), np.uint8))
    result = pixels.copy()
    result[(skirts > 0) & (others == 0)] = 255
    return result
