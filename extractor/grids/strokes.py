"""Long thin strokes in pixels: what may be a piece of a ruling line. Positions and lengths here are in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

SMOOTHING = 0.2
"""In glyph heights: grey values are averaged this far along a stroke, which lifts a faint rule out of the noise.
Shorter than the gap between two glyphs, so that no line of text is smeared into a stroke."""

THICKEST = 0.45
"""In glyph heights: a darker band up to this thick counts as a stroke; a bold rule is 0.2 to 0.35."""

BESIDE = 0.6
"""In glyph heights: paper is looked for within this distance across a stroke, so it must be wider than one."""

BRIDGE = 0.35
"""In glyph heights: gaps between dashes and breaks of a worn rule up to this long are closed."""

SHORTEST = 1.4
"""In glyph heights: longer than any stroke of one glyph, shorter than the side of the smallest cell."""

FAINTEST = 10.0
"""Grey levels that a stroke must be darker than the paper beside it."""

OVER_NOISE = 5.0
"""How many standard deviations of the paper's grain a stroke must be darker than the paper beside it: the grain's
own extremes within the reach of the look aside are four apart."""

TIGHTEST = 30.0
"""In glyph heights: the radius of the tightest bow of a rule. The ring of a seal has 6, a curled page over 70."""

TELLING_SAGITTA_PX = 1.5
"""A bow is believed from this depth on; pixels are not finer."""

INKED = 0.5
"""Share of a stroke's length with ink of its own, before gaps were bridged; dashes reach 0.6."""

FLANK = 0.2
"""In glyph heights: the strip on either side of a stroke in which a rule has paper. The strokes of a glyph stand
nearer to each other, while text keeps further from the rules of its cell."""

BARE = 0.65
"""Share of its length in which a rule has paper on both sides. On scans of every grade rules have 0.8 and more;
strokes of neighbouring glyphs that happen to line up have 0.1 to 0.5."""

FLANK_INK = 0.4
"""Ink beside a stroke is what is darker than the paper by this share of the stroke's own darkness."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stroke along x: its centre line sampled at ``xs`` (shape (k,)) as ``ys``, ``start`` to ``end``.

    ``ink`` is the share of its length where ink was seen before gaps were bridged.
    """

    xs: Floats
    ys: Floats
    start: float
    end: float
    thickness: float
    ink: float

    @property
    def length(self) -> float:
        return self.end - self.start


def glyph_height(grey: Grey) -> float:
    """The height in pixels of an ordinary glyph; a guess from the page's size where there is none.

    Strokes of one glyph are closed into it; rules and specks are left out by their shape.
    """
    # smoothed, and twenty grey levels: the noise of a phone's sensor in poor light stays under half of that
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 20)
    # a page holds 40 to 110 lines of text: the bounds of a glyph's height, whatever the resolution
    smallest, largest = max(5.0, max(grey.shape) / 250), max(grey.shape) / 35
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH].astype(float), stats[1:, cv2.CC_STAT_HEIGHT].astype(float)
    fits = (heights >= smallest) & (heights <= largest) & (widths >= heights / 3) & (widths <= heights * 2)
    # the upper quartile: half of the components are parts of a glyph
    return float(np.percentile(heights[fits], 75)) if fits.sum() >= 10 else max(grey.shape) / 80


def strokes_along_x(grey: Grey, glyph_px: float) -> tuple[Stroke, ...]:
    """All strokes that run along x. ``grey`` has dark ink on light paper."""
    bands = dark_bands(grey, glyph_px)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bands.runs, connectivity=8)
    numbered = np.asarray(labels, dtype=np.int32)
    found = (_stroke(numbered, bands, stats[i], i, glyph_px) for i in range(1, count))
    return tuple(stroke for stroke in found if stroke is not None and bare_share(grey, stroke, glyph_px) >= BARE)


def bare_share(grey: Grey, stroke: Stroke, glyph_px: float) -> float:
    """The share of a stroke's length with paper on both sides, 0 to 1: high for a rule, low for a row of glyphs."""
    xs = np.arange(int(stroke.start), int(stroke.end))
    ys = np.interp(xs, stroke.xs, stroke.ys) - 0.5

    def darkest(offsets: Floats) -> Floats:
        rows = np.clip(np.round(ys + offsets[:, None]).astype(int), 0, len(grey) - 1)
        return np.asarray(grey[rows, xs].min(axis=0), dtype=np.float64)

    reach = BESIDE * glyph_px
    core = float(np.median(darkest(np.arange(-1.0, 2.0))))
    rows = np.clip(np.round(ys + np.arange(-reach, reach + 1)[:, None]).astype(int), 0, len(grey) - 1)
    paper = float(np.percentile(grey[rows, xs], 80))  # most of what is around a rule is paper
    limit = paper - FLANK_INK * (paper - core)
    # two pixels: the blurred edge of the stroke itself
    flank = np.arange(stroke.thickness / 2 + 2, stroke.thickness / 2 + 2 + FLANK * glyph_px)
    return float(((darkest(-flank) >= limit) & (darkest(flank) >= limit)).mean())


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """``darkness`` of the page's marks in grey levels below the paper around them.

    ``seen``, 0 or 1: where there is one after smoothing along x; ``runs``, 0 or 1: long runs, gaps bridged.
    """

    darkness: Grey
    seen: Grey
    runs: Grey


