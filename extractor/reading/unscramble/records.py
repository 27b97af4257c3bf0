"""How good the best readings of a scrambled form were, while they are searched for."""

from __future__ import annotations

from bisect import bisect_right


class Records:
    """How far ahead the best reading was, by how many characters it had read."""

    def __init__(self) -> None:
        self.reads: list[int] = []
        self.aheads: list[float] = []

    def until(self, read: int) -> float:
        """Of readings that have read as many characters, or fewer."""
        at = bisect_right(self.reads, read)
        return self.aheads[at - 1] if at else 0.0

    def add(self, read: int, ahead: float) -> bool:
        """Whether it is ahead of all others."""
        if ahead <= self.until(read):
            return False
        at = bisect_right(self.reads, read)
        beaten = next((i for i in range(at, len(self.reads)) if self.aheads[i] > ahead), len(self.reads))
        self.reads[at:beaten], self.aheads[at:beaten] = [read], [ahead]
        return at + 1 == len(self.reads)
