"""From the detector's boxes to the boxes that are read: one line of one cell each, and nothing inked left out.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.rule_pixels import cuts, spanned
from models.geometry import Box
from models.rule import Rule

Ink = npt.NDArray[np.bool_]

USUAL_HEIGHT_PX = 24.0
"""The height of a line where the detector found none to measure: 9 pt print at 200 dpi."""

TWO_LINES = 1.6
"""A box this many times as high as the usual line is looked at for two lines in it."""

SMALLEST_INK = 0.12
"""Ink narrower and lower than this share of the line height is a speck; a full stop alone is never a cell's text."""

TALLEST_INK = 2.5
"""Ink higher than this many lines is a drawing or a seal."""

WORD_GAP = 0.9
"""Ink nearer than this share of the line height belongs to the same line of print."""


def usual_height(boxes: Sequence[Box]) -> float:
    """The median height of the boxes, which every other measure of this file is relative to."""
    return float(np.median([box.height for box in boxes])) if boxes else USUAL_HEIGHT_PX


def line_boxes(detected: Sequence[Box], rules: Sequence[Rule], ink: Ink) -> tuple[Box, ...]:
    """Boxes of one line in one cell: cut at rules and between lines, trimmed, and completed by overlooked ink."""
    height = usual_height(detected)
    pieces = [piece for box in detected for piece in _split(box, rules, ink, height)]
    kept = _without_repeats(pieces)
    return (*kept, *_overlooked(kept, rules, ink, height))


def _split(box: Box, rules: Sequence[Rule], ink: Ink, height: float) -> list[Box]:
    xs = [box.x0, *cuts(box, rules, "vertical"), box.x1]
    columns = [Box(x0, box.y0, x1, box.y1) for x0, x1 in pairwise(xs)]
    rows = [
        Box(column.x0, y0, column.x1, y1)
        for column in columns
        for y0, y1 in pairwise([column.y0, *cuts(column, rules, "horizontal"), column.y1])
    ]
    lines = [line for row in rows for line in _between_lines(row, ink, height)]
    trimmed = [_trimmed(line, ink, height) for line in lines]
    return [piece for piece in trimmed if piece is not None]


def _between_lines(box: Box, ink: Ink, height: float) -> list[Box]:
    """The box, cut at the emptiest row near its middle where it is as high as two lines and that row is empty."""
    if box.height < TWO_LINES * height:
        return [box]
    profile = _cut(ink, box).sum(axis=1)
    third = len(profile) // 3
    middle = profile[third : len(profile) - third]
    if not len(middle) or middle.min() > 0:
        return [box]
    row = box.y0 + third + int(np.flatnonzero(middle == middle.min()).mean())
    upper, lower = Box(box.x0, box.y0, box.x1, row), Box(box.x0, row, box.x1, box.y1)
    return [*_between_lines(upper, ink, height), *_between_lines(lower, ink, height)]


def _trimmed(box: Box, ink: Ink, height: float) -> Box | None:
    """The box without its empty ends, left with the margin that the recogniser likes; None where it holds no ink."""
    columns = np.flatnonzero(_cut(ink, box).any(axis=0))
    if not len(columns):
        return None
    x0, x1 = int(box.x0) + int(columns[0]), int(box.x0) + int(columns[-1]) + 1
    rows = int(_cut(ink, Box(x0, box.y0, x1, box.y1)).any(axis=1).sum())
    if max(x1 - x0, rows) < 2 * SMALLEST_INK * height:
        return None
    margin = 0.15 * height
    return Box(max(box.x0, x0 - margin), box.y0, min(box.x1, x1 + margin), box.y1)


def _without_repeats(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that are not mostly inside a larger one."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda candidate: -candidate.area):
        if not any(_share_inside(box, other) > 0.6 for other in kept):
            kept.append(box)
    return kept


def _share_inside(box: Box, other: Box) -> float:
    common = box.intersection(other)
    return common.area / box.area if common is not None and box.area else 0.0


def _overlooked(boxes: Sequence[Box], rules: Sequence[Rule], ink: Ink, height: float) -> list[Box]:
    """Boxes around ink inside the ruled areas that no box covers: the lone digits and dashes of small cells."""
    free = _inside(ink, spanned(rules))
    for box in boxes:
        _cut(free, box.padded(0.1 * height))[:] = False
    words = cv2.dilate(free.astype(np.uint8), np.ones((1, max(1, round(WORD_GAP * height))), np.uint8))
    for rule in rules:
        if rule.orientation == "vertical":
            x = round(rule.position)
            words[max(0, round(rule.start)) : round(rule.end), max(0, x - 1) : x + 2] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, rows = (int(value) for value in stats[label, :4])
        here = free[y : y + rows, x : x + width] & (labels[y : y + rows, x : x + width] == label)
        tight = _bounds(here)
        if tight is not None and _is_print(tight, height):
            found.append(_as_line(tight.moved(x, y), height, ink.shape))
    return _without_repeats(found)


def _inside(ink: Ink, areas: Sequence[Box]) -> Ink:
    result = np.zeros_like(ink)
    for area in areas:
        _cut(result, area)[:] = _cut(ink, area)
    return result


def _bounds(ink: Ink) -> Box | None:
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return None
    return Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def _is_print(box: Box, height: float) -> bool:
    """A digit is about half a line high; a dash is low but as wide as half a line."""
    large_enough = box.height > 0.35 * height or (box.width > 0.3 * height and box.height > SMALLEST_INK / 3 * height)
    return large_enough and box.height < TALLEST_INK * height


def _as_line(box: Box, height: float, shape: tuple[int, ...]) -> Box:
    """The ink's box grown to a line's height, around its middle, with a margin at both ends."""
    missing = max(0.0, height - box.height) / 2
    margin = 0.25 * height
    return Box(
        max(0.0, box.x0 - margin),
        max(0.0, box.y0 - missing),
        min(float(shape[1]), box.x1 + margin),
        min(float(shape[0]), box.y1 + missing),
    )


def _cut(mask: Ink, box: Box) -> Ink:
    """A view of what the box covers."""
    return mask[max(0, int(box.y0)) : max(0, int(np.ceil(box.y1))), max(0, int(box.x0)) : max(0, int(np.ceil(box.x1)))]
