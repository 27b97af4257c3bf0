"""Rules in pixels: taking them off the page before it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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

SOFT_EDGE_PX = 1
"""How much wider than ``COVERED`` says a rule is taken off on either side: its soft edge is still dark enough to be
read as a stroke. What is dark in part further on is print that leans on the rule, as the right side of a 0."""

SURE = 0.25
"""Share of a rule's stretches that are as thin as it, from which on it is one: where it is wider, figures that stand
under one another lean on it, and only what is dark all along is the rule."""

WORN = 0.95
"""Strength below which a rule has gaps, so that it is taken off dash by dash."""

DASHED, FEWEST_DASHED = 0.3, 3
"""So are all rules of a page where this share of them, and this number, has gaps in spite of its strength."""

LEVEL, PERIOD_PX = 0.8, 16.0
"""And so is one of which this share of what is dark has paper on both sides of it, and whose dashes follow one another
as closely as this: rules are drawn out through print too, but there strokes cross them, or they are figures 1 under one
another, one a row."""

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

    Rules in pixels. What touches a rule keeps its stroke up to the rule, what crosses one keeps it throughout: the
    bridge is as thin as the rule itself, and in each row as light as the lighter of its two ends.
    """
    result = pixels.copy()
    sideways = result.transpose(1, 0, 2)
    courses = [_followed(result if rule.orientation == "vertical" else sideways, rule) for rule in rules]
    dashed = _dashed(courses)
    for course in courses:
        _bridge(course, dashed=dashed)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """A rule's stretches: each a view of the page in which the rule stands upright, and the first and last column
    that is dark nearly all along, None where none is.
    """

    rule: Rule
    stretches: tuple[tuple[Pixels, tuple[int, int] | None], ...]

    @property
    def broken(self) -> bool:
        """Whether most stretches of what was found to be a whole rule have gaps."""
        gaps = sum(columns is None for _, columns in self.stretches)
        return self.rule.strength >= WORN and gaps > len(self.stretches) / 2


def _followed(image: Pixels, rule: Rule) -> _Course:
    height, width = image.shape[:2]
    reach = SEARCH_PX + round(rule.thickness)
    left, right = max(0, round(rule.position) - reach), min(width, round(rule.position) + reach + 1)
    top, bottom = max(0, round(rule.start) - SEARCH_PX), min(height, round(rule.end) + SEARCH_PX)
    if right - left < 3:
        return _Course(rule, ())
    windows = [image[start : min(start + STRETCH_PX, bottom), left:right] for start in range(top, bottom, STRETCH_PX)]
    widest = SOFT_EDGES_PX + rule.thickness
    solid = [_solid(window, widest, COVERED / 2) for window in windows]
    if sum(columns is not None for columns in solid) >= SURE * len(solid):
        solid = [columns or _solid(window, widest, COVERED) for window, columns in zip(windows, solid, strict=True)]
    return _Course(rule, tuple(zip(windows, solid, strict=True)))


def _dashed(courses: Sequence[_Course]) -> bool:
    """Whether the page's rules are dashed: their gaps were filled when they were found, but stand on the page.

    A single such rule may be none at all, drawn out through print, unless its dashes tell.
    """
    broken = sum(course.broken for course in courses)
    return broken >= max(FEWEST_DASHED, DASHED * len(courses))


def _bridge(course: _Course, *, dashed: bool) -> None:
    """Paints over a rule in place, stretch by stretch."""
    in_dashes = dashed or course.rule.strength < WORN or (course.broken and _is_in_dashes(course))
    for window, columns in course.stretches:
        if columns is not None:
            _lighten(window, columns[0] - 1, columns[1] + 1)
        elif in_dashes:
            _wipe_dashes(window, course.rule.thickness)


def _solid(window: Pixels, widest: float, soft: float) -> tuple[int, int] | None:
    """The first and last column of a rule in its window; None where none is dark nearly all along, or where the run
    that it stands in is too wide for a rule.

    ``soft``: the share of a column at the run's edge that is dark.
    """
    grey, paper = _grey_and_paper(window)
    share = (grey < paper - FADED).mean(axis=0)
    if share.max() < COVERED:
        return None
    (first, last), (outer_first, outer_last) = _run(share, COVERED), _run(share, soft)
    if outer_last - outer_first > widest:
        return None
    return max(outer_first, first - SOFT_EDGE_PX), min(outer_last, last + SOFT_EDGE_PX)


def _run(share: npt.NDArray[np.float64], least: float) -> tuple[int, int]:
    """The first and last column around the darkest one of which this share or more is dark."""
    first = last = int(share.argmax())
    while first > 0 and share[first - 1] >= least:
        first -= 1
    while last + 1 < len(share) and share[last + 1] >= least:
        last += 1
    return first, last


def _grey_and_paper(window: Pixels) -> tuple[npt.NDArray[np.float32], float]:
    """The window's grey levels, and that of its paper: nine tenths of any stretch are no darker.

    A page has a thousand stretches, and numpy's own percentile takes longer than all else that is done with one.
    """
    grey = window.sum(axis=2, dtype=np.float32) / 3
    rank = grey.size * 9 // 10
    return grey, float(np.partition(grey, rank, axis=None)[rank])


def _is_in_dashes(course: _Course) -> bool:
    """Whether what is dark along a rule's middle is many dashes, nearly all no thicker than the rule."""
    dark, bare, dashes, length = 0, 0, 0, 0
    for window, _ in course.stretches:
        peak, reach, inked = _middle(window, course.rule.thickness)
        if peak - reach >= 0 and peak + reach < window.shape[1]:
            dash = inked[:, peak]
            dark += int(dash.sum())
            bare += int((dash & ~inked[:, peak - reach] & ~inked[:, peak + reach]).sum())
            dashes += int((dash[1:] & ~dash[:-1]).sum())
            length += len(dash)
    return bare > LEVEL * dark and length <= PERIOD_PX * dashes


def _middle(window: Pixels, thickness: float) -> tuple[int, int, npt.NDArray[np.bool_]]:
    """The column in the middle of a rule's dashes, how far from it there is paper, and what is dark in the window."""
    grey, paper = _grey_and_paper(window)
    dark = grey < paper - FADED
    reach = round((thickness + SOFT_EDGES_PX) / 2)
    # A triangle's peak is in the middle of the dashes, where a level weight has no single one.
    triangle = np.convolve(np.ones(reach), np.ones(reach))
    share = np.convolve(dark.mean(axis=0), triangle, mode="same")
    return int(share.argmax()), reach, dark


def _wipe_dashes(window: Pixels, thickness: float) -> None:
    """What is left of a worn rule is painted over row by row, where there is paper on both sides of it."""
    peak, reach, dark = _middle(window, thickness)
    # Where print stands close to the rule, the nearer paper between the two will do.
    for near in range(reach, int(thickness / 2), -1):
        before, after = peak - near, peak + near
        if before < 0 or after >= window.shape[1]:
            continue
        bare = ~dark[:, before] & ~dark[:, after]
        rows = window[bare]
        _lighten(rows, before, after)
        window[bare] = rows


def _lighten(window: Pixels, before: int, after: int) -> None:
    """Columns between ``before`` and ``after`` become as light as the lighter of those two in each row: a stroke that
    ends at the rule is not drawn out over it. The window's rim is one-sided.
    """
    width = window.shape[1]
    source, target = max(before, 0), min(after, width - 1)
    left = window[:, source if before >= 0 else target]
    right = window[:, target if after < width else source]
    window[:, max(before + 1, 0) : min(after, width)] = np.maximum(left, right)[:, None]


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
