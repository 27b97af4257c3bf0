"""Readers lent out, to whoever is in a hurry first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Condition

from api.workers.reader import Reader


class ReaderPool:
    """A few readers for many threads. While somebody in a hurry waits, nobody else gets one."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._free = list(readers)
        self._hurried = 0
        self._changed = Condition()

    @contextmanager
    def lent(self, *, urgent: bool) -> Iterator[Reader]:
        """A reader while the block lasts; waits until there is one."""
        reader = self._taken(urgent=urgent)
        try:
            yield reader
        finally:
            with self._changed:
                self._free.append(reader)
                self._changed.notify_all()

    def _taken(self, *, urgent: bool) -> Reader:
        with self._changed:
            self._hurried += urgent
            try:
                self._changed.wait_for(lambda: self._free and (urgent or not self._hurried))
                return self._free.pop()
            finally:
                self._hurried -= urgent
