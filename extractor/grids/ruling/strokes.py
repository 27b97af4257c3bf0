"""Long thin strokes in pixels: what may be pieces of ruling lines. Positions and lengths here are in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from extractor.grids.ruling.bands import Bands, Grey, runs_of
from models.components import Components
from models.median import median

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

THICKEST = 0.45
"""In glyph heights: a stroke up to this thick may be a rule; a bold one is 0.2 to 0.35."""

INKED = 0.5
"""Share of a stroke's length with ink before gaps were bridged; dashes reach 0.6."""

FLANK = 0.2
"""In glyph heights: the strip beside a stroke that is looked at. Where there is ink in it on both sides at once, the
stroke is crowded: strokes of a glyph stand near to each other, while a rule has paper on one side at least."""

SHORT = 5.0
"""In glyph heights: a stroke shorter than this may be one side of a 目 or 口 that fills its row."""

BARE = 0.6
"""Share of its length in which a short stroke must have paper on both sides. Rules between the cells of one row have
0.8 and more, outer strokes of glyphs 0.1 to 0.5."""

WIDE_FLANK = 0.45
"""In glyph heights: so far beside a stroke the other strokes of its glyph, or the next glyph, are met. A cell's text
keeps that far from its rule on one side at least."""

STRETCH = 1.2
"""In glyph heights: soundness is looked at over such stretches; one glyph and the gap to the next."""

UNSOUND = 0.45
"""Share of a stretch that is blank or crowded, from which on it belongs to glyphs. Their strokes reach 0.6; dashes
are blank by 0.4, and a rule is crossed by others over at most 0.2 of its length."""

TIED = 8.0
"""In glyph heights: a run so long is a rule's even where print leans on it; no row of glyphs runs on without a gap."""

TIGHTEST = 30.0
"""In glyph heights: the radius of the tightest bow of a rule. The ring of a seal has 6, a curled page over 70."""

SHOWING_THROUGH, EVIDENT = 0.35, 5.0
"""Darkness of a rule of the sheet's other side, relative to one printed on this, at most; and the length in glyph
heights of a stretch that tells that it is one.
"""

