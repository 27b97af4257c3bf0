"""Rules that run through print: level strokes of glyphs in a row, taken for one rule or for the end of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.grids.ruling.bands import runs_of
from extractor.grids.ruling.probing import Direction, Flags, at_rules
from models.rule import Rule

STEM = 0.4
"""In glyph heights: an upright stroke is no wider."""

CROSSING = 0.3
"""In glyph heights: it reaches this far above and below the level strokes that it crosses. Text keeps clear of a rule
on one side at least."""

AT_RULE = 0.4
"""In glyph heights: what crosses as near as this to a known rule is that rule."""

NEXT = 1.6
"""In glyph heights: from one upright stroke of a line of print to the next, the gap between two glyphs among them. The
narrowest column is as wide, and few of its rules can have been overlooked."""

FEWEST = 3
"""Upright strokes that make print; 口 alone has two."""

SOLID = 0.95
"""Share of a stretch that is dark along its very line, from which on there is a rule that print stands on: glyphs leave
gaps between them."""

ASIDE = 0.8
"""In glyph heights: so far a level stroke reaches beyond the first and the last upright one of its line."""

BEYOND = 2.0
"""In glyph heights: the stretch on either side of print that is looked at for the rule. What goes on there on both
sides has been printed over, by a stamp."""

GOES_ON = 0.5
"""Share of such a stretch that is dark where the rule, dashed perhaps, goes on."""

SHORTEST = 2.0
"""In glyph heights: what is left of a rule before or behind print is at least this long, or it is a stroke too."""


def clear_of_print(rules: Sequence[Rule], direction: Direction, glyph_px: float, *, darkest: float) -> tuple[Rule, ...]:
    """The rules of one direction without what of them lies on print; ``rules`` in straightened pixels, both directions.

    ``darkest``: grey levels from which on a pixel is ink.
    """
    others = [rule for rule in rules if rule.orientation != direction.orientation]
    own = (rule for rule in rules if rule.orientation == direction.orientation)
    return tuple(piece for rule in own for piece in _clear(rule, others, direction, glyph_px, darkest))


def _clear(rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float) -> list[Rule]:
    on_line = direction.dark(rule.position, rule.start, rule.end, darkest)
    aside = ASIDE * glyph_px
    pieces, start = [], 0.0
    print_ = [
        (first, last)
        for first, last in _lines_of_print(rule, others, direction, glyph_px, darkest)
        if on_line[first:last].mean() < SOLID and not _goes_on(on_line, first, last, glyph_px)
    ]
    if not print_:
        return [rule]
    for first, last in print_:
        pieces.append((start, first - aside))
        start = last + aside
    pieces.append((start, rule.length))
    return [replace(rule, start=rule.start + a, end=rule.start + b) for a, b in pieces if b - a >= SHORTEST * glyph_px]


def _goes_on(on_line: Flags, first: int, last: int, glyph_px: float) -> bool:
    """Whether there is a rule both before and behind a stretch of one."""
    near, far = round(ASIDE * glyph_px), round((ASIDE + BEYOND) * glyph_px)
    before, behind = on_line[max(0, first - far) : max(0, first - near)], on_line[last + near : last + far]
    return all(len(side) > (far - near) / 2 and bool(side.mean() >= GOES_ON) for side in (before, behind))


def _lines_of_print(
    rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float
) -> list[tuple[int, int]]:
    """Stretches, in pixels from the rule's start, from the first to the last of the upright strokes that cross it."""
    lines: list[list[tuple[int, int]]] = []
    for stem in _stems(rule, others, direction, glyph_px, darkest):
        if lines and stem[0] - lines[-1][-1][1] <= NEXT * glyph_px:
            lines[-1].append(stem)
        else:
            lines.append([stem])
    return [(line[0][0], line[-1][1]) for line in lines if len(line) >= FEWEST]


def _stems(
    rule: Rule, others: Sequence[Rule], direction: Direction, glyph_px: float, darkest: float
) -> list[tuple[int, int]]:
    reach = round(CROSSING * glyph_px)
    level = [direction.dark(rule.position + off, rule.start, rule.end, darkest) for off in range(-reach, reach + 1, 2)]
    known = at_rules(rule, others, len(level[0]), near=AT_RULE * glyph_px, beyond=glyph_px)
    crossed = np.logical_and.reduce(level) & ~known
    return [(a, b) for a, b in runs_of(crossed) if b - a <= STEM * glyph_px]
