"""Where the sheet lies in a photo."""

import cv2
import numpy as np
import pytest

from extractor.imaging.paper import find_sheet

CORNERS = np.array([[60, 50], [560, 70], [570, 750], [40, 760]], np.int32)


def _photo():
    """A pale sheet on a dark desk, 600 x 800."""
    picture = np.full((800, 600), 90, np.uint8)
    cv2.fillPoly(picture, [CORNERS], 235)
    return picture


def _area(outline):
    return cv2.contourArea(outline.astype(np.float32))


@pytest.mark.parametrize("place", [(300, 90), (110, 400), (320, 720)])
def test_a_dark_seal_that_bites_into_the_rim_is_part_of_the_sheet(place):
    whole = find_sheet(_photo())
    sealed = _photo()
    cv2.circle(sealed, place, 90, 100, -1)
    found = find_sheet(sealed)
    assert found is not None
    assert _area(found) == pytest.approx(_area(whole), rel=0.02)
    assert cv2.pointPolygonTest(found.astype(np.float32), place, measureDist=False) > 0


def test_the_bow_of_a_curled_side_is_followed():
    picture = np.full((800, 600), 90, np.uint8)
    x = np.arange(50, 551)
    top, bottom = 60 + 15 * np.sin(np.pi * (x - 50) / 500), np.full(len(x), 740.0)
    outline = np.concatenate([np.stack([x, top], 1), np.stack([x, bottom], 1)[::-1]])
    cv2.fillPoly(picture, [outline.round().astype(np.int32)], 235)
    found = find_sheet(picture)
    assert found is not None
    assert _area(found) == pytest.approx(_area(outline), rel=0.01)


def test_a_corner_in_the_shade_is_part_of_the_sheet():
    # Light that falls off towards a corner, where the sheet is darker than the usual threshold but not than the desk.
    picture = np.full((800, 600), 60, np.uint8)
    cv2.fillPoly(picture, [CORNERS], 235)
    rows, columns = np.indices(picture.shape)
    away = np.hypot(columns - 570, rows - 750)
    shaded = np.clip(105 + 0.25 * away, 0, 235).astype(np.uint8)
    found = find_sheet(np.where(picture == 235, shaded, picture))
    assert found is not None
    assert _area(found) == pytest.approx(_area(CORNERS), rel=0.02)
