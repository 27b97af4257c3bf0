"""Paper around a crop."""

from __future__ import annotations

import cv2
import numpy as np

from models.page import Pixels

PAPER_PERCENTILE = 90
"""The shade of a crop's paper: print and its soft edges cover less than nine tenths of any crop."""


def with_margin(crop: Pixels, margin_px: int) -> Pixels:
    """The crop with so many pixels of its own paper on each side."""
    paper = [float(value) for value in np.percentile(crop.reshape(-1, 3), PAPER_PERCENTILE, axis=0)]
    padded = cv2.copyMakeBorder(crop, margin_px, margin_px, margin_px, margin_px, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(padded, dtype=np.uint8)
