"""Ruling lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Orientation = Literal["horizontal", "vertical"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical ruling line, in upright page coordinates.

    ``position`` is y for a horizontal one and x for a vertical one; ``start`` <= ``end`` run along it.
    ``strength`` is the share of its length where ink was really seen (1 for a drawn line of a PDF).
    """

    orientation: Orientation
    position: float
    start: float
    end: float
    thickness: float = 1.0
    strength: float = 1.0

    def moved(self, dx: float, dy: float) -> Rule:
        across, along = (dy, dx) if self.orientation == "horizontal" else (dx, dy)
        return replace(self, position=self.position + across, start=self.start + along, end=self.end + along)

    @property
    def length(self) -> float:
        return self.end - self.start
