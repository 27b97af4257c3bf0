"""Worn rules of a table without upright ones, where no crossing tells them from rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.grids.ruling.collinear import merged
from models.rule import Rule

ASIDE = 0.3
"""In glyph heights: pieces of one straightened rule stand this near to one line."""

EVIDENT, UNBROKEN = 10.0, 0.55
"""The ink of a line that is a rule by itself, in glyph heights, and as a share of the line's length. Strokes of glyphs
that stand in one row have less."""

WORN = 0.4
"""Share of its length that a line is inked which runs from end to end of such a rule: a row of dashes has less."""

ENDS = 3.0
"""In glyph heights: rules of one table end this near to each other; the last of a worn one may be blank."""


def is_evident(inked_length: float, length: float, glyph_px: float) -> bool:
    """Whether a line with so much ink is a rule, whatever it meets."""
    return inked_length >= max(EVIDENT * glyph_px, UNBROKEN * length)


def open_rules(pieces: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    """Rules across made whole that run from end to end of others. No upright rule crosses or meets them.

    ``pieces``: rules and scraps of both directions, in straightened pixels.
    """
    near = ENDS * glyph_px
    upright = [rule for rule in pieces if rule.orientation == "vertical" and rule.length >= EVIDENT * glyph_px / 2]
    across = [rule for rule in pieces if rule.orientation == "horizontal"]
    lines = [
        line
        for line in merged(across, aside=ASIDE * glyph_px, gap=float("inf"))
        if not any(_meet(line, other, near) for other in upright)
    ]
    evident = [line for line in lines if is_evident(line.length * line.strength, line.length, glyph_px)]
    rules = []
    for line in lines:
        like = [other for other in evident if _end_alike(line, other, near)]
        if line.strength >= WORN and any(other is not line for other in like):
            start, end = median(other.start for other in like), median(other.end for other in like)
            rules.append(replace(line, start=start, end=end))
    return tuple(rules)


def _meet(line: Rule, upright: Rule, near: float) -> bool:
    return (
        line.start - near <= upright.position <= line.end + near
        and upright.start - near <= line.position <= upright.end + near
    )


def _end_alike(line: Rule, other: Rule, near: float) -> bool:
    return abs(line.start - other.start) <= near and abs(line.end - other.end) <= near
