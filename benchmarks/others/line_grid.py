"""Words laid into a plain grid of ruling lines: the simplest thing that a programmer would write around a bare OCR.

It knows no turns, skew, merged cells or tables without rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.others.reading import PlainCell, PlainPage

Pixels = npt.NDArray[np.uint8]

SHARE_OF_PAGE = 30
"""A ruling line is a run of ink as long as the page's side divided by this, or longer."""

SAME_LINE_PX = 6
"""Lines nearer than this are one line: at 150 dpi a millimetre."""

INK_WINDOW_PX, INK_CONTRAST = 31, 15
"""Ink is darker than the mean around it by so many grey levels."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text and its box's middle and height, in pixels."""

    text: str
    x: float
    y: float
    height: float


def in_line_grid(pixels: Pixels, words: Sequence[Word]) -> PlainPage:
    """All lines of a page as one table, which is what they mostly are; words outside of it stand beside."""
    rows, columns = (line_places(pixels, axis) for axis in (0, 1))
    if len(rows) < 2 or len(columns) < 2:
        return PlainPage((), tuple(word.text for word in in_order(words)))
    table = tuple(
        PlainCell(row, col, 1, 1, "".join(word.text for word in in_order(within(words, (left, top, right, bottom)))))
        for row, (top, bottom) in enumerate(pairwise(rows))
        for col, (left, right) in enumerate(pairwise(columns))
    )
    inside = {id(word) for word in within(words, (columns[0], rows[0], columns[-1], rows[-1]))}
    return PlainPage((table,), tuple(word.text for word in in_order(w for w in words if id(w) not in inside)))


def within(words: Iterable[Word], box: tuple[float, float, float, float]) -> list[Word]:
    left, top, right, bottom = box
    return [word for word in words if left <= word.x < right and top <= word.y < bottom]


def in_order(words: Iterable[Word]) -> list[Word]:
    """From top to bottom and left to right, words of about one height on the page being one line."""
    return sorted(words, key=lambda word: (round(word.y / max(1.0, word.height)), word.x))


def line_places(pixels: Pixels, axis: int) -> list[float]:
    """Where ruling lines lie, in pixels: rows of the page for axis 0, columns for axis 1."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    mean, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    ink = cv2.adaptiveThreshold(grey, 255, mean, kind, INK_WINDOW_PX, INK_CONTRAST)
    length = ink.shape[1 - axis] // SHARE_OF_PAGE
    kernel = np.ones((1, length) if axis == 0 else (length, 1), np.uint8)
    at = np.flatnonzero(np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)).any(axis=1 - axis))
    if not len(at):
        return []
    return [float(group.mean()) for group in np.split(at, np.flatnonzero(np.diff(at) > SAME_LINE_PX) + 1)]
