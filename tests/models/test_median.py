"""The median of a few numbers."""

from __future__ import annotations

import numpy as np
import pytest

from models.median import median


@pytest.mark.parametrize("count", [1, 2, 3, 8, 9, 250])
@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float64])
def test_it_is_what_numpy_says(count: int, kind: type[np.generic]) -> None:
    values = (np.random.default_rng(count).random(count) * 255).astype(kind)
    assert median(values) == float(np.median(values))
    assert median(values.tolist()) == float(np.median(values))
