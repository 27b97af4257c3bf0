"""Rules under heads of several columns, which stop short of one another, told from one rule that runs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractor.grids.ruling.probing import Direction
from models.rule import Rule

NARROWEST, WIDEST = 0.15, 0.8
"""In glyph heights: the gap between two such rules, over the middle of which two columns meet."""

SHORTEST = 3.5
"""In glyph heights: a head over several columns is at least this wide, and so is the rule under it."""

SOLID = 0.97
"""Share of such a rule that is dark along its very line: one with more blank places is worn, and its gaps are too."""


def parted_at_gaps(rules: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float) -> tuple[Rule, ...]:
    """The rules of one direction, each with gaps between solid pieces as so many rules; ``rules`` in straightened
    pixels, at least ``darkest`` grey levels dark.
    """
    own = [rule for rule in rules if rule.orientation == direction.orientation]
    return tuple(piece for rule in own for piece in _parted(rule, direction, glyph_px, darkest))


def _parted(rule: Rule, direction: Direction, glyph_px: float, darkest: float) -> list[Rule]:
    if rule.length < 2 * SHORTEST * glyph_px:
        return [rule]
    dark = direction.dark(rule.position, rule.start, rule.end, darkest)
    places = np.flatnonzero(dark).tolist()
    gaps = [(a + 1, b) for a, b in pairwise(places) if NARROWEST * glyph_px <= b - a - 1 <= WIDEST * glyph_px]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(dark)]
    stretches = list(zip(starts, ends, strict=True))
    sound = all(b - a >= SHORTEST * glyph_px and dark[a:b].mean() >= SOLID for a, b in stretches)
    if not gaps or not sound:
        return [rule]
    return [replace(rule, start=rule.start + float(a), end=rule.start + float(b)) for a, b in stretches]
