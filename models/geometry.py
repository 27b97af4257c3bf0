"""Boxes, and the way back from an upright page to the page as a viewer shows it.

Two frames are used throughout:

* the *shown* frame: the page as a viewer shows it (``/Rotate`` and EXIF applied), origin top left, in PDF
  points, or in pixels for an image;
* the *upright* frame: the same page turned, deskewed and flattened so that its text stands upright, in the
  same unit. Everything after imaging works in the upright frame; only the result is mapped back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Points, shape (n, 2), as x then y."""


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box, origin top left: ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def intersection(self, other: Box) -> Box | None:
        """The common part, or None where the boxes do not overlap."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return Box(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def scaled(self, factor: float) -> Box:
        return Box(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)

    def padded(self, margin: float) -> Box:
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def corners(self) -> Points:
        """Its four corners, clockwise from the top left, shape (4, 2)."""
        return np.array([[self.x0, self.y0], [self.x1, self.y0], [self.x1, self.y1], [self.x0, self.y1]])


def bounding_box(points: npt.ArrayLike) -> Box:
    """The smallest box around points of shape (n, 2), n >= 1."""
    array = np.asarray(points, dtype=np.float64)
    (x0, y0), (x1, y1) = array.min(axis=0), array.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


def union_of(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all of them, or None for none."""
    every = list(boxes)
    if not every:
        return None
    return Box(
        min([box.x0 for box in every]),
        min([box.y0 for box in every]),
        max([box.x1 for box in every]),
        max([box.y1 for box in every]),
    )


@dataclass(frozen=True, slots=True)
class Homography:
    """A projective map of the plane: ``matrix`` holds its nine numbers, row by row."""

    matrix: tuple[float, float, float, float, float, float, float, float, float]

    @staticmethod
    def of(matrix: npt.ArrayLike) -> Homography:
        """From a 3x3, or an affine 2x3, matrix."""
        array = np.asarray(matrix, dtype=np.float64)
        full = np.vstack([array, [0.0, 0.0, 1.0]]) if array.shape == (2, 3) else array
        return Homography(tuple(float(v) for v in full.reshape(9)))  # type: ignore[arg-type]

    def array(self) -> npt.NDArray[np.float64]:
        return np.array(self.matrix, dtype=np.float64).reshape(3, 3)

    def apply(self, points: npt.ArrayLike) -> Points:
        flat = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        mapped = np.column_stack([flat, np.ones(len(flat))]) @ self.array().T
        return np.asarray(mapped[:, :2] / mapped[:, 2:3], dtype=np.float64)

    def inverse(self) -> Homography:
        return Homography.of(np.linalg.inv(self.array()))

    def after(self, first: Homography) -> Homography:
        """The map that does ``first`` and then this one."""
        return Homography.of(self.array() @ first.array())


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A smooth warp, sampled on a regular lattice: the flattening of a curled page.

    ``targets`` has shape (rows, cols, 2); entry (j, i) is where the point (i * step, j * step) goes.
    """

    step: float
    targets: npt.NDArray[np.float64]

    def apply(self, points: npt.ArrayLike) -> Points:
        """Bilinear between lattice points; linear beyond the rim."""
        flat = np.asarray(points, dtype=np.float64).reshape(-1, 2) / self.step
        rows, cols = self.targets.shape[:2]
        i = np.clip(np.floor(flat[:, 0]), 0, cols - 2).astype(int)
        j = np.clip(np.floor(flat[:, 1]), 0, rows - 2).astype(int)
        u, v = (flat[:, 0] - i)[:, None], (flat[:, 1] - j)[:, None]
        t = self.targets
        top = t[j, i] * (1 - u) + t[j, i + 1] * u
        bottom = t[j + 1, i] * (1 - u) + t[j + 1, i + 1] * u
        return np.asarray(top * (1 - v) + bottom * v, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class PageMap:
    """From the upright frame to the shown frame: its steps, first applied first. No step is the identity."""

    steps: tuple[Homography | Mesh | Strips, ...] = ()

    def apply(self, points: npt.ArrayLike) -> Points:
        result = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        for step in self.steps:
            result = step.apply(result)
        return result

    def box(self, box: Box) -> Box:
        """The box, in the shown frame, around where the four corners of ``box`` go."""
        if not self.steps:
            return box
        first = self.steps[0]
        if isinstance(first, Strips):  # the box belongs to the strip of its middle, though it may reach over an edge
            return PageMap((*first.at(box.center[1]).steps, *self.steps[1:])).box(box)
        return bounding_box(self.apply(box.corners()))


@dataclass(frozen=True, slots=True)
class Strips:
    """A frame of strips under one another, each of which leads elsewhere.

    ``tops``: where the strips begin, y, in rising order; ``maps``: from the frame, not from a strip's own top.
    """

    tops: tuple[float, ...]
    maps: tuple[PageMap, ...]

    def at(self, y: float) -> PageMap:
        """The way of the strip at that height; the first and the last strip go on for ever."""
        return self.maps[max(0, bisect_right(self.tops, y) - 1)]

    def apply(self, points: npt.ArrayLike) -> Points:
        flat = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        strips = np.maximum(np.searchsorted(np.array(self.tops), flat[:, 1], side="right") - 1, 0)
        result = np.empty_like(flat)
        for strip in np.unique(strips):
            result[strips == strip] = self.maps[strip].apply(flat[strips == strip])
        return result