TELLING_SAGITTA_PX = 1.5
"""A bow is believed from this depth on; pixels are not finer."""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stroke along x: its centre line sampled at ``xs`` (shape (k,)) as ``ys``, ``start`` to ``end``.

    ``ink`` is the share of its length where ink was seen before gaps were bridged; ``enclosed`` the share where other
    ink is near on both sides; ``darkness`` its usual grey levels below the paper.
    """

    xs: Floats
    ys: Floats
    start: float
    end: float
    thickness: float
    ink: float
    enclosed: float
    darkness: float

    @property
    def length(self) -> float:
        return self.end - self.start


def strokes_along_x(bands: Bands, glyph_px: float) -> tuple[Stroke, ...]:
    """All strokes that run along x, without the parts that belong to glyphs."""
    return tuple(
        stroke
        for component in _components(bands.runs, 0, 0)
        for part in _untangled(component, bands, glyph_px)
        for shade in _printed(part, bands, glyph_px)
        for stroke in _traced(shade, bands, glyph_px)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Component:
    """Connected pixels: ``mask`` of shape (h, w), its top left corner at (``x``, ``y``) of the page."""

    mask: Flags
    x: int
    y: int

    def cut(self, page: Grey) -> Grey:
        """The page where the component is."""
        height, width = self.mask.shape
        return page[self.y : self.y + height, self.x : self.x + width]


def _components(mask: Grey, x: int, y: int) -> list[_Component]:
    """The components of a mask whose top left corner is at (x, y)."""
    pieces = Components.of(mask)
    boxes = [tuple(int(v) for v in box) for box in pieces.stats[1:, :4]]
    return [
        _Component(pieces.labels[top : top + h, left : left + w] == i, x + left, y + top)
        for i, (left, top, w, h) in enumerate(boxes, start=1)
    ]


def _untangled(component: _Component, bands: Bands, glyph_px: float) -> list[_Component]:
    """The component; or, where print that leans on rules ties some together, its long runs one by one, and of those
    along which a paler band runs, such as a rule of the other side that shows through, what is dark.
    """
    if component.mask.shape[1] < TIED * glyph_px or not _is_thick(component, bands, glyph_px):
        return [component]
    parts: list[_Component] = []
    for run in _long_runs(component, glyph_px):
        parts += _long_runs(_dark_core(run, bands), glyph_px) if _is_thick(run, bands, glyph_px) else [run]
    return parts


def _printed(component: _Component, bands: Bands, glyph_px: float) -> list[_Component]:
    """The component; of one that is mostly a rule of the other side, what is printed in its line on this one."""
    deepest = np.where(component.mask, component.cut(bands.darkness), 0).max(axis=0)
    shade = uniform_filter1d(deepest.astype(float), max(3, round(glyph_px)))
    darkest = float(shade.max())
    if median(deepest) > SHOWING_THROUGH * darkest:
        return [component]
    dark = [(a, b) for a, b in runs_of(shade >= darkest / 2) if b - a >= EVIDENT * glyph_px]
    return [_Component(component.mask[:, a:b], component.x + a, component.y) for a, b in dark] or [component]


def _is_thick(component: _Component, bands: Bands, glyph_px: float) -> bool:
    ink = component.mask & (component.cut(bands.seen) > 0)
    return float(np.median(ink.sum(axis=0))) > THICKEST * glyph_px


def _long_runs(component: _Component, glyph_px: float) -> list[_Component]:
    kernel = np.ones((1, round(TIED * glyph_px)), np.uint8)
    runs = cv2.morphologyEx(component.mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    return _components(np.asarray(runs, dtype=np.uint8), component.x, component.y)


def _dark_core(component: _Component, bands: Bands) -> _Component:
    """The pixels of a component that are at least half as dark as its columns usually are at their darkest."""
    darkness = np.where(component.mask, component.cut(bands.darkness), 0)
    return replace(component, mask=darkness >= max(1.0, float(np.median(darkness.max(axis=0))) / 2))


@dataclass(frozen=True, slots=True, eq=False)
class _Trace:
    """A component column by column, each of shape (width,).

    Its ``centre`` line in rows of the page; ``clear`` where it has ink that nothing dark leans on; ``blank`` where it
    has none; ``crowded`` where there is ink beside it on both sides, ``bare`` where there is on none,
    ``enclosed`` where there is on both within a wider strip.
    """

    centre: Floats
    clear: Flags
    blank: Flags
    crowded: Flags
    bare: Flags
    enclosed: Flags
    thickness: float
    darkness: float


def _traced(component: _Component, bands: Bands, glyph_px: float) -> Iterator[Stroke]:
    x = component.x
    trace = _trace(component.mask, bands, x, component.y, glyph_px)
    if trace is None:
        return
    unsound = uniform_filter1d((trace.blank | trace.crowded).astype(float), max(3, round(STRETCH * glyph_px)))
    for first, last in runs_of(unsound <= UNSOUND):
        inked = np.flatnonzero(~trace.blank[first:last])
        # it begins and ends with ink: closing and smoothing drew it out
        start, end = (first + int(inked[0]), first + int(inked[-1]) + 1) if len(inked) else (first, first)
        if end - start >= glyph_px and (stroke := _stroke(trace, start, end, x, glyph_px)) is not None:
            yield stroke


def _trace(mask: Flags, bands: Bands, x: int, y: int, glyph_px: float) -> _Trace | None:
    h, w = mask.shape
    ink = mask & (bands.seen[y : y + h, x : x + w] > 0)
    per_column = ink.sum(axis=0)
    inked = per_column > 0
    if inked.mean() < INKED:
        return None
    thickness = median(per_column[inked])
    if thickness > THICKEST * glyph_px:
        return None
    # where something dark leans on the rule, its middle cannot be told
    clear = inked & (per_column <= thickness + 2)
    columns = np.flatnonzero(clear)
    centres = (ink * np.arange(h)[:, None]).sum(axis=0)[columns] / per_column[columns]
    centre = np.interp(np.arange(w), columns, centres) + y
    deepest = np.where(mask, bands.darkness[y : y + h, x : x + w], 0).max(axis=0)
    darkness = median(deepest)
    half = darkness / 2
    # two pixels: the blurred edge of the stroke itself
    wide = np.arange(thickness / 2 + 2, thickness / 2 + 3 + WIDE_FLANK * glyph_px)
    beside = len(np.arange(thickness / 2 + 2, thickness / 2 + 3 + FLANK * glyph_px))
    over, under = _ink_at(-wide, centre, x, bands, half), _ink_at(wide, centre, x, bands, half)
    above, below = _in_any(over[:beside]), _in_any(under[:beside])
    enclosed = _in_any(over) & _in_any(under)
    return _Trace(centre, clear, deepest < half, above & below, ~(above | below), enclosed, thickness, darkness)


def _ink_at(offsets: Floats, centre: Floats, x: int, bands: Bands, half: float) -> Flags:
    """Whether there is ink at each offset, in rows, from the centre line, which starts at column ``x``."""
    rows = np.clip(np.rint(centre + offsets[:, None]).astype(int), 0, len(bands.darkness) - 1)
    return np.asarray(bands.darkness[rows, np.arange(x, x + len(centre))] >= half)


def _in_any(rows: Flags) -> Flags:
    """Column by column, whether any of the rows has it."""
    return np.asarray(rows.any(axis=0))


def _stroke(trace: _Trace, start: int, end: int, x: int, glyph_px: float) -> Stroke | None:
    """The part of a component from column ``start`` to ``end``, unless it is an arc or a glyph's."""
    if end - start < SHORT * glyph_px and trace.bare[start:end].mean() < BARE:
        return None
    columns = np.flatnonzero(trace.clear[start:end]) + start
    if not len(columns):
        return None
    bins = _equal_bins(columns, max(1, round(len(columns) / glyph_px)))
    xs = np.concatenate([rows.mean(axis=1) for rows in bins])
    ys = np.concatenate([np.median(trace.centre[rows], axis=1) for rows in bins])
    if _is_arc(xs, ys, glyph_px):
        return None
    return Stroke(
        xs=xs + x + 0.5,
        ys=ys + 0.5,
        start=float(x + start),
        end=float(x + end),
        thickness=trace.thickness,
        ink=1.0 - float(trace.blank[start:end].mean()),
        enclosed=float(trace.enclosed[start:end].mean()),
        darkness=trace.darkness,
    )


def _equal_bins(columns: npt.NDArray[np.intp], count: int) -> tuple[npt.NDArray[np.intp], ...]:
    """So many bins of equal length, in rows; where it does not go up, the first of them have one more."""
    length, longer = divmod(len(columns), count)
    split = longer * (length + 1)
    first, rest = columns[:split].reshape(longer, length + 1), columns[split:].reshape(count - longer, length)
    return (first, rest) if longer else (rest,)


def _is_arc(xs: Floats, ys: Floats, glyph_px: float) -> bool:
    """Whether a centre line bends as the ring of a seal does, and no curled page."""
    if len(xs) < 3:
        return False
    bend = abs(float(np.polyfit(xs - xs.mean(), ys, 2)[0]))
    sagitta = bend * float(np.ptp(xs)) ** 2 / 4
    return sagitta >= TELLING_SAGITTA_PX and 2 * bend * TIGHTEST * glyph_px > 1
