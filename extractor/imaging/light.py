"""Uneven light made even."""

from __future__ import annotations

import cv2
import numpy as np

from models.page import Pixels

# The paper's brightness is sought in a picture this many times smaller: shadows are smooth.
_PAPER_SHRINK = 8

# Paper under ink is taken from this far around, in pixels of the small picture: wider than a bold title.
_PAPER_REACH = 7

# Paper darker than this is a shadow so deep that dividing by it would only amplify noise.
_DARKEST_PAPER = 60

# Where less than this share of a page is other than pure white and the seams beside it, the paper itself is pure
# white: dense print and seals cover less, the smallest sheet that is cut out of a photo covers more.
_LEAST_GRAY_PAPER = 0.14


def even_light(pixels: Pixels) -> Pixels:
    """Each channel divided by the paper's brightness around it, so that paper becomes white everywhere."""
    height, width = pixels.shape[:2]
    small_size = (max(1, width // _PAPER_SHRINK), max(1, height // _PAPER_SHRINK))
    small = cv2.resize(pixels, small_size, interpolation=cv2.INTER_AREA)
    # Around a turned page or a cut-out sheet all is pure white, which says nothing of the light; nor does the seam
    # where it mixes with paper.
    beyond = cv2.dilate((small.min(axis=2) == 255).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if beyond.mean() < 1 - _LEAST_GRAY_PAPER:
        small[beyond] = 0
    size = 2 * _PAPER_REACH + 1
    # Ink is darker than paper: closing fills it from the paper around, and follows a slope of the light.
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)), size)
    paper[paper.max(axis=2) == 0] = 255
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, np.uint8(_DARKEST_PAPER))
    return np.asarray(cv2.divide(pixels, paper, scale=255.0), dtype=np.uint8)
