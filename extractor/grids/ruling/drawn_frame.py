"""From the coordinates of a PDF's drawings to the frame in which its page is upright."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.errors import PageError
from models.geometry import Homography, PageMap, Points
from models.page import PdfPage

PAGE_LENGTH_PT = 842.0
"""The longer side of A4. Lengths of what is drawn are in points on a page up to that size and grow with larger ones."""

PALE = 0.97
"""Grey value, 0 to 1, above which paint cannot be seen on white paper."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnFrame:
    """``point``: such a point's length where things are drawn; ``scale``: how much longer a length is upright."""

    point: float
    scale: float
    turn: Points
    to_upright: Homography

    @classmethod
    def of(cls, page: PdfPage, to_shown: PageMap) -> DrawnFrame:
        """``to_shown`` maps the upright frame to the page as shown. Raises PageError where a step of it warps."""
        point = max(1.0, max(page.width, page.height) / PAGE_LENGTH_PT)
        turn = np.array(page.handle.rotation_matrix, dtype=np.float64).reshape(3, 2)
        to_upright = _inverse(to_shown, page.number)
        origin, right = to_upright.apply([[0.0, 0.0], [1.0, 0.0]])
        return cls(point, float(np.hypot(*(right - origin))), turn, to_upright)

    def upright(self, points: Points) -> Points:
        """Drawings come as if the page had no /Rotate; pymupdf's rotation matrix brings them to what is shown."""
        return self.to_upright.apply(np.asarray(points @ self.turn[:2] + self.turn[2], dtype=np.float64))


def is_visible(colour: object, opacity: float | None) -> bool:
    """Whether paint can be seen: pymupdf gives a tuple of 1, 3 or 4 numbers as its colour, one number, or None."""
    if colour is None or (opacity is not None and opacity <= 1 - PALE):
        return False
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    return any(value < PALE for value in values)


def _inverse(to_shown: PageMap, number: int) -> Homography:
    result = Homography.of(np.eye(3))
    for step in to_shown.steps:
        if not isinstance(step, Homography):
            raise PageError(number, "drawn rules", "the page was warped; find its rules in pixels instead")
        result = step.after(result)
    return result.inverse()
