from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extractor.reading.raster.ink import _percentiles, faint, ink_mask
from models.geometry import Box


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30))), st.floats(0, 100))
def test_a_percentile_by_counting_is_that_of_the_pixels_in_order(levels: np.ndarray, percent: float) -> None:
    assert _percentiles(levels, percent, 50) == pytest.approx(np.percentile(levels, [percent, 50]).tolist(), abs=1e-6)


def test_print_is_ink_and_paper_is_none() -> None:
    page = np.full((200, 300, 3), 230, np.uint8)
    page[90:110, 50:250] = 40
    ink = ink_mask(page)
    assert ink[95:105, 50:55].all()
    assert not ink[:80].any()


def page_with(stroke: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A page with a line of black print and, at (120, 50), a stroke of the given greys; and its ink."""
    page = np.full((200, 300, 3), 250, np.uint8)
    page[40:60, 50:250] = 60
    height, width = stroke.shape
    page[120 : 120 + height, 50 : 50 + width] = stroke[:, :, None]
    return page, page[:, :, 0] < 240


def test_a_dash_of_a_pixel_whose_edges_blur_is_no_show_through() -> None:
    page, ink = page_with(np.repeat([[215], [120], [215]], 18, axis=1))
    assert not faint(ink, page, [Box(50, 40, 250, 60)]).any()


@pytest.mark.parametrize("size", [(3, 18), (18, 18)], ids=["a stroke", "a character"])
def test_what_is_pale_throughout_shows_through(size: tuple[int, int]) -> None:
    page, ink = page_with(np.full(size, 190))
    assert faint(ink, page, [Box(50, 40, 250, 60)])[120, 50]
