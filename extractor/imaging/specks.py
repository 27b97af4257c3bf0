"""Specks: ink too small to be any character, as fax lines and worn glass leave it."""

from __future__ import annotations

import cv2

from models.components import Components

# A speck's area in squares of this share of a character's height: a decimal point's is four times as large.
_SPECK_SHARE = 1 / 16


def specks_per_character(pieces: Components, text_height_px: float) -> float:
    """How many blobs smaller than any printed mark there are for each blob of a character's size."""
    blobs = pieces.stats[1:]
    largest = max(1.0, (_SPECK_SHARE * text_height_px) ** 2)
    sides = blobs[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    characters = int(((sides >= 0.5 * text_height_px) & (sides <= 2 * text_height_px)).sum())
    return float((blobs[:, cv2.CC_STAT_AREA] <= largest).sum()) / max(1, characters)
