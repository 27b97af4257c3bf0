from __future__ import annotations

import numpy as np
import pytest

from extractor.imaging import preparations
from models.page import Pixels

RED, GREY, PAPER = (200, 40, 40), (140, 140, 140), (230, 230, 230)


@pytest.fixture
def cell() -> Pixels:
    """Faint strokes on grey paper, one of them broken, and a red line over all."""
    pixels = np.full((40, 60, 3), PAPER, dtype=np.uint8)
    pixels[10:30, 20:23] = pixels[10:30, 40:43] = GREY
    pixels[19, 40:43] = PAPER
    pixels[15] = RED
    return pixels


def test_every_preparation_is_a_picture_of_the_same_size(cell: Pixels) -> None:
    made = preparations(cell)
    assert list(made) == ["plain", "colourless", "contrast", "bold", "thin"]
    assert {(one.shape, one.dtype.name) for one in made.values()} == {(cell.shape, "uint8")}
    assert (made["plain"] == cell).all()


def test_colour_fades_into_the_paper_and_ink_stays(cell: Pixels) -> None:
    shown = preparations(cell)["colourless"]
    assert shown[15, 5].min() >= 200
    assert shown[25, 21].max() < 150


def test_faint_strokes_become_black_on_white_and_broken_ones_whole(cell: Pixels) -> None:
    made = preparations(cell)
    assert made["contrast"][25, 21].max() < 30
    assert made["contrast"][35, 5].min() == 255
    assert made["contrast"][19, 41].min() > 200
    assert made["bold"][19, 41].max() < 100
    assert (made["bold"] < 128).sum() > (made["contrast"] < 128).sum() > (made["thin"] < 128).sum()


def test_a_cell_of_one_colour_stays_one(cell: Pixels) -> None:
    assert all(np.ptp(one) == 0 for one in preparations(np.full_like(cell, 255)).values())