def dark_bands(grey: Grey, glyph_px: float) -> Bands:
    """Thin dark bands along x: a black-hat across x, smoothed, thresholded over the grain, closed and opened."""
    across = np.ones((_odd(BESIDE * glyph_px), 1), np.uint8)
    smooth = cv2.blur(grey, (_odd(SMOOTHING * glyph_px), 1))
    level = max(FAINTEST, OVER_NOISE * _grain(np.asarray(smooth, dtype=np.uint8), glyph_px))
    seen = (cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, across) >= level).astype(np.uint8)
    # one pixel up and down: a leaning rule steps to the next row of pixels
    thick = cv2.dilate(seen, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _odd(BRIDGE * glyph_px)), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _odd(SHORTEST * glyph_px)), np.uint8))
    # looked for on all sides, so that a rule is dark where another crosses it too
    around = np.ones((_odd(2 * BESIDE * glyph_px),) * 2, np.uint8)
    darkness = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, around)
    return Bands(np.asarray(darkness, dtype=np.uint8), seen, np.asarray(runs, dtype=np.uint8))


def _grain(smooth: Grey, glyph_px: float) -> float:
    """The standard deviation of the paper, in grey levels, away from anything dark."""
    reach = _odd(glyph_px)
    level = cv2.blur(smooth, (reach, reach)).astype(np.float32)
    deviation = smooth.astype(np.float32) - level
    dark = cv2.dilate((deviation < -FAINTEST * 2).astype(np.uint8), np.ones((reach, reach), np.uint8))
    paper = deviation[(dark == 0) & (np.abs(deviation) < FAINTEST * 2)]
    return float(paper.std()) if paper.size else 0.0


def _share_inked(darkness: Grey, mask: npt.NDArray[np.bool_]) -> float:
    """The share of columns at least half as dark as the stroke's usual: gaps that smoothing has filled count."""
    deepest = np.where(mask, darkness, 0).max(axis=0)
    return float((deepest >= np.median(deepest) / 2).mean())


def _is_arc(xs: Floats, ys: Floats, glyph_px: float) -> bool:
    """Whether a centre line bends as the ring of a seal does, and no curled page."""
    if len(xs) < 3:
        return False
    bend = abs(float(np.polyfit(xs - xs.mean(), ys, 2)[0]))
    sagitta = bend * float(np.ptp(xs)) ** 2 / 4
    return sagitta >= TELLING_SAGITTA_PX and 2 * bend * TIGHTEST * glyph_px > 1


def _stroke(
    labels: npt.NDArray[np.int32], bands: Bands, stat: Sequence[int], label: int, glyph_px: float
) -> Stroke | None:
    x, y, w, h = (int(v) for v in stat[:4])
    window = slice(y, y + h), slice(x, x + w)
    ink = (labels[window] == label) & (bands.seen[window] > 0)
    per_column = ink.sum(axis=0)
    inked = per_column > 0
    if inked.mean() < INKED:
        return None
    thickness = float(np.median(per_column[inked]))
    if thickness > THICKEST * glyph_px:
        return None
    # where something dark leans on the rule, its middle cannot be told
    clear = inked & (per_column <= thickness + 2)
    columns = np.flatnonzero(clear)
    rows = np.arange(h)[:, None]
    centres = (ink * rows).sum(axis=0)[columns] / per_column[columns]
    bins = np.array_split(np.arange(len(columns)), max(1, round(len(columns) / glyph_px)))
    xs = np.array([columns[b].mean() for b in bins if len(b)], dtype=np.float64)
    ys = np.array([np.median(centres[b]) for b in bins if len(b)], dtype=np.float64)
    if _is_arc(xs, ys, glyph_px):
        return None
    return Stroke(
        xs=xs + x + 0.5,
        ys=ys + y + 0.5,
        start=float(x),
        end=float(x + w),
        thickness=thickness,
        ink=_share_inked(bands.darkness[window], labels[window] == label),
    )


def _odd(length: float) -> int:
    """The nearest odd number of pixels, at least 3: a kernel with a middle."""
    return max(3, 2 * round((length - 1) / 2) + 1)
