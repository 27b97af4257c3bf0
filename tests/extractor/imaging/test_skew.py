"""How a page leans is read from its rows of text where it has no rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.imaging.segments import Segments
from extractor.imaging.skew import find_lean

EM = 16
NO_SEGMENTS = Segments(np.empty((0, 2)), np.empty((0, 2)))


def words(page, texts):
    """Strokes of characters, for each text its middle, its height and how many characters it has."""
    for middle, y, count in texts:
        x0 = round(middle - count * EM / 2)
        for k in range(count):
            x = x0 + k * EM
            cv2.rectangle(page, (x + 1, y), (x + EM - 4, y + 2), 255, -1)
            cv2.rectangle(page, (x + 1, y + 10), (x + EM - 4, y + 12), 255, -1)
            cv2.rectangle(page, (x + 5, y), (x + 7, y + 12), 255, -1)


def leaning(page, angle_deg):
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle_deg, 1.0)
    return cv2.warpAffine(page, turn, (width, height))


def stepped_heads():
    """A table of one row under two times five heads on three levels, as 预算数 and 决算数 have them."""
    page = np.zeros((1130, 1600), np.uint8)
    heads = [(0, 252, 2), (112, 240, 7), (234, 262, 2), (350, 262, 7), (470, 250, 7), (590, 248, 5)]
    for left in (155, 858):
        words(page, [(left + x, y, count) for x, y, count in heads])
        words(page, [(left + 350, 226, 9), (left + 290, 200, 3)])
        words(page, [(left + x, 298, 4) for x in (40, 260, 490, 600)])
    return page


@pytest.mark.parametrize("lean", [-0.4, 0.0, 1.1])
def test_heads_in_steps_are_no_rows(lean):
    found = find_lean(NO_SEGMENTS, leaning(stepped_heads(), lean))
    assert found.source == "text"
    assert found.angle_deg == pytest.approx(lean, abs=0.1)
