"""The rules under heads that stand over several columns: such a head has no column of its own, and its rule ends where
its columns do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from models.geometry import Box
from models.rule import Rule

NEAR = 1.2
"""In text heights: a head's rule is this near under it."""

AMID = 0.5
"""In text heights: a head stands this near to the middle of its rule."""

SINGLE = 1.2
"""In text heights: a head no wider is one character, all that was read of a word drawn out: the other half of 项 目
stands as far behind the middle of the rule as it does before.
"""

BRIM = 0.25
"""In text heights: what boxes of text that was read are too high by."""


def rules_under_heads(heads: Sequence[Box], rules: Iterable[Rule], text_height: float) -> Mapping[Box, Rule]:
    """Each head over several columns with the rule under it, in whose middle it stands, and which has two heads below
    it at least and none beside it; those whose rule is not drawn, or is drawn with its neighbours', are not told.
    """
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    found: dict[Box, Rule] = {}
    for head in heads:
        own = [rule for rule in across if _is_under(rule, head, heads, text_height)]
        if own:
            found[head] = min(own, key=lambda rule: rule.position)
    return found


def _is_under(rule: Rule, head: Box, heads: Sequence[Box], text_height: float) -> bool:
    drop = rule.position - head.y1 + BRIM * text_height
    within = rule.start <= head.x0 and head.x1 <= rule.end
    amid = abs((rule.start + rule.end) / 2 - head.center[0]) <= AMID * text_height
    amid = amid or (within and head.width <= SINGLE * text_height)
    if not (0 <= drop <= NEAR * text_height and amid):
        return False
    brim = BRIM * text_height
    level = [other for other in heads if other is not head and rule.start <= other.center[0] <= rule.end]
    lower = [other for other in level if other.y0 >= rule.position - brim]
    beside = [other for other in level if other.y0 < rule.position - brim and other.y1 > head.y0 + brim]
    return len(lower) > 1 and not beside
