"""Straight line segments of a page: ruling lines, frames, edges of the sheet."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Gray = npt.NDArray[np.uint8]

# A segment shorter than this share of the picture's long side may be a stroke of a character: on a page of
# 30 lines a character is about 2 % of it, and a box-drawing stroke of a title 3 %.
_SHORTEST_SHARE = 0.04


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Segments with their ends, each of shape (n, 2), in pixels of the picture they were found in."""

    starts: Floats
    ends: Floats

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lengths(self) -> Floats:
        return np.asarray(np.hypot(*(self.ends - self.starts).T), dtype=np.float64)

    @property
    def angles_deg(self) -> Floats:
        """Directions in degrees, clockwise from the x axis (y runs down), any multiple of 180 apart the same."""
        dx, dy = (self.ends - self.starts).T
        return np.asarray(np.degrees(np.arctan2(dy, dx)), dtype=np.float64)

    def where(self, keep: npt.NDArray[np.bool_]) -> Segments:
        return Segments(self.starts[keep], self.ends[keep])


def find_segments(gray: Gray) -> Segments:
    """Long straight segments, found by LSD (Grompone von Gioi et al., IPOL 2012) to a fraction of a pixel."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(gray)[0]
    if found is None:
        return Segments(np.empty((0, 2)), np.empty((0, 2)))
    flat = np.asarray(found, dtype=np.float64).reshape(-1, 4)
    segments = Segments(flat[:, :2], flat[:, 2:])
    return segments.where(segments.lengths >= _SHORTEST_SHARE * max(gray.shape))


def quarter_angle(angles_deg: npt.ArrayLike) -> Floats:
    """Angles brought into (-45, 45] by quarter turns: a rule and a rule across it have the same."""
    return np.asarray(45.0 - np.mod(45.0 - np.asarray(angles_deg, dtype=np.float64), 90.0), dtype=np.float64)
