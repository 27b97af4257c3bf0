"""The bend of a curled page, read from its long rules and rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.imaging.ink import gray_of, ink_mask, without_rules
from extractor.imaging.light import even_light
from extractor.imaging.segments import Floats, Gray
from extractor.imaging.textlines import character_height
from models.components import Components
from models.geometry import Mesh
from models.page import Raster

# A trace must be this long, as a share of the page's width, to show a bend.
_SHORTEST_TRACE = 0.10

# Fewer traces than this do not show how the bend changes down the page.
_FEWEST_TRACES = 4

# A trace strays from a smooth curve by at most this share of a character's height: two rows that touch stray more.
_SMOOTH_SHARE = 0.15

# With so many traces of rules no paler ones are sought: a table has twice as many.
_ENOUGH_RULES = 6

# Pale marks are sought after smoothing along the rows so far, and beside paper so near, both in characters' heights.
_ALONG, _BESIDE = 0.5, 0.6

# They are darker than that paper by so many grey levels, and by so many times what its grain is.
_PALEST, _OVER_GRAIN = 10.0, 3.0

# Points are taken from a trace every so many pixels: bends are smooth.
_EVERY_PX = 8

# Greatest powers of the bend along the rows and down the page. A page at a spine rises steeply and then runs flat,
# which a fifth power follows; from line to line the bend changes slowly. Few traces carry only the fewer powers.
_POWERS = ((3, 1), (5, 2))

# Weight that keeps powers without evidence at zero, against points that number in the thousands.
_RIDGE = 1e-2

# A bend of less than this share of the long side is left alone: a third of a character's stroke.
_LEAST_BEND = 0.0012

# What is left of the unevenness of traces that the bend was not read from, as a share of it, for it to be believed: of
# a straight page all is left, of a bent one with pale rules less than three quarters.
_BELIEVED_SHARE = 0.8

# Cells of the mesh along the page's long side: a bend is straight to a tenth of a pixel within one.
_MESH_CELLS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """How far rows of the level page are shifted down, by a polynomial in (along, down), both -1 to 1 on the page.

    ``powers`` are its greatest powers. It is held constant beyond ``seen``, the region where there were traces.
    """

    powers: tuple[int, int]
    coefficients: Floats
    center: tuple[float, float]
    reach: float
    seen: tuple[float, float, float, float]

    def shift(self, x: Floats, y: Floats) -> Floats:
        """The shift at level coordinates, in their unit."""
        x0, y0, x1, y1 = self.seen
        along = (np.clip(x, x0, x1) - self.center[0]) / self.reach
        down = (np.clip(y, y0, y1) - self.center[1]) / self.reach
        return np.asarray(_terms(along, down, self.powers) @ self.coefficients * self.reach, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Points:
    """Points on traces; ``trace`` numbers the trace of each, down the page."""

    x: Floats
    y: Floats
    trace: npt.NDArray[np.int64]

    def where(self, keep: npt.NDArray[np.bool_]) -> _Points:
        return _Points(self.x[keep], self.y[keep], self.trace[keep])

    def levels(self) -> Floats:
        """Each trace's mean height; of one without points, the page's middle."""
        counts = np.bincount(self.trace)
        return np.asarray(np.bincount(self.trace, self.y) / np.maximum(counts, 1), dtype=np.float64)


def find_bend(gray: Gray, ink: Gray, text_height_px: float) -> Bend | None:
    """The bend of the rows of an upright page, in its pixels; None where rows are straight enough.

    ``ink`` is the mask of ``gray``, whose light is even.

    Each trace is the same row of the page all along: its height above its own level is the bend there. Levels
    and bend are solved for together, by least squares without the worst points.
    """
    points = _trace(gray, ink, text_height_px)
    if points is None:
        return None
    height, width = ink.shape
    center, reach = (width / 2, height / 2), max(width, height) / 2
    placed = _Points((points.x - center[0]) / reach, (points.y - center[1]) / reach, points.trace)
    left = {powers: _left_over(placed, powers) for powers in _POWERS}
    powers = min(left, key=lambda powers: left[powers])
    if left[powers] > _BELIEVED_SHARE:
        return None
    seen = (float(points.x.min()), float(points.y.min()), float(points.x.max()), float(points.y.max()))
    bend = Bend(powers, _fit(placed, powers, 0.5 / reach), center, reach, seen)
    largest = float(np.abs(bend.shift(points.x, points.y)).max())
    return bend if largest >= _LEAST_BEND * 2 * reach else None


def _left_over(points: _Points, powers: tuple[int, int]) -> float:
    """What the bend seen in every other trace leaves of the unevenness of those between them, as a share of it."""
    before = after = 0.0
    for parity in (0, 1):
        here, there = points.where(points.trace % 2 == parity), points.where(points.trace % 2 != parity)
        coefficients = _fit(here, powers, 0.0)
        level = there.levels()[there.trace]
        flat = there.y - level
        left = flat - _terms(there.x, level, powers) @ coefficients
        left -= np.bincount(there.trace, left)[there.trace] / np.bincount(there.trace)[there.trace]
        before, after = before + float(np.abs(flat).mean()), after + float(np.abs(left).mean())
    return after / max(before, 1e-9)


def _fit(points: _Points, powers: tuple[int, int], tolerance: float) -> Floats:
    """The bend's coefficients, the worst points left out."""
    level, counts = points.levels(), powers[0] * (powers[1] + 1)
    keep, coefficients = np.ones(len(points.y), dtype=bool), np.zeros(counts)
    for _ in range(3):
        terms = _terms(points.x, level[points.trace], powers)
        coefficients, level = _solve(terms[keep], points.trace[keep], points.y[keep], level)
        left = np.abs(points.y - level[points.trace] - terms @ coefficients)
        # Three standard deviations, each 1.48 times the median of a normal distribution's absolute values.
        keep = left <= max(3.0 * 1.48 * float(np.median(left)), tolerance)
    return coefficients


