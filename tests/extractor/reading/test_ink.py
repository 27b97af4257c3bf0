from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extractor.reading.ink import _percentile, ink_mask


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30))), st.floats(0, 100))
def test_a_percentile_by_counting_is_that_of_the_pixels_in_order(levels: np.ndarray, percent: float) -> None:
    assert _percentile(levels, percent) == pytest.approx(float(np.percentile(levels, percent)), abs=1e-6)


def test_print_is_ink_and_paper_is_none() -> None:
    page = np.full((200, 300, 3), 230, np.uint8)
    page[90:110, 50:250] = 40
    ink = ink_mask(page)
    assert ink[95:105, 50:55].all()
    assert not ink[:80].any()
