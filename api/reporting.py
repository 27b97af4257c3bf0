"""What standard error says while documents are read."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from extractor.progress import Pace, Step

_QUIET_S = 1.0
"""Seconds between two lines in a log file; a terminal's one line is rewritten at every step."""


@dataclass(slots=True)
class ProgressLine:
    """A document's progress: one line rewritten on a terminal, now and then a line elsewhere."""

    name: str
    unit: str = "page"
    started_s: float = field(default_factory=time.monotonic)
    _said_s: float = 0.0

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if not terminal and now - self._said_s < _QUIET_S:
            return
        self._said_s = now
        pace = Pace(step.pages_done, step.page_count, now - self.started_s)
        text = f"{self.name}: {described(step, pace, self.unit)}"
        print(f"\r\x1b[K{text}" if terminal else text, end="" if terminal else "\n", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Clear the terminal's line, so that the next message starts on a clean one."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started_s


def described(step: Step, pace: Pace, unit: str = "page") -> str:
    """``reading page 3 of 10, 0.80 pages/s, 10 s left``."""
    if step.pages_done >= step.page_count:
        return f"{step.stage}, {step.page_count} {unit}s read"
    text = f"{step.stage} {unit} {step.pages_done + 1} of {step.page_count}"
    if pace.rate is None or pace.left_s is None:
        return text
    return f"{text}, {pace.rate:.2f} {unit}s/s, {pace.left_s:.0f} s left"


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
