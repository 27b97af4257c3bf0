"""What the service asks of a job engine. The engine behind it may be exchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Work = Callable[[str, int], None]
"""Reads a document: its id and the number of the run. Called again after a crash, so it may be called twice."""


class Jobs(Protocol):
    """Runs :data:`Work` for every run that was submitted, also those of a process that has died."""

    def submit(self, document: str, run: int, priority: int) -> None:
        """See to it that the run is worked on. To submit it again changes nothing. The smaller priority goes first."""

    def close(self) -> None:
        """Stop taking on work. What is under way goes on after the next start."""
