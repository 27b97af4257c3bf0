"""The lean and bow that all rules of a page share, taken out, so that pieces of one rule get one position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.grids.ruling.strokes import Stroke

Floats = npt.NDArray[np.float64]

LONG = 8.0
"""In glyph heights: strokes from this length on tell the lean; a shorter one may be text."""

TERMS = 3
"""Lean, fan (lean that changes down the page: perspective), and bow."""


@dataclass(frozen=True, slots=True)
class Course:
    """How strokes along x run: y = y at ``x_mid`` + lean u + fan u v + bow u u.

    u and v are in page lengths from the middle; ``length`` is the longer side of the page in pixels.
    """

    x_mid: float
    y_mid: float
    length: float
    lean: float = 0.0
    fan: float = 0.0
    bow: float = 0.0

    def offset(self, x: Floats | float, y: Floats | float) -> Floats:
        """How far, in pixels, a stroke through (x, y) lies below where it crosses the page's middle."""
        terms = _terms(self, np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
        return np.asarray(terms @ np.array([self.lean, self.fan, self.bow]), dtype=np.float64)


def common_course(strokes: Sequence[Stroke], width: float, height: float, glyph_px: float) -> Course:
    """The course that the long strokes share, by least squares, strokes that run otherwise left out."""
    flat = Course(width / 2, height / 2, max(width, height))
    telling = [stroke for stroke in strokes if stroke.length >= LONG * glyph_px and len(stroke.xs) > TERMS]
    course = flat
    for _ in range(3):
        near = [s for s in telling if np.ptp(s.ys - course.offset(s.xs, s.ys)) <= _tolerance(course, s, glyph_px)]
        if not near:
            return flat
        course = _fitted(near, flat)
    return course


def _tolerance(course: Course, stroke: Stroke, glyph_px: float) -> float:
    """On the first round all that lean up to one in fifty; afterwards what is straight to half a glyph."""
    first = course.lean == course.fan == course.bow == 0.0
    return stroke.length / 50 if first else glyph_px / 2


def _fitted(strokes: Sequence[Stroke], flat: Course) -> Course:
    rows, values = [], []
    for stroke in strokes:
        terms = _terms(flat, stroke.xs, stroke.ys)
        rows.append(terms - terms.mean(axis=0))
        values.append(stroke.ys - stroke.ys.mean())
    matrix, target = np.vstack(rows), np.concatenate(values)
    # a ridge of half a sample a term: with rules in one part of the page only, fan and lean cannot be told apart
    damped = np.vstack([matrix, np.eye(TERMS) * 0.5])
    lean, fan, bow = np.linalg.lstsq(damped, np.concatenate([target, np.zeros(TERMS)]), rcond=None)[0]
    return Course(flat.x_mid, flat.y_mid, flat.length, float(lean), float(fan), float(bow))


def _terms(course: Course, x: Floats, y: Floats) -> Floats:
    u, v = (x - course.x_mid) / course.length, (y - course.y_mid) / course.length
    return np.stack([u, u * v, u * u], axis=-1)
