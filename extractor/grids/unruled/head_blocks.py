"""Heads of a table whose rules do not show their cells: the lines of each head as one block of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractor.grids.unruled.text_rows import Row
from models.geometry import Box
from models.rule import Rule

CENTRED = 0.6
"""In text heights: the middles of a head's lines lie this near to one another, or their beginnings do."""

SHORTER = 1.3
"""In text heights: a line is this much shorter than the next one of its head at most: a character did not fit."""

LEVEL = 0.15
"""In text heights: lines on one level differ by this much at most."""

TOO_HIGH = 1.5
"""In text heights: the middle of a cell from the first head's top to the last one's foot lies half as much lower than
that of a head which is none; less may be a line that was not read.
"""

BRACKETS = "（）()"
"""Of the lines without a letter or a digit those with one of these are print: a bracket is set alone in the narrowest
heads. The others may be specks.
"""

LOOSE = 0.2
"""In text heights: so much paper over and under a line its box may hold; two lines are half as high again."""

BESIDE = 0.2
"""In text heights: texts that share more of the x axis than this stand over one another."""


@dataclass(frozen=True, slots=True)
class Block:
    """A head: the boxes of its lines, from top to bottom."""

    lines: tuple[Box, ...]

    @property
    def box(self) -> Box:
        first, *rest = self.lines
        for line in rest:
            first = first.union(line)
        return first


def blocks_of(rows: Sequence[Row], pitch: float, text_height: float, rules: Iterable[Rule] = ()) -> tuple[Block, ...]:
    """The heads of these rows; ``pitch``: the widest one of the lines of a head, in page units. ``rules`` part them."""
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    blocks: list[list[Box]] = []
    boxes = [line.box for row in rows for line in row if any(char.isalnum() or char in BRACKETS for char in line.text)]
    for box in sorted(boxes, key=lambda item: item.center[1]):
        home = None
        for block in blocks:
            goes_on = _goes_on(block[-1], box, boxes, pitch, text_height) and not _ruled_apart(block[-1], box, across)
            if goes_on and not _is_over_all(block[-1], box, boxes, text_height):
                home = block
        if home is None:
            blocks.append([box])
        else:
            home.append(box)
    return tuple(sorted((Block(tuple(block)) for block in blocks), key=lambda item: item.box.center[0]))


def stand_amid(heads: Sequence[Box], text_height: float) -> int:
    """How many more pairs of heads of different heights stand around one level than begin on one; fewer if negative."""
    near = LEVEL * text_height
    pairs = [(a, b) for a, b in combinations(heads, 2) if abs(a.height - b.height) > 2 * near]
    around = sum(abs(a.center[1] - b.center[1]) <= near for a, b in pairs)
    return around - sum(abs(a.y0 - b.y0) <= near for a, b in pairs)


def parents_of(heads: Sequence[Box], text_height: float) -> frozenset[Box]:
    """The heads that stand too high for cells of their own, which reach down to the body, if heads stand in the middle
    of their cells.
    """
    if not heads or stand_amid(heads, text_height) <= 0:
        return frozenset()
    top, foot = min(head.y0 for head in heads), max(head.y1 for head in heads)
    return frozenset(head for head in heads if 2 * head.center[1] - foot < top - TOO_HIGH * text_height)


def stands_over(upper: Box, lower: Box, text_height: float) -> bool:
    """Whether the one box is over the other, and they share some of the x axis."""
    return below(upper, lower, text_height) and overlap(upper, lower) > BESIDE * text_height


def below(upper: Box, lower: Box, text_height: float) -> bool:
    """Whether all of ``lower`` is lower on the page than ``upper``, but for a brim."""
    return _as_line(lower, text_height).y0 >= _as_line(upper, text_height).y1 - BESIDE * text_height


def _as_line(box: Box, text_height: float) -> Box:
    """The box of one line no higher than the text, around its middle: on scans they are drawn more or less loosely."""
    loose = (box.height - text_height) / 2
    return Box(box.x0, box.y0 + loose, box.x1, box.y1 - loose) if 0 < loose < LOOSE * text_height else box


def overlap(one: Box, other: Box) -> float:
    """How much of the x axis two boxes share; negative for a gap."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _ruled_apart(upper: Box, lower: Box, rules: Sequence[Rule]) -> bool:
    """Whether a rule runs between two lines, over the middle of both."""
    return any(
        upper.center[1] < rule.position < lower.center[1]
        and all(rule.start <= box.center[0] <= rule.end for box in (upper, lower))
        for rule in rules
    )


def _goes_on(upper: Box, lower: Box, boxes: Sequence[Box], pitch: float, text_height: float) -> bool:
    """Whether the lower line is the next one of the same head: right below, set alike, and with nothing beside it that
    the upper one stands over too.
    """
    drop = lower.center[1] - upper.center[1]
    if not text_height / 2 < drop <= pitch:
        return False
    alike = min(abs(upper.center[0] - lower.center[0]), abs(upper.x0 - lower.x0)) <= CENTRED * text_height
    shorter = upper.width < lower.width - SHORTER * text_height
    if not alike or shorter:
        return False
    return not any(
        other is not lower and overlap(upper, other) > BESIDE * text_height
        for other in _on_level(lower, boxes, text_height / 2)
    )


def _is_over_all(upper: Box, lower: Box, boxes: Sequence[Box], text_height: float) -> bool:
    """Whether the upper line is a head over the lower one and those on both sides of it, which have no other, and only
    happens to stand in the middle of that one. Elsewhere a head ends on the upper level: so all begin at the top.

    Lines of other heads stand on a level of their own, as lines are nearer to one another than rows.
    """
    uppers = [box for box in _on_level(upper, boxes, text_height / 2) if box is not upper]
    lowers = sorted(_on_level(lower, boxes, LEVEL * text_height), key=lambda box: box.x0)
    bare = [box is not lower and not any(overlap(box, one) > 0 for one in uppers) for box in lowers]
    at = next(i for i, box in enumerate(lowers) if box is lower)
    first = at - next((i for i, own in enumerate(reversed(bare[:at])) if not own), at)
    last = at + next((i for i, own in enumerate(bare[at + 1 :]) if not own), len(bare) - at - 1)
    x0, x1 = lowers[first].x0, lowers[last].x1
    under = _on_level(lower, boxes, text_height / 2)
    ending = [box for box in uppers if not any(overlap(box, one) > 0 for one in under)]
    if not first < at < last or not ending or any(x0 < box.center[0] < x1 for box in ending):
        return False
    return abs((x0 + x1) / 2 - upper.center[0]) <= CENTRED * text_height


def _on_level(box: Box, boxes: Iterable[Box], near: float) -> list[Box]:
    """The boxes whose middles are as high as this one's, which is one of them, or so near to that; in page units."""
    return [other for other in boxes if abs(other.center[1] - box.center[1]) < near]
