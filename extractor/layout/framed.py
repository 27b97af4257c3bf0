"""Tables with a frame around them and no other rule."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.regions import TOUCH, touching_groups
from models.geometry import Box
from models.layout import UNIT
from models.reading_order import rows_of
from models.rule import Rule
from models.text import TextLine

SIDES = 2
"""Rules each way that make a frame."""

ROWS = 4
"""Rows of several texts that a table in a frame has at least; the frame of a seal or a remark has fewer."""


def framed_boxes(rules: Sequence[Rule], lines: Sequence[TextLine], text_height: float) -> tuple[Box, ...]:
    """The boxes of such frames, from top to bottom. One around a table's unit is around the page, not the table."""
    found = []
    for group in touching_groups(rules, TOUCH * text_height):
        across = sorted(rule.position for rule in group if rule.orientation == "horizontal")
        upright = sorted(rule.position for rule in group if rule.orientation == "vertical")
        if len(across) != SIDES or len(upright) != SIDES:
            continue
        box = Box(upright[0], across[0], upright[1], across[1])
        inside = [line for line in lines if box.contains(*line.box.center)]
        several = sum(len(row) > 1 for row in rows_of(inside))
        if several >= ROWS and not any(UNIT.search(line.text) for line in inside):
            found.append(box)
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))
