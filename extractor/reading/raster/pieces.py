"""A detector's box cut into pieces of one line in one cell each.

In pixels of the upright page. ``ink`` is its print, ``bridged`` what was taken off it as rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.reading.raster.ink import Ink
from extractor.reading.raster.rule_pixels import SEARCH_PX
from models.geometry import Box
from models.rule import Rule

TWO_LINES = 1.6
"""A box this many times as high as the usual line is looked at for two lines in it."""

ONE_GLYPH = 1.2
"""In line heights: ink that is no higher is of one line, and an empty row in it part of a glyph, as in 分. The
detector's boxes are a third higher than their print, so two lines set solid are half as high again."""

SMALLEST_PIECE = 0.24
"""A piece whose ink is smaller than this share of the line height is the rim of its neighbour's print."""

MARGIN = 0.15
"""Paper left at both ends of a piece, in line heights: the recogniser was trained on loose crops."""

SEEN = 0.6
"""A rule is there where it was taken off along this share of the box; where less was seen of it, it must at least
pass between characters: rules are sometimes drawn out too far, or through a line of faint print."""


def pieces_of(box: Box, rules: Sequence[Rule], ink: Ink, bridged: Ink, height: float) -> list[Box]:
    """The box's pieces that hold ink. ``height`` is that of the page's usual line."""
    xs = [box.x0, *_cuts(box, rules, "vertical", ink, bridged), box.x1]
    columns = [Box(x0, box.y0, x1, box.y1) for x0, x1 in pairwise(xs)]
    rows = [
        Box(column.x0, y0, column.x1, y1)
        for column in columns
        for y0, y1 in pairwise([column.y0, *_cuts(column, rules, "horizontal", ink, bridged), column.y1])
    ]
    lines = [line for row in rows for line in _between_lines(row, ink, height)]
    trimmed = [_trimmed(line, ink, height) for line in lines]
    return [piece for piece in trimmed if piece is not None]


def _cuts(box: Box, rules: Sequence[Rule], orientation: str, ink: Ink, bridged: Ink) -> list[float]:
    """Where rules of that orientation cross the box, sorted."""
    return sorted(
        rule.position for rule in rules if rule.orientation == orientation and _divides(rule, box, ink, bridged)
    )


def _divides(rule: Rule, box: Box, ink: Ink, bridged: Ink) -> bool:
    vertical = rule.orientation == "vertical"
    low, high, start, end = (box.x0, box.x1, box.y0, box.y1) if vertical else (box.y0, box.y1, box.x0, box.x1)
    shared = min(rule.end, end) - max(rule.start, start)
    if not low < rule.position < high or shared <= (end - start) / 2:
        return False
    seen = _strip(bridged, rule, box, SEARCH_PX + rule.thickness).any(axis=1 if vertical else 0)
    return bool(seen.mean() >= SEEN) or not _strip(ink, rule, box, 1.0).any()


def _strip(mask: Ink, rule: Rule, box: Box, reach: float) -> Ink:
    """The part of the box within ``reach`` of the rule."""
    low, high = rule.position - reach, rule.position + reach
    if rule.orientation == "vertical":
        return part(mask, Box(max(low, box.x0), box.y0, min(high, box.x1), box.y1))
    return part(mask, Box(box.x0, max(low, box.y0), box.x1, min(high, box.y1)))


def _between_lines(box: Box, ink: Ink, height: float) -> list[Box]:
    """The box, cut in the widest gap near its middle where it is as high as two lines."""
    if box.height < TWO_LINES * height:
        return [box]
    profile = part(ink, box).sum(axis=1)
    inked = np.flatnonzero(profile)
    if not len(inked) or inked[-1] + 1 - inked[0] < ONE_GLYPH * height:
        return [box]
    third = len(profile) // 3
    middle = profile[third : len(profile) - third]
    if not len(middle) or middle.min() > 0:
        return [box]
    empty = np.flatnonzero(middle == 0)
    # Of several gaps the widest: within some glyphs there is one too.
    row = box.y0 + third + int(max(np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1), key=len).mean())
    upper, lower = Box(box.x0, box.y0, box.x1, row), Box(box.x0, row, box.x1, box.y1)
    return [*_between_lines(upper, ink, height), *_between_lines(lower, ink, height)]


def _trimmed(box: Box, ink: Ink, height: float) -> Box | None:
    """The box without its empty ends, left with the margin that the recogniser likes; None where it holds no ink."""
    columns = np.flatnonzero(part(ink, box).any(axis=0))
    if not len(columns):
        return None
    x0, x1 = int(box.x0) + int(columns[0]), int(box.x0) + int(columns[-1]) + 1
    rows = int(part(ink, Box(x0, box.y0, x1, box.y1)).any(axis=1).sum())
    if max(x1 - x0, rows) < SMALLEST_PIECE * height:
        return None
    margin = MARGIN * height
    return Box(max(box.x0, x0 - margin), box.y0, min(box.x1, x1 + margin), box.y1)


def part(mask: Ink, box: Box) -> Ink:
    """A view of what the box covers."""
    return mask[max(0, int(box.y0)) : max(0, int(np.ceil(box.y1))), max(0, int(box.x0)) : max(0, int(np.ceil(box.x1)))]
