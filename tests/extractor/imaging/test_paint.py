"""Print under a seal's paint."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from extractor.imaging.paint import find_paint, fitted_layers, inputs_at, without_paint
from models.page import Pixels

PAPER = 255
SIZE_PX = 200


def printed() -> Pixels:
    page = np.full((SIZE_PX, SIZE_PX, 3), PAPER, np.uint8)
    cv2.putText(page, "46195897", (12, 108), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2, cv2.LINE_AA)
    return page


def painted(page: Pixels, colour: tuple[int, int, int], *, quality: int = 60) -> Pixels:
    """The page under a broad ring of paint, as a JPEG keeps it."""
    mask = np.zeros(page.shape[:2], np.float32)
    cv2.circle(mask, (SIZE_PX // 2, SIZE_PX // 2), 62, 0.8, 26, cv2.LINE_AA)
    under = page * (1 - mask[:, :, None] * (1 - np.array(colour) / 255))
    kept = BytesIO()
    Image.fromarray(under.astype(np.uint8)).save(kept, "JPEG", quality=quality)
    return np.asarray(Image.open(kept).convert("RGB"))


@pytest.mark.parametrize("colour", [(205, 30, 38), (38, 52, 190), (180, 40, 70)])
def test_print_under_paint_is_as_dark_as_beside_it_and_the_paint_is_gone(colour: tuple[int, int, int]) -> None:
    page = printed()
    under = painted(page, colour)
    lifted = without_paint(under)
    ring = painted(np.full_like(page, PAPER), colour).min(axis=2) < 120
    ink, paper = page[:, :, 0] < 60, page[:, :, 0] == PAPER
    assert (ring & ink).sum() > 300
    assert lifted[ring & ink].mean() < 80
    assert lifted[ring & paper].mean() > 240


def test_what_is_not_painted_stays_as_it_was() -> None:
    page = printed()
    under = painted(page, (205, 30, 38))
    paint = find_paint(under)
    assert paint is not None
    assert np.array_equal(without_paint(under)[~paint.painted], under[~paint.painted])


def test_a_part_without_paint_is_left_alone() -> None:
    page = printed()
    assert find_paint(page) is None
    assert without_paint(page) is page


def test_a_faint_spot_of_colour_is_no_paint() -> None:
    page = printed()
    page[5:9, 5:9] = (255, 120, 120)
    assert find_paint(page) is None


def test_paint_tells_its_own_darkness() -> None:
    under = painted(np.full((SIZE_PX, SIZE_PX, 3), PAPER, np.uint8), (205, 30, 38))
    paint = find_paint(under)
    assert paint is not None
    # 0.8 of a paint whose luma is a third of paper's
    assert paint.strength == pytest.approx(0.8 * (1 - 0.326), abs=0.05)
    middle = paint.tinge[SIZE_PX // 2, SIZE_PX // 2 + 62]
    assert middle == pytest.approx(paint.strength, abs=0.06)


def test_pixels_at_the_edge_of_a_part_have_surroundings_too() -> None:
    under = painted(printed(), (205, 30, 38))
    paint = find_paint(under)
    assert paint is not None
    corner = np.array([0, SIZE_PX - 1])
    inputs = inputs_at(paint, corner, corner)
    assert inputs.shape == (2, len(fitted_layers().middle))
    assert np.isfinite(inputs).all()
