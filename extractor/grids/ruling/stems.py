"""Rules that are none: the stems of like glyphs under one another, as of 十一 十二 十三 in a column of ordinals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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
    if any(rule.strength >= WHOLE for rule in band):
        return False
    found = [_stems(rule, others, direction, glyph_px, darkest) for rule in band]
    ink = sum(inked for _, _, inked in found)
    return sum(count for count, _, _ in found) >= FEWEST and sum(long for _, long, _ in found) >= MOSTLY * ink


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
    edges = np.flatnonzero(np.diff(np.concatenate([[0], on_line.astype(np.int8), [0]])))
    lengths = [
        int(end - start)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if STEM[0] * glyph_px <= end - start <= STEM[1] * glyph_px and crossed[start:end].any()
    ]
    return len(lengths), sum(lengths), int(on_line.sum())
