"""What stands sideways on a page and what only looks like it."""

import numpy as np
import pytest

from extractor.imaging.asides import find_lie
from models.geometry import PageMap
from models.page import Raster

SIZE, PITCH, LEADING = 20, 24, 28
"""Of a square character, and from one to the next in a row and down the page, pixels."""


def _text(pixels: np.ndarray, x: int, y: int, columns: int, rows: int) -> None:
    for top in range(y, y + rows * LEADING, LEADING):
        for left in range(x, x + columns * PITCH, PITCH):
            pixels[top : top + SIZE, left : left + SIZE] = 0


def _page(gap: int) -> Raster:
    """Level lines, and so far to the right of them, in pixels, a stack of lines of one character each."""
    pixels = np.full((1600, 1200, 3), 255, np.uint8)
    _text(pixels, 100, 100, 24, 3)
    _text(pixels, 400, 300, 10, 14)
    for column in range(2):
        _text(pixels, 400 + 10 * PITCH + gap + 2 * PITCH * column, 300, 1, 14)
    return Raster(pixels, 1.0, PageMap())


@pytest.mark.parametrize(("gap", "parts"), [(34, 0), (120, 1)])
def test_a_stack_of_narrow_lines_right_beside_level_ones_is_the_text_of_a_cell(gap, parts):
    assert len(find_lie(_page(gap)).sideways) == parts
