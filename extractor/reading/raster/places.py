"""Where a table has print though no rule tells its cells: under, over and between what was found. In pixels."""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import Box

NARROW, IN_COLUMN, FEWEST_IN_COLUMN = 1.5, 0.25, 3
"""In line heights: a number of one or two digits is no wider. Where no rule tells a cell, so many others, with their
middles this near to being under its own, show that it stands in their column."""

FEWEST_UNSEEN, STROKE, IN_ROW = 4, 0.2, 0.5
"""So many others, none of which was found. In line heights: what is narrower may be a dash of an upright rule, and how
near their middles are to the middle of a line of print.
"""

CHARACTER, DRAWN_OUT = (0.45, 1.0), 4.0
"""In line heights: the least and the most that a Chinese character measures both ways, and how far apart the middles of
two characters of a word are at most that is drawn out over its cell."""

LEVEL, FEWEST_IN_ROW = 0.2, 2
"""In line heights: how much lower than another a figure or a character of one row may be; and so many figures show
where a row is: dirt is level with few."""


FEWEST_ALIKE, ALIKE = 3, 0.15
"""Figures none of which was found make a row from this number on. In line heights: how far their middles are from one
level, and how much they differ in height.
"""


def is_in_column(box: Box, found: Sequence[Box], overlooked: Sequence[Box], height: float) -> bool:
    """Whether ink as narrow as a number stands under others that are: dirt has no column.

    One of these was found, or there are many, no strokes of a rule, each in a row with print that was found.
    """

    def under(others: Sequence[Box]) -> list[Box]:
        narrow = (other for other in others if max(box.width, other.width) <= NARROW * height)
        return [other for other in narrow if abs(box.center[0] - other.center[0]) <= IN_COLUMN * height]

    seen, unseen = under(found), under(overlooked)
    # It is itself among those that were overlooked.
    if seen and len(seen) + len(unseen) - 1 >= FEWEST_IN_COLUMN:
        return True
    in_rows = [other for other in unseen if other.width >= STROKE * height and _is_in_a_row(other, found, height)]
    return len(in_rows) > FEWEST_UNSEEN and any(other is box for other in in_rows)


def _is_in_a_row(box: Box, found: Sequence[Box], height: float) -> bool:
    return any(abs(other.center[1] - box.center[1]) <= IN_ROW * height for other in found)


def is_in_row(box: Box, found: Sequence[Box], height: float) -> bool:
    """Whether ink as narrow as a number stands level with several that were found, or with one and right under the
    middle of a text: so do the numbers of columns, in a row of their own under the heads.
    """
    x, y = box.center
    narrow = [other for other in found if max(other.width, box.width) <= NARROW * height]
    level = any(abs(other.center[1] - y) <= IN_COLUMN * height for other in narrow)
    if sum(abs(other.center[1] - y) <= LEVEL * height for other in narrow) >= FEWEST_IN_ROW:
        return True
    over = [other for other in found if other.y1 <= y and other.x0 < x < other.x1]
    head = max(over, key=lambda other: other.y1, default=None)
    centred = head is not None and abs(head.center[0] - x) <= IN_COLUMN * height
    return level and centred and box.width <= NARROW * height


def is_in_word(box: Box, found: Sequence[Box], height: float) -> bool:
    """Whether ink as large as a character stands level with one that was found, and near: 项 of a head that is drawn
    out, of which the detector sees 目 alone.
    """

    def is_character(one: Box) -> bool:
        least, most = (share * height for share in CHARACTER)
        return least <= one.width <= most and least <= one.height

    (x, y), reach = box.center, DRAWN_OUT * height
    beside = [one for one in found if abs(one.center[1] - y) <= LEVEL * height and is_character(one)]
    small = box.height <= CHARACTER[1] * height
    return is_character(box) and small and any(abs(one.center[0] - x) <= reach for one in beside)


def is_in_row_of_figures(box: Box, found: Sequence[Box], overlooked: Sequence[Box], height: float) -> bool:
    """Whether ink as narrow as a number stands level with others as high, and all with print that was found: a row of
    lone zeros behind its label. Dirt is not level.
    """

    def is_figure(other: Box) -> bool:
        level = abs(other.center[1] - box.center[1]) <= ALIKE * height
        alike = abs(other.height - box.height) <= ALIKE * height
        return level and alike and STROKE * height <= other.width <= NARROW * height

    return is_figure(box) and _is_in_a_row(box, found, height) and sum(map(is_figure, overlooked)) >= FEWEST_ALIKE


def is_beside(box: Box, found: Sequence[Box]) -> bool:
    """Whether ink stands among what was found or between it, and not at its side."""
    x = box.center[0]
    return any(other.x0 < x for other in found) and any(other.x1 > x for other in found)


def is_in_line(box: Box, others: Sequence[Box], height: float) -> bool:
    """Whether several others stand under or over ink: dirt at the side of a table has no column."""
    return sum(abs(box.center[0] - other.center[0]) <= IN_COLUMN * height for other in others) > FEWEST_IN_COLUMN
