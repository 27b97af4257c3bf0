"""Where the columns of a table without upright rules begin and end, from how its text is set in them.

Heads stand in the middle of their column, figures end at its right side, labels begin at its left, each as far from the
edge as in any other column: equations in the edges that all hold at once, solved by least squares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

USUAL_PADDING = 0.25
"""In text heights: what printers leave between a cell's edge and its text."""

LIKELY, WEAK = 0.2, 0.01
"""Weights of the usual padding, and of the middle of the gap between two columns, which decides only where nothing else
does; against 1 for what is seen."""

ROUGH, ROUNDS = 0.5, 5
"""In text heights: an equation that is missed by this has half its weight the next time, of so many times."""

NONE_KNOWN: Mapping[int, float] = MappingProxyType({})

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a column's text is set, in page units: ``start``, ``end`` of all of it; ``middle`` of its head;
    ``left``, ``right``: where its labels begin and its figures end, if they do so in line.
    """

    start: float
    end: float
    middle: float | None = None
    left: float | None = None
    right: float | None = None


def fitted_edges(
    settings: Sequence[Setting],
    outer: tuple[float | None, float | None],
    text_height: float,
    known: Mapping[int, float] = NONE_KNOWN,
) -> tuple[float, ...]:
    """The edges of the columns, one more than there are of them; ``outer``: first and last if rules show them;
    ``known``: others that rules show, by number.
    """
    n = len(settings)
    rows: list[tuple[dict[int, float], float, float]] = []
    padding = n + 1
    for i, one in enumerate(settings):
        if one.middle is not None:
            rows.append(({i: 1.0, i + 1: 1.0}, 2 * one.middle, 1.0))
        if one.left is not None:
            rows.append(({i: 1.0, padding: 1.0}, one.left, 1.0))
        if one.right is not None:
            rows.append(({i + 1: 1.0, padding: -1.0}, one.right, 1.0))
    for i in range(n + 1):
        after = settings[i - 1].end if i else settings[0].start - 2 * USUAL_PADDING * text_height
        before = settings[i].start if i < n else settings[-1].end + 2 * USUAL_PADDING * text_height
        rows.append(({i: 1.0}, (after + before) / 2, WEAK))
    rows.append(({padding: 1.0}, USUAL_PADDING * text_height, LIKELY))
    sides = {i: x for i, x in zip((0, n), outer, strict=True) if x is not None}
    rows += [({i: 1.0}, x, 1.0) for i, x in (dict(known) | sides).items()]
    matrix, values = np.zeros((len(rows), n + 2)), np.zeros(len(rows))
    for k, (factors, value, weight) in enumerate(rows):
        for i, factor in factors.items():
            matrix[k, i] = factor * weight
        values[k] = value * weight
    solved = _robust(matrix, values, ROUGH * text_height)[: n + 1]
    return tuple(_clipped(float(x), i, settings) for i, x in enumerate(solved))


def _robust(matrix: Floats, values: Floats, scale: float) -> Floats:
    """The least-squares solution with less weight on equations that it misses by more than ``scale``."""
    weights = np.ones(len(values))
    for _ in range(ROUNDS):
        solved = np.linalg.lstsq(matrix * weights[:, None], values * weights, rcond=None)[0]
        weights = 1 / (1 + ((matrix @ solved - values) / scale) ** 2)
    return np.asarray(solved, dtype=np.float64)


def _clipped(edge: float, i: int, settings: Sequence[Setting]) -> float:
    """The edge kept out of the text on both sides of it."""
    low = settings[i - 1].end if i else float("-inf")
    high = settings[i].start if i < len(settings) else float("inf")
    if low > high:
        return (low + high) / 2
    return min(max(edge, low), high)
