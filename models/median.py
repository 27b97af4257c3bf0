"""The median of a few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


def median(values: npt.NDArray[Any] | Sequence[float]) -> float:
    """The same as numpy's own, to the bit, of a row of at least one number. For a few of them numpy takes five times as
    long, nearly all of it to find out what it was given; a page asks some thousand times.
    """
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (float(ordered[middle - 1]) + float(ordered[middle])) / 2
