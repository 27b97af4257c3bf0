"""How an extraction tells how far it is.

Whoever calls ``extract`` may hand it a :data:`Progress`: any callable that takes a :class:`Step`. It is called
in the thread that extracts, between two units of work, so it may also stop the work by raising.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """``pages_done`` of ``page_count`` pages are read; ``stage`` names what is under way now (``reading``)."""

    stage: str
    pages_done: int
    page_count: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it goes: ``done`` of ``total`` units in ``elapsed_s`` seconds."""

    done: int
    total: int
    elapsed_s: float

    @property
    def rate(self) -> float | None:
        """Units a second, or None while nothing is done."""
        return self.done / self.elapsed_s if self.done and self.elapsed_s > 0 else None

    @property
    def left_s(self) -> float | None:
        """Seconds still to go at this rate, or None while there is no rate."""
        return (self.total - self.done) / self.rate if self.rate else None
