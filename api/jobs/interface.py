"""What the service asks of a job engine. The engine behind it may be exchanged."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from api.storage import Run

Work = Callable[[str, int, int], None]
"""Reads a document: its id, the number of the run, and its turn. Called again after a crash, so maybe called twice.
It raises only what passes, and is called again then."""

Unpack = Callable[[str], None]
"""Takes the documents of a batch, by its id, out of its ZIP files. Called again after a crash."""


class Jobs(Protocol):
    """Sees that work is done that was submitted, also by a process that has died."""

    def submit(self, run: Run) -> None:
        """See to it that the run is worked on, uploads before batches. To submit it again changes nothing."""

    def unpack(self, batch: str) -> None:
        """See to it that a batch is unpacked. To submit it again changes nothing."""

    def expect(self, *, batches: bool) -> None:
        """Say whether runs of batches are on their way, so that their queue is looked at often or rarely."""

    def take_over(self, there: Collection[str]) -> int:
        """See to it that work is done which machines had begun that are not ``there``; how many runs that are."""

    def close(self) -> None:
        """Stop taking on work. What is under way goes on after the next start."""