def flattening(page: Raster) -> Mesh | None:
    """The mesh that lays an upright but bent page flat, from flat to bent, in page units; None for a flat one."""
    gray = gray_of(even_light(page.pixels))
    ink = ink_mask(gray)
    scale = page.px_per_unit
    text_height = character_height(Components.of(ink))
    if text_height == 0.0:
        return None
    rows = find_bend(gray, ink, text_height)
    columns = find_bend(np.ascontiguousarray(gray.T), np.ascontiguousarray(ink.T), text_height)
    if rows is None and columns is None:
        return None
    height, width = ink.shape
    step = max(width, height) / _MESH_CELLS
    x, y = np.meshgrid(np.arange(0, width + step, step), np.arange(0, height + step, step))
    targets = np.stack([x, y], axis=-1)
    if columns is not None:
        targets[:, :, 0] += columns.shift(y, x)
    if rows is not None:
        targets[:, :, 1] += rows.shift(x, y)
    return Mesh(step / scale, targets / scale)


def _terms(along: Floats, down: Floats, powers: tuple[int, int]) -> Floats:
    """Powers of the position, one column each. None is constant along a row: that is the row's own level."""
    columns = [along**i * down**j for i in range(1, powers[0] + 1) for j in range(powers[1] + 1)]
    return np.stack(columns, axis=-1)


def _solve(terms: Floats, trace: npt.NDArray[np.int64], y: Floats, level: Floats) -> tuple[Floats, Floats]:
    """Coefficients and levels that fit the points best. A level is the mean of what its points leave."""
    n_traces = len(level)
    counts = np.maximum(np.bincount(trace, minlength=n_traces), 1)
    means = np.stack([np.bincount(trace, column, n_traces) / counts for column in terms.T], axis=-1)
    y_means = np.bincount(trace, y, n_traces) / counts
    centered, y_centered = terms - means[trace], y - y_means[trace]
    square = centered.T @ centered + _RIDGE * np.eye(terms.shape[1])
    coefficients = np.linalg.solve(square, centered.T @ y_centered)
    present = np.bincount(trace, minlength=n_traces) > 0
    return np.asarray(coefficients, dtype=np.float64), np.where(present, y_means - means @ coefficients, level)


def _thin_marks(gray: Gray, text_height_px: float) -> Gray:
    """What is thin, runs along x and is darker than the paper above and below it, however pale."""
    smooth = cv2.blur(gray, (max(3, round(_ALONG * text_height_px)), 1))
    beside = np.ones((max(3, round(_BESIDE * text_height_px)) | 1, 1), np.uint8)
    darker = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, beside)
    level = max(_PALEST, _OVER_GRAIN * float(np.median(darker)))
    return np.where(darker >= level, np.uint8(255), np.uint8(0))


def _trace(gray: Gray, ink: Gray, text_height_px: float) -> _Points | None:
    """Points along long, nearly level strokes, which are rules and rows of text; numbered down the page."""
    traces = list(_traces_of(_rule_strokes(ink, text_height_px), text_height_px))
    if len(traces) < _ENOUGH_RULES:
        traces += _traces_of(_rule_strokes(_thin_marks(gray, text_height_px), text_height_px), text_height_px)
    traces += _traces_of(_text_strokes(ink, text_height_px), text_height_px)
    if len(traces) < _FEWEST_TRACES:
        return None
    traces.sort(key=lambda trace: float(trace[1].mean()))
    numbers = np.repeat(np.arange(len(traces), dtype=np.int64), [len(x) for x, _ in traces])
    return _Points(np.concatenate([x for x, _ in traces]), np.concatenate([y for _, y in traces]), numbers)


def _rule_strokes(ink: Gray, text_height_px: float) -> Gray:
    # Thickened by two pixels, a rule that rises one in ten still holds a level run longer than any stroke of a
    # character. The gaps of a faint rule are bridged after that.
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    run, bridge = max(12, round(1.2 * text_height_px)), max(12, round(2.0 * text_height_px))
    strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    return np.asarray(cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8)), dtype=np.uint8)


def _text_strokes(ink: Gray, text_height_px: float) -> Gray:
    bridge = max(5, round(1.2 * text_height_px)) | 1
    text = without_rules(ink, text_height_px)
    return np.asarray(cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8)), dtype=np.uint8)


def _traces_of(strokes: Gray, text_height_px: float) -> Iterator[tuple[Floats, Floats]]:
    """Points (x, y) along the middle of each long stroke."""
    pieces = Components.of(strokes)
    for label, (x, y, w, h, _) in enumerate(pieces.stats):
        if label == 0 or w < _SHORTEST_TRACE * strokes.shape[1]:
            continue
        mask = pieces.labels[y : y + h, x : x + w] == label
        thickness = mask.sum(axis=0)
        # A trace is one stroke or one row of text: where it is thicker, something else has run into it.
        usual = max(float(np.median(thickness)), 1.0)
        if usual > 1.6 * text_height_px:  # two rows that ran together
            continue
        columns = np.flatnonzero((thickness > 0) & (thickness <= 1.7 * usual + 1))[::_EVERY_PX]
        if len(columns) < 5:  # fewer points say nothing of a curve of the second power
            continue
        middle = (mask[:, columns] * np.arange(h)[:, None]).sum(axis=0) / thickness[columns]
        along, height = x + columns.astype(np.float64) + 0.5, y + middle.astype(np.float64) + 0.5
        smooth = np.polynomial.Polynomial.fit(along, height, 2)
        if float(np.std(height - smooth(along))) <= _SMOOTH_SHARE * text_height_px:
            yield along, height
