"""Which pieces of ink that the detector overlooked are digits and which dashes: by size, and by the rules around them.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from math import inf

from extractor.reading.raster.ink import Ink
from models.geometry import Box
from models.rule import Orientation, Rule

STROKE = 0.6
"""Share of a dash's columns of pixels that are inked at least, worn as it may be; specks in a row reach half."""

TALLEST_INK = 1.6
"""Ink higher than this many lines is a drawing, a seal or a stretch of a rule."""

DASH_HEIGHT, FLAT = 0.2, 1.5
"""The most height of a dash, in line heights, and how many times as wide as high it is at least; a speck is round."""

LONG_DASH_HEIGHT, LONG_DASH = 0.28, 3.0
"""The same of a dash that is so many times as wide as high: grain beside its stroke makes it no blot."""

RULED = 3
"""Upright rules at the height of a mark, from which on columns are ruled; two are the sides of a table."""

MOSTLY = 0.5
"""Share of a page's hyphens that stand half-way up their cells; dirt lies anywhere."""

CENTRED = 0.25
"""In line heights: how far from the middle between two rules a mark is centred."""

BESIDE_RULE = 0.2
"""Digits and dashes stand clear of their cell's rules; a stroke in line with a rule, as near as this in line
heights, is a stretch of it."""

DIGIT_HEIGHT, DASH_WIDTH = 0.35, 0.15
"""The least height of a digit and the least width of a dash, in line heights; the detector's boxes are a third
higher than their print. A hyphen is a fifth wide."""

HYPHEN_WIDTH, FEWEST_HYPHENS = 0.35, 3
"""In line heights: dashes that are no wider may be dirt, unless a page has as many as this, for forms that print
hyphens print them in all blank amounts; or unless they stand in the middle of their cell."""

STROKE_WIDTH = 0.2
"""Upright ink narrower than this, in line heights, may be a stretch of a rule instead of a digit."""


def is_digit(box: Box, rules: Sequence[Rule], height: float) -> bool:
    """Whether ink is as high as a digit or higher, and no stretch of a rule."""
    near, x = BESIDE_RULE * height, box.center[0]
    upright = any(rule.orientation == "vertical" and abs(rule.position - x) < near for rule in rules)
    stretch = upright and box.width < STROKE_WIDTH * height
    return DIGIT_HEIGHT * height <= box.height < TALLEST_INK * height and not stretch


def is_dash(box: Box, rules: Sequence[Rule], height: float) -> bool:
    """Whether ink is low and wide, and no stretch of a rule."""
    near, (x, y) = BESIDE_RULE * height, box.center
    level = any(
        rule.orientation == "horizontal"
        and abs(rule.position - y) < near
        and rule.start - height < x < rule.end + height
        for rule in rules
    )
    wide = box.width >= max(DASH_WIDTH * height, FLAT * box.height)
    most = LONG_DASH_HEIGHT if box.width >= LONG_DASH * box.height else DASH_HEIGHT
    return wide and box.height <= most * height and not level


def is_stroke(ink: Ink) -> bool:
    """Whether the ink in a tight box is one stroke, and no row of specks."""
    return bool(ink.any(axis=0).mean() >= STROKE)


def without_dirt(dashes: Sequence[Box], rules: Sequence[Rule], height: float) -> list[Box]:
    small = [box for box in dashes if box.width <= HYPHEN_WIDTH * height]
    level = [box for box in small if _off_middle(box, rules, "horizontal") <= CENTRED * height]
    if len(small) >= FEWEST_HYPHENS and len(level) >= MOSTLY * len(small):
        return list(dashes)
    centred = [box for box in level if _off_middle(box, rules, "vertical") <= CENTRED * height]
    return [box for box in dashes if box not in small or box in centred]


def has_company(box: Box, lines: Sequence[Box], rules: Sequence[Rule]) -> bool:
    """Whether a line of print stands level with a mark in the same cell of a table whose columns are ruled."""
    x, y = box.center
    at = sorted(rule.position for rule in rules if rule.orientation == "vertical" and rule.start < y < rule.end)
    right = bisect(at, x)
    if len(at) < RULED or not 0 < right < len(at):
        return False
    return any(at[right - 1] < line.center[0] < at[right] and line.y0 < y < line.y1 for line in lines)


def _off_middle(box: Box, rules: Sequence[Rule], orientation: Orientation) -> float:
    """How far a mark is from the middle between the rules above and below it, or (vertical) beside it."""
    along, across = box.center if orientation == "horizontal" else box.center[::-1]
    away = [
        rule.position - across for rule in rules if rule.orientation == orientation and rule.start < along < rule.end
    ]
    after, before = min((d for d in away if d > 0), default=inf), max((d for d in away if d < 0), default=-inf)
    return abs(after + before) / 2
