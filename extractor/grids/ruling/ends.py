"""Where rules end: on others, or in nothing."""

from __future__ import annotations

from collections.abc import Sequence

from models.rule import Rule

TOUCH = 0.5
"""In glyph heights: a rule that stops this near to another ends on it. Text keeps that far from its cell's sides
at one end at least."""

STRAY = 2.5
"""In glyph heights: a piece no longer, both of whose ends lie in the open, is strokes of a glyph or two in line with a
rule: the level ones of 产 and 于."""


def lands(end: float, rule: Rule, others: Sequence[Rule], near: float) -> bool:
    """Whether an end of a rule is as near as this to one of the others, of the other direction."""
    return any(
        other.orientation != rule.orientation
        and abs(other.position - end) <= near
        and other.start - near <= rule.position <= other.end + near
        for other in others
    )


def loose(rules: Sequence[Rule], near: float) -> float:
    """The share of the rules' ends that are as near as this to no other rule."""
    ends = [not lands(end, rule, rules, near) for rule in rules for end in (rule.start, rule.end)]
    return sum(ends) / len(ends) if ends else 0.0


def without_strays(rules: Sequence[Rule], glyph_px: float) -> tuple[Rule, ...]:
    """The rules but short pieces that end in nothing; ``rules`` whole, of both directions, in straightened pixels."""
    near = TOUCH * glyph_px
    return tuple(
        rule
        for rule in rules
        if rule.length > STRAY * glyph_px or any(lands(end, rule, rules, near) for end in (rule.start, rule.end))
    )
