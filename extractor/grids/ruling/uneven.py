"""Rules that are none: the feet of a line of glyphs, joined by a rule of the sheet's other side that shows through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.grids.ruling.ends import TOUCH, lands
from extractor.grids.ruling.probing import Direction
from models.rule import Rule

EVEN = 0.7
"""The darkness of a rule's palest quarter, relative to that of its darkest: on unbroken rules, dashed ones drawn
through among them, 0.83 and more; between glyphs only what shows through is left, half as dark at most."""

ROW = 15.0
"""In glyph heights: a longer piece is no line of glyphs in a cell."""


def without_uneven(rules: Sequence[Rule], direction: Direction, glyph_px: float) -> tuple[Rule, ...]:
    """The rules of one direction but short ones with an end in the open that are dark in places only.

    ``rules`` in straightened pixels, both directions, on a page of unbroken rules.
    """
    own = [rule for rule in rules if rule.orientation == direction.orientation]
    return tuple(rule for rule in own if not _is_open(rule, rules, glyph_px) or _is_even(rule, direction))


def _is_open(rule: Rule, others: Sequence[Rule], glyph_px: float) -> bool:
    near = TOUCH * glyph_px
    return rule.length <= ROW * glyph_px and not all(lands(end, rule, others, near) for end in (rule.start, rule.end))


def _is_even(rule: Rule, direction: Direction) -> bool:
    palest, darkest = np.percentile(direction.depths(rule.position, rule.start, rule.end), (25, 75))
    return bool(palest >= EVEN * darkest)
