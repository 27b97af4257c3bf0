"""A model that is asked several questions at once, each by a session of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt

Batch = npt.NDArray[np.float32]
"""Lines: shape (n, 3, 48, width), values -1 to 1. Probabilities: shape (n, steps, classes)."""

Run = Callable[[Batch], Batch]
"""The model in one session. Its answer may lie in memory that its next answer overwrites."""


class Sessions:
    """Sessions of one model, lent to whoever has a question; ``count`` of them."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.count = len(runs)
        self._free: SimpleQueue[Run] = SimpleQueue()
        for run in runs:
            self._free.put(run)

    @contextmanager
    def lent(self) -> Iterator[Run]:
        """A session that is nobody else's meanwhile, and so are its answers; waits until one is free."""
        run = self._free.get()
        try:
            yield run
        finally:
            self._free.put(run)
