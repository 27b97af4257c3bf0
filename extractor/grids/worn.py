"""Worn rules: scraps of ink put together along whole lines, where each scrap alone says nothing.

A person sees a rule broken into dashes at once, because the dashes lie in one line over the table's whole height,
and because they are met where the rule crosses others: text never stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.grids.collinear import banded, covered, merged
from models.rule import Orientation, Rule

ASIDE = 0.3
"""In glyph heights: scraps of one straightened rule stand this near to one line; ragged ones stray a little."""

GAP = 3.0
"""In glyph heights: the widest gap in a worn rule that is still bridged."""

SHORTEST = 4.0
"""In glyph heights: a line of scraps is at least this long; two rows of a table."""

INKED = 0.35
"""Share of a line's length that its scraps cover."""

CROSSING = 0.35
"""In glyph heights: around a crossing, text keeps this distance from either rule."""

CROSSED = 0.3
"""Share of a line's crossings that must be inked. Figures or dashes in one column or row leave them all blank."""

PRESENT = 0.3
"""Share of the stretch between two crossings that must be inked for the rule to be there."""

USUAL_LOSS = 0.45
"""How much less of a stretch may be inked than of the page's usual rule: on a sharp page rules are whole."""

COMPLETE = 0.75
"""Share of a stretch that found rules cover, from which on it needs no completion."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Found rules and all pieces, scraps among them, in one line, and the stretch that they make up."""

    position: float
    start: float
    end: float
    rules: tuple[Rule, ...]
    pieces: tuple[Rule, ...]

    def inked(self, start: float, end: float) -> float:
        return covered(self.pieces, start, end) / (end - start)


def worn_rules(found: Sequence[Rule], scraps: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    """What ``found`` lacks: the stretches between two crossings where scraps in one line make up a rule.

    Both in straightened pixels; pieces of one line within ``ASIDE`` of one position. Looked for again once the first
    ones are known: they are crossings for others, and tell how worn the page's rules are.
    """
    first = _worn(found, scraps, glyph_px)
    return (*first, *_worn((*found, *first), scraps, glyph_px))


def _worn(found: Sequence[Rule], scraps: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    across = _lines(found, scraps, "horizontal", glyph_px)
    upright = _lines(found, scraps, "vertical", glyph_px)
    sure_across = [line for line in across if _is_crossed(line, upright, glyph_px)]
    sure_upright = [line for line in upright if _is_crossed(line, across, glyph_px)]
    present = max(PRESENT, usual_ink(found) - USUAL_LOSS)
    return (
        *_completed(sure_across, sure_upright, "horizontal", present, glyph_px),
        *_completed(sure_upright, sure_across, "vertical", present, glyph_px),
    )


def usual_ink(rules: Sequence[Rule]) -> float:
    """The share of their length that all rules together are inked; 1 without any."""
    length = sum(rule.length for rule in rules)
    return sum(rule.length * rule.strength for rule in rules) / length if length else 1.0


def _lines(found: Sequence[Rule], scraps: Sequence[Rule], orientation: Orientation, glyph_px: float) -> list[_Line]:
    rules = [rule for rule in found if rule.orientation == orientation]
    bits = [replace(scrap, strength=1.0) for scrap in scraps if scrap.orientation == orientation]
    lines: list[_Line] = []
    for band in banded([*rules, *bits], ASIDE * glyph_px):
        for whole in merged(band, aside=float("inf"), gap=GAP * glyph_px):
            pieces = tuple(rule for rule in band if whole.start <= rule.start and rule.end <= whole.end)
            known = tuple(rule for rule in rules if rule in pieces)
            long = whole.length >= SHORTEST * glyph_px
            if known or (long and covered(pieces, whole.start, whole.end) >= INKED * whole.length):
                lines.append(_Line(whole.position, whole.start, whole.end, known, pieces))
    return lines


def _is_crossed(line: _Line, others: Sequence[_Line], glyph_px: float) -> bool:
    """Whether a line is inked where it crosses or meets others."""
    reach = CROSSING * glyph_px
    shares = [line.inked(at - reach, at + reach) for at in _crossings(line, others, glyph_px)]
    return bool(shares) and sum(shares) >= CROSSED * len(shares)


def _crossings(line: _Line, others: Sequence[_Line], glyph_px: float) -> list[float]:
    near = GAP * glyph_px
    return sorted(
        other.position
        for other in others
        if line.start - near <= other.position <= line.end + near
        and other.start - near / 2 <= line.position <= other.end + near / 2
    )


def _completed(
    lines: Sequence[_Line], others: Sequence[_Line], orientation: Orientation, present: float, glyph_px: float
) -> list[Rule]:
    result = []
    for line in lines:
        for start, end in pairwise(_crossings(line, others, glyph_px)):
            if end - start < glyph_px:
                continue
            share = min(1.0, line.inked(start, end))
            if share >= present and covered(line.rules, start, end) < COMPLETE * (end - start):
                result.append(
                    Rule(orientation, line.position, start, end, thickness=line.pieces[0].thickness, strength=share)
                )
    return result
