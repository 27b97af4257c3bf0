"""Boxes that the detector drew too short, grown sideways over the print that adjoins them: 。 ，：≥ and thin digits.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Literal

import cv2
import numpy as np

from extractor.reading.raster.ink import Ink
from extractor.reading.raster.pieces import MARGIN, part
from models.components import Components
from models.geometry import Box
from models.rule import Rule

REACH = 0.8
"""How far from a box its line may go on, in line heights: a full stop in the middle of its square stands half a
square off the character before it."""

PAIR = 0.5
"""How far apart, in line heights, the two dots of a colon stand at most: they are one mark."""

LEAST_MARK = 0.12
"""The least length of a mark of print, in line heights: the smallest, a full stop or comma, is a fifth of one."""

CLEAR_OF_RULES = 0.15
"""What is nearer to a rule, in line heights, may be left of it."""

THIN, RIM, LONG = 0.2, 0.25, 1.0
"""In heights of a line: what is no thicker, lies at its rim, an outer quarter of its box, and reaches as far as this is
a rule, dashed perhaps, that the line leads up to; marks of print in a row are two at most."""

SAME_ROW = 0.3
"""Boxes that share this much of the lower one's height stand side by side."""

Side = Literal["left", "right"]


def widened(boxes: Sequence[Box], rules: Sequence[Rule], ink: Ink, height: float) -> list[Box]:
    """Each box with the print that adjoins it, up to the next rule and the next box. ``height``: the usual line's."""
    grown = list(boxes)
    # Boxes grow sideways alone, so that those in a row stay in it.
    tops, bottoms = np.array([box.y0 for box in boxes]), np.array([box.y1 for box in boxes])
    for index, box in enumerate(boxes):
        level_with = np.flatnonzero((tops < box.y1) & (box.y0 < bottoms))
        near = [grown[other] for other in level_with if other != index]
        walls = _walls(box, near, rules, height)
        x = box.center[0]
        right = min((wall.x0 for wall in walls if wall.center[0] > x), default=float(ink.shape[1]))
        left = max((wall.x1 for wall in walls if wall.center[0] < x), default=0.0)
        own = _own_rows(ink, box, [other for other in near if not _beside(box, other)])
        level = Box(box.x0, 0.0, box.x1, float(len(own)))
        wider = _grown(_grown(level, "right", right, own, height), "left", left, own, height)
        grown[index] = Box(wider.x0, box.y0, wider.x1, box.y1)
    return grown


def _own_rows(ink: Ink, box: Box, lines: Sequence[Box]) -> Ink:
    """The ink of the rows of pixels that the box covers, but for that of the lines above and below it: it is drawn so
    loosely that it may reach into them.
    """
    top = max(0, int(box.y0))
    own = ink[top : max(top, ceil(box.y1))].copy()
    for line in lines:
        part(own, line.moved(0.0, -float(top)))[:] = False
    return own


def _walls(box: Box, others: Sequence[Box], rules: Sequence[Rule], height: float) -> list[Box]:
    """What stands in the box's row and must not be reached: other boxes, and rules with the space around them."""
    y, clear = box.center[1], CLEAR_OF_RULES * height
    standing = [
        Box(rule.position, rule.start, rule.position, rule.end).padded(rule.thickness / 2 + clear)
        for rule in rules
        if rule.orientation == "vertical" and rule.start - height < y < rule.end + height
    ]
    return [*standing, *(other for other in others if _beside(box, other))]


def _grown(box: Box, side: Side, limit: float, ink: Ink, height: float) -> Box:
    """The box grown step by step, as long as there is print within reach, up to the limit."""
    grown = box
    while (edge := _next_edge(grown, side, limit, ink, height)) is not None:
        grown = Box(box.x0, box.y0, edge, box.y1) if side == "right" else Box(edge, box.y0, box.x1, box.y1)
    added = Box(box.x1, box.y0, grown.x1, box.y1) if side == "right" else Box(grown.x0, box.y0, box.x0, box.y1)
    return box if added.width and _is_rule(part(ink, added), height) else grown


def _is_rule(ink: Ink, height: float) -> bool:
    """Whether some ink is nothing but thin strokes at the top of its rows, or at their foot, that make a long one."""
    marks = [(left, top, left + wide, top + high) for left, top, wide, high, _ in Components.of(ink).stats[1:].tolist()]
    if not marks or max(x1 for _, _, x1, _ in marks) - min(x0 for x0, _, _, _ in marks) < LONG * height:
        return False
    low, high = RIM * len(ink), (1 - RIM) * len(ink)
    at_rim = all(y1 <= low for *_, y1 in marks) or all(y0 >= high for _, y0, _, _ in marks)
    return at_rim and all(y1 - y0 <= THIN * height for _, y0, _, y1 in marks)


def _beside(box: Box, other: Box) -> bool:
    shared = min(box.y1, other.y1) - max(box.y0, other.y0)
    return shared > SAME_ROW * min(box.height, other.height)


def _next_edge(box: Box, side: Side, limit: float, ink: Ink, height: float) -> float | None:
    """Where the box ends when it takes in what adjoins it on that side; None where nothing does."""
    reach = REACH * height
    if side == "right":
        strip = Box(box.x1, box.y0, min(limit, box.x1 + reach), box.y1)
    else:
        strip = Box(max(limit, box.x0 - reach), box.y0, box.x0, box.y1)
    strip = Box(round(strip.x0), strip.y0, round(strip.x1), strip.y1)
    if strip.width < 1:
        return None
    pairs = np.ones((max(1, round(PAIR * height)), 1), np.uint8)
    closed = cv2.morphologyEx(part(ink, strip).astype(np.uint8), cv2.MORPH_CLOSE, pairs)
    stats = Components.of(closed).stats
    marks = [
        (strip.x0 + int(left), strip.x0 + int(left) + int(width))
        for left, _, width, rows, _ in stats[1:]
        if max(width, rows) >= LEAST_MARK * height
    ]
    if not marks:
        return None
    margin = MARGIN * height
    if side == "right":
        return min(limit, max(end for _, end in marks) + margin)
    return max(limit, min(start for start, _ in marks) - margin)
