"""Work that a process does while nobody asks it for anything else."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import select
import time
from collections import deque
from collections.abc import Iterator
from typing import TextIO

_REST = 3.0
"""Seconds of rest for each second of processor time: idle processes must not be in the way of one that is not."""


class Chores:
    """Pieces of work, each a fraction of a second, whose results children find when they are forked. None is done where
    they are not ``wanted``.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        self._wanted = wanted
        self._left: deque[Iterator[None]] = deque()

    def add(self, chore: Iterator[None]) -> None:
        if self._wanted:
            self._left.append(chore)

    def until_readable(self, source: TextIO) -> None:
        """Do piece after piece until something can be read from ``source``; one at least, so that a process that is
        never idle gets done with them, too.
        """
        while self._left:
            used_s = time.process_time()
            if not _went_on(self._left[0]):
                self._left.popleft()
                _tidy()
            if select.select([source], [], [], _REST * (time.process_time() - used_s))[0]:
                return


def _tidy() -> None:
    """Leave to children what is wanted, set apart from garbage, and none of the memory that was needed on the way."""
    gc.collect()
    gc.freeze()
    with contextlib.suppress(AttributeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)


def _went_on(chore: Iterator[None]) -> bool:
    for _ in chore:
        return True
    return False
