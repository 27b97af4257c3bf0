"""Rules that are none: the stems of like glyphs under one another, as of 十一 十二 十三 in a column of ordinals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.grids.ruling.bands import runs_of
from extractor.grids.ruling.collinear import banded
from extractor.grids.ruling.probing import Direction, at_rules
from models.rule import Rule

ASIDE = 0.25
"""In glyph heights: pieces of one straightened rule stand this near to one line."""

WHOLE = 0.9
"""Strength from which a rule is no row of stems: between two lines of text there is paper."""

STEM = (0.4, 1.3)
"""In glyph heights: the length of a stem; dashes of a worn rule are of any length."""

CROSSED = 0.3
"""In glyph heights: what crosses a stem reaches this far to both sides, as the bar of 十 does."""

CLEAR = 0.4
"""In glyph heights: what crosses as near as this to a known rule is that rule."""

FEWEST = 3
"""Crossed stems in one line; two stand under one another in every column of labels."""

MOSTLY = 0.5
"""Share of the ink of a line, from which on it is one of stems. A rule is crossed by other rules alone."""

MARK = 0.25
"""In glyph heights: the least of what stands in a row instead, the 、 behind an ordinal."""

PAPER = 0.08
"""In glyph heights: the least paper between a stem and the rules of its row, of which the tightest are a quarter higher
than a glyph. A rule, worn or dashed, is as dark where it meets others as elsewhere."""

ACROSS = 0.6
"""In glyph heights: what crosses a line of stems this far to both sides parts rows; a bar of a glyph reaches half."""

ROWS = 0.7
"""Share of the rows with ink, from which on a line with one stem in each is one of stems, faint as the bars are."""


def without_stems(rules: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float) -> tuple[Rule, ...]:
    """The rules of one direction but those made of stems; ``rules`` in straightened pixels, both directions.

    ``darkest``: grey levels from which on a pixel is ink.
    """
    own = [rule for rule in rules if rule.orientation == direction.orientation]
    others = [rule for rule in rules if rule.orientation != direction.orientation]
    stems = [
        rule
        for band in banded(own, ASIDE * glyph_px)
        if _is_of_stems(band, others, direction, glyph_px, darkest)
        for rule in band
    ]
    return tuple(rule for rule in own if rule not in stems)


def _is_of_stems(
    band: Sequence[Rule], others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float
) -> bool:
    """Whether one of the rules in a line is: elsewhere other glyphs, as irregular as a worn rule, stand in it."""
    if any(_is_one_a_row(rule, others, direction, glyph_px, darkest) for rule in band):
        return True
    if any(rule.strength >= WHOLE for rule in band):
        return False
    found = (_stems(rule, others, direction, glyph_px, darkest) for rule in band)
    return any(count >= FEWEST and long >= MOSTLY * ink for count, long, ink in found)


def _stems(
    rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float
) -> tuple[int, int, int]:
    """How many crossed stems the rule has, how long they are together, and all its ink, both in pixels."""
    on_line = direction.dark(rule.position, rule.start, rule.end, darkest)
    reach = round(CROSSED * glyph_px)
    beside = [direction.dark(rule.position + off, rule.start, rule.end, darkest) for off in range(-reach, reach + 1, 2)]
    crossed = np.logical_and.reduce(beside) & ~at_rules(
        rule, others, len(on_line), near=CLEAR * glyph_px, beyond=glyph_px
    )
    lengths = [
        end - start
        for start, end in runs_of(on_line)
        if STEM[0] * glyph_px <= end - start <= STEM[1] * glyph_px and crossed[start:end].any()
    ]
    return len(lengths), sum(lengths), int(on_line.sum())


def _is_one_a_row(rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float) -> bool:
    """Whether nearly every row of a ruled table has one stem or mark in this line, clear of the rules above and below
    it.
    """
    inked = [row for row in _rows(rule, others, direction, glyph_px, darkest) if row[1]]
    alone = sum(_is_one_stem(length, runs, glyph_px) for length, runs in inked)
    return alone >= FEWEST and alone >= ROWS * len(inked)


def _rows(
    rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float
) -> list[tuple[int, list[tuple[int, int]]]]:
    """How long each row is that a rule crosses whole, and its runs of ink there, both in pixels; what ends at the rule
    parts no rows, as the bars of its glyphs.
    """
    crossing = sorted(
        (other.position, other.thickness / 2 + 1)
        for other in others
        if other.start <= rule.position - ACROSS * glyph_px
        and rule.position + ACROSS * glyph_px <= other.end
        and rule.start - glyph_px <= other.position <= rule.end + glyph_px
    )
    spans = [(a + half_a, b - half_b) for (a, half_a), (b, half_b) in pairwise(crossing) if a + half_a < b - half_b]
    rows = [direction.dark(rule.position, start, end, darkest) for start, end in spans]
    return [(len(row), runs_of(row)) for row in rows]


def _is_one_stem(length: int, runs: Sequence[tuple[int, int]], glyph_px: float) -> bool:
    (start, end), paper = runs[0], PAPER * glyph_px
    as_long = MARK * glyph_px <= end - start <= STEM[1] * glyph_px
    return len(runs) == 1 and as_long and start >= paper and length - end >= paper
