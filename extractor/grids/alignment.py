"""Columns of a table whose rules do not show them: where no text stands in any row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.geometry import Box
from models.text import TextLine

GUTTER = 0.3
"""In text heights: the narrowest gap between two columns. Between amounts set flush right it is half a figure."""

BETWEEN = 1.0
"""In text heights: a head over two columns stands in their middle, give or take this."""

Row = tuple[TextLine, ...]
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """``stretches``: what the columns' text covers of the x axis, from left to right; ``edges``: one more of them."""

    stretches: tuple[Stretch, ...]
    edges: tuple[float, ...]

    def touched(self, box: Box, depth: float) -> range:
        """The columns whose text the box reaches into by ``depth``; the one around its middle where there is none."""
        reached = [
            i
            for i, (start, end) in enumerate(self.stretches)
            if min(box.x1, end) - max(box.x0, start) > min(depth, (end - start) / 2)
        ]
        if reached:
            return range(reached[0], reached[-1] + 1)
        middle = box.center[0]
        inside = sum(edge <= middle for edge in self.edges[1:-1])
        return range(inside, inside + 1)


def columns_of(
    heads: Sequence[Row], body: Sequence[Row], verticals: Sequence[float], box: Box, text_height: float
) -> Columns:
    """The columns: what is covered in the body, divided by vertical rules, and heads that stand over nothing."""
    lines = [line for row in body if len(row) > 1 for line in row] or [line for row in body for line in row]
    stretches = _covered((line.box for line in lines), GUTTER * text_height)
    for row in reversed(heads):
        for line in row:
            if not _stands_over(line, row, stretches, heads, text_height):
                stretches = _covered([*(_as_box(stretch) for stretch in stretches), line.box], GUTTER * text_height)
    inner = [
        next((x for x in verticals if left[1] <= x <= right[0]), (left[1] + right[0]) / 2)
        for left, right in pairwise(stretches)
    ]
    return Columns(tuple(stretches), (box.x0, *inner, box.x1))


def _covered(boxes: Iterable[Box], gutter: float) -> list[Stretch]:
    """What boxes cover of the x axis, gaps narrower than a gutter closed."""
    stretches: list[Stretch] = []
    for box in sorted(boxes, key=lambda item: item.x0):
        if stretches and box.x0 - stretches[-1][1] < gutter:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], box.x1))
        else:
            stretches.append((box.x0, box.x1))
    return stretches


def _stands_over(
    line: TextLine, row: Row, stretches: Sequence[Stretch], heads: Sequence[Row], text_height: float
) -> bool:
    """Whether a head heads columns that are known: it reaches into one, or stands amid two that have heads below it."""
    box = line.box
    if any(min(box.x1, end) - max(box.x0, start) > 0 for start, end in stretches):
        return True
    lower = [head.box for other in heads for head in other if head.box.center[1] > box.y1]
    lefts = [head for head in lower if head.x1 <= box.center[0]]
    rights = [head for head in lower if head.x0 >= box.center[0]]
    if not lefts or not rights or any(min(head.x1, box.x1) > max(head.x0, box.x0) for head in lower):
        return False
    left, right = max(lefts, key=lambda head: head.x1), min(rights, key=lambda head: head.x0)
    beside = [other.box for other in row if other is not line]
    if any(left.x0 < other.center[0] < right.x1 for other in beside):
        return False
    return abs((left.x0 + right.x1) / 2 - box.center[0]) <= BETWEEN * text_height


def _as_box(stretch: Stretch) -> Box:
    return Box(stretch[0], 0.0, stretch[1], 1.0)
