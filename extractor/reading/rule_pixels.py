"""Rules in pixels: taking them off the page before it is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.geometry import Box
from models.page import Pixels
from models.rule import Rule

STRETCH_PX = 96
"""A rule is followed in stretches: over this length what is left of skew or curl moves it by less than a pixel."""

SEARCH_PX = 4
"""How far from its stated place a stretch of a rule may lie."""

COVERED = 0.75
"""A column of a stretch belongs to the rule where at least this share of it is dark: a glyph's stem is shorter."""

SOFT_EDGES_PX = 3
"""How much wider than its thickness a blurred rule may be; what is wider is a line of print taken for a rule."""

WORN = 0.95
"""Strength below which a rule has gaps, so that it is taken off dash by dash."""

FADED = 25
"""Grey levels darker than the paper, from which a pixel may be part of a rule; faint grey rules start there."""


def scaled(rule: Rule, factor: float) -> Rule:
    """The rule with its lengths multiplied: from page units to pixels."""
    return Rule(
        rule.orientation,
        rule.position * factor,
        rule.start * factor,
        rule.end * factor,
        rule.thickness * factor,
        rule.strength,
    )


def without_rules(pixels: Pixels, rules: Sequence[Rule]) -> Pixels:
    """A copy of the page with each rule's pixels bridged from both sides, so that no rule reads as 1, | or 一.

    Rules in pixels. What touches a rule keeps its stroke up to the rule: the bridge is as thin as the rule itself.
    """
    result = pixels.copy()
    for rule in rules:
        image = result if rule.orientation == "vertical" else result.transpose(1, 0, 2)
        _bridge(image, rule)
    return result


def _bridge(image: Pixels, rule: Rule) -> None:
    """Paints over a vertical rule in place, stretch by stretch."""
    height, width = image.shape[:2]
    reach = SEARCH_PX + round(rule.thickness)
    left, right = max(0, round(rule.position) - reach), min(width, round(rule.position) + reach + 1)
    top, bottom = max(0, round(rule.start) - SEARCH_PX), min(height, round(rule.end) + SEARCH_PX)
    if right - left < 3:
        return
    for start in range(top, bottom, STRETCH_PX):
        window = image[start : min(start + STRETCH_PX, bottom), left:right]
        first, last = _dark_columns(window)
        if first <= last <= first + SOFT_EDGES_PX + rule.thickness:
            _interpolate(window, first - 1, last + 1)
        elif rule.strength < WORN:
            _wipe_dashes(window, rule.thickness)


def _dark_columns(window: Pixels) -> tuple[int, int]:
    """The first and last column of the window's darkest run that is dark nearly all along; (1, 0) for none."""
    grey = window.mean(axis=2)
    paper = float(np.percentile(grey, 90))
    share = (grey < paper - FADED).mean(axis=0)
    peak = int(share.argmax())
    if share[peak] < COVERED:
        return 1, 0
    first = last = peak
    # one column further than COVERED says: a rule's soft edge is still dark enough to be read as a stroke
    while first > 0 and share[first - 1] >= COVERED / 2:
        first -= 1
    while last + 1 < len(share) and share[last + 1] >= COVERED / 2:
        last += 1
    return first, last


def _wipe_dashes(window: Pixels, thickness: float) -> None:
    """What is left of a worn rule is painted over row by row, where there is paper on both sides of it."""
    grey = window.mean(axis=2)
    dark = grey < np.percentile(grey, 90) - FADED
    reach = round((thickness + SOFT_EDGES_PX) / 2)
    share = np.convolve(dark.mean(axis=0), np.ones(2 * reach - 1), mode="same")
    peak = int(share.argmax())
    before, after = peak - reach, peak + reach
    if before < 0 or after >= window.shape[1]:
        return
    bare = ~dark[:, before] & ~dark[:, after]
    rows = window[bare]
    _interpolate(rows, before, after)
    window[bare] = rows


def _interpolate(window: Pixels, before: int, after: int) -> None:
    """Columns between ``before`` and ``after`` become a straight blend of those two; the window's rim is one-sided."""
    width = window.shape[1]
    source, target = max(before, 0), min(after, width - 1)
    left = window[:, source if before >= 0 else target].astype(np.float32)
    right = window[:, target if after < width else source].astype(np.float32)
    columns = np.arange(max(before + 1, 0), min(after, width))
    share = ((columns - before) / (after - before)).astype(np.float32)[None, :, None]
    window[:, columns] = (left[:, None] * (1 - share) + right[:, None] * share).astype(np.uint8)


def spanned(rules: Sequence[Rule]) -> tuple[Box, ...]:
    """The areas that rules cover: one box for each group of rules that touch or nearly do."""
    boxes = [_box(rule) for rule in rules]
    areas: list[Box] = []
    for box in boxes:
        near = [area for area in areas if area.padded(2 * SEARCH_PX).intersection(box)]
        joined = box
        for area in near:
            joined = joined.union(area)
            areas.remove(area)
        areas.append(joined)
    return tuple(area for area in areas if area.width > 2 * SEARCH_PX and area.height > 2 * SEARCH_PX)


def _box(rule: Rule) -> Box:
    half = max(rule.thickness, 1.0) / 2
    if rule.orientation == "vertical":
        return Box(rule.position - half, rule.start, rule.position + half, rule.end)
    return Box(rule.start, rule.position - half, rule.end, rule.position + half)
