"""Two lists side by side, so that one missed row does not make every later row wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

Pairing = Iterator[tuple[int | None, int | None]]


def aligned(n_expected: int, n_got: int, likeness: Callable[[int, int], float]) -> Pairing:
    """Pair items in order so that the sum of ``likeness`` (0 or more, and above 0 to be paired) is greatest.

    Yields (i, j) for a pair, (i, None) for an item that is missing, (None, j) for one that is too many.
    """
    gain = np.array([[likeness(i, j) for j in range(n_got)] for i in range(n_expected)], dtype=float)
    best = np.zeros((n_expected + 1, n_got + 1))  # best[i, j]: of the items from i and from j on
    for i in range(n_expected - 1, -1, -1):
        for j in range(n_got - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + gain[i, j])
    i = j = 0
    while i < n_expected or j < n_got:
        if i == n_expected:
            yield None, j
            j += 1
        elif j == n_got:
            yield i, None
            i += 1
        elif gain[i, j] > 0 and best[i, j] == best[i + 1, j + 1] + gain[i, j]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
