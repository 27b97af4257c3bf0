"""What is seen along a line where a rule may be: ink of its own, ink of text that it would cross, or paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.bands import Bands, Floats, Grey
from extractor.grids.ruling.straightening import Course
from models.rule import Orientation, Rule

Flags = npt.NDArray[np.bool_]

SHORTEST = 0.25
"""In glyph heights: a dash of a worn rule is at least this long; the specks of a fax are shorter."""

REACH = 0.12
"""In glyph heights: a straightened rule strays so far from its line, and two pixels at least."""

SPREAD = 0.15
"""In glyph heights: so far beside a stroke of a glyph that crosses the line its ink is smeared along it."""

FLANK = 0.4
"""In glyph heights: the strip beside a line that is looked at. A rule has paper on one side at least."""

RIM = 0.25
"""In glyph heights: at its two ends a side is inked by the rules that it meets."""

LEAST_ALONE, ALONE = 0.5, 0.15
"""In glyph heights, how much of a side without print beside it tells whether it goes on there; and the share of that
which is inked at least. Worn rules are by 0.4 and more."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One line of the page, pixel by pixel from ``start``: where it has ink of its own (``inked``), and where there
    is ink on it and close to it on both sides (``crowded``), as where it goes through text. ``bare`` where there is
    none close to it on either side. ``darkness`` in grey levels.
    """

    start: int
    inked: Flags
    crowded: Flags
    bare: Flags
    darkness: Grey

    def usual_darkness(self) -> float:
        """The darkness of its own ink; 0 where there is none."""
        own = self.darkness[self.inked]
        return float(np.median(own)) if len(own) else 0.0

    def without_darker(self, darkest: float, spread_px: int) -> Trace:
        """Ink darker than that is a glyph's, and what is within so many pixels of it."""
        dark = np.convolve(self.darkness > darkest, np.ones(2 * spread_px + 1), "same") > 0
        return replace(self, inked=self.inked & ~dark, crowded=self.crowded | (self.inked & dark))

    def shares(self, start: float, end: float) -> tuple[float, float]:
        """The shares, inked and crowded, of a stretch."""
        part = self._part(start, end)
        inked, crowded = self.inked[part], self.crowded[part]
        return (float(inked.mean()), float(crowded.mean())) if len(inked) else (0.0, 0.0)

    def alone(self, start: float, end: float) -> Flags:
        """Whether a stretch is inked, where nothing is close to it on either side."""
        part = self._part(start, end)
        return self.inked[part][self.bare[part]]

    def _part(self, start: float, end: float) -> slice:
        return slice(max(0, round(start) - self.start), max(0, round(end) - self.start))


@dataclass(frozen=True, eq=False)
class View:
    """The page as seen along one direction, which is x here: so upright rules need it transposed.

    ``own`` is the course of its rules, ``crossing`` of the others'.
    """

    orientation: Orientation
    bands: Bands
    own: Course
    crossing: Course
    glyph_px: float

    @cached_property
    def dashes(self) -> Grey:
        kernel = np.ones((1, max(3, round(SHORTEST * self.glyph_px))), np.uint8)
        thick = cv2.dilate(self.bands.seen, np.ones((3, 1), np.uint8))
        return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), dtype=np.uint8)

    def trace(self, at: float, start: float, end: float) -> Trace:
        """The straightened line at ``at``, from ``start`` to ``end``."""
        height, width = self.dashes.shape
        first = start + float(self.crossing.offset(at, start))
        xs = np.arange(round(first), round(first + end - start))
        ys = np.rint(at + self.own.offset(xs.astype(np.float64), np.full(len(xs), at)) - 0.5).astype(int)
        columns = np.clip(xs, 0, width - 1)
        reach = max(2, round(REACH * self.glyph_px))
        beside = np.arange(reach + 2, reach + 2 + max(2, round(FLANK * self.glyph_px)))

        def seen(mask: Grey, offsets: Floats) -> Flags:
            rows = np.clip(ys[None, :] + offsets[:, None].astype(int), 0, height - 1)
            return np.asarray(mask[rows, columns].any(axis=0))

        on_line = seen(self.dashes, np.arange(-reach, reach + 1).astype(np.float64))
        before, behind = (seen(self.bands.seen, side * beside.astype(np.float64)) for side in (-1, 1))
        both = before & behind
        rows = np.clip(ys[None, :] + np.arange(-reach, reach + 1)[:, None], 0, height - 1)
        darkness = np.asarray(self.bands.darkness[rows, columns].max(axis=0), dtype=np.uint8)
        return Trace(round(start), on_line & ~both, on_line & both, ~(before | behind), darkness)

    def is_print(self, side: Rule) -> bool:
        """Whether there is ink only where print is beside it: of a worn rule more is seen before and behind that."""
        rim = RIM * self.glyph_px
        alone = self.trace(side.position, side.start, side.end).alone(side.start + rim, side.end - rim)
        return len(alone) >= LEAST_ALONE * self.glyph_px and float(alone.mean()) < ALONE

    @property
    def spread_px(self) -> int:
        return round(SPREAD * self.glyph_px)
