"""A shown page turned so that its text stands upright: for people to look at, by the angles that the result tells."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.geometry import Box, Homography, bounding_box

_STEEPEST_DEG = 40.0
"""A box around a cell that leans more says nothing of the cell's own sides: at 45° all shapes have a square one."""


@dataclass(frozen=True, slots=True)
class UprightView:
    """The page as looked at upright: ``width`` by ``height``, in the unit of the shown page.

    ``to_upright`` leads from the shown page to it. ``skew_deg`` is what the content still leaned after the turn.
    """

    width: float
    height: float
    to_upright: Homography
    turn_deg: int
    skew_deg: float

    @staticmethod
    def of(width: float, height: float, rotation: int, skew_deg: float) -> UprightView:
        """Of a shown page; ``rotation`` and ``skew_deg`` as in the contract's ``PageInfo``."""
        # Clockwise as one looks at it, y down: the content leaned by skew after the turn, so it is turned back by that.
        angle = math.radians(rotation - skew_deg)
        cos, sin = math.cos(angle), math.sin(angle)
        turned = Homography.of(np.array([[cos, -sin, 0.0], [sin, cos, 0.0]]))
        box = bounding_box(turned.apply(Box(0.0, 0.0, width, height).corners()))
        shift = Homography.of(np.array([[1.0, 0.0, -box.x0], [0.0, 1.0, -box.y0]]))
        return UprightView(box.width, box.height, shift.after(turned), rotation, skew_deg)

    def box(self, shown: Box) -> Box:
        """The upright rectangle whose box on the shown page is ``shown``.

        A leaning rectangle's box is larger than it; turning the box again would make it larger still, so the
        rectangle's own sides are reckoned back from the box's.
        """
        (x, y), *_ = self.to_upright.apply([shown.center])
        width, height = (shown.width, shown.height) if self.turn_deg in (0, 180) else (shown.height, shown.width)
        if abs(self.skew_deg) < _STEEPEST_DEG:
            angle = math.radians(abs(self.skew_deg))
            cos, sin = math.cos(angle), math.sin(angle)
            spread = cos * cos - sin * sin
            inner = (width * cos - height * sin) / spread, (height * cos - width * sin) / spread
            if min(inner) > 0:  # else it is no such rectangle's box: one of a bent page, or a line's own
                width, height = inner
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
