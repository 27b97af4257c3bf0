"""Columns of a table whose rules do not show them: where no text stands in any row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.cutting import cut_line
from models.figures import is_figure
from models.geometry import Box
from models.text import TextLine

GUTTER = 0.3
"""In text heights: the narrowest gap between two columns. Between amounts set flush right it is half a figure."""

HEAD_GUTTER = 0.3
"""In text heights: the narrowest gap between two heads. Characters of one head stand closer."""

SPACED_WORD = 2
"""Characters of a head that may be drawn out over its cell: 项　目."""

BETWEEN = 1.0
"""In text heights: a head over two columns stands in their middle, give or take this."""

_TOTAL = re.compile(r"栏次|.{0,8}[合总小]计|.{0,4}总额")

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
    stretches = body_stretches(heads, body, text_height)
    lines = [line for row in body for line in row]
    of_figures = [line.box for line in lines if is_figure(line.text)]
    for row in reversed(heads):
        for line in row:
            if not _stands_over(line, row, stretches, heads, text_height):
                place = _headless_beside(line.box, stretches, heads, of_figures)
                widened = line.box if place is None else line.box.union(_as_box(stretches[place]))
                stretches = _covered([*map(_as_box, stretches), widened], GUTTER * text_height)
    inner = [
        next((x for x in verticals if left[1] <= x <= right[0]), (left[1] + right[0]) / 2)
        for left, right in pairwise(stretches)
    ]
    return Columns(tuple(stretches), (box.x0, *inner, box.x1))


def body_stretches(heads: Sequence[Row], body: Sequence[Row], text_height: float) -> list[Stretch]:
    """What the rows of several texts cover of the x axis, column by column.

    Words of totals stand in the middle of several columns and tell nothing. Of two columns of text under one head that
    no row has both of, one is the other's, set further in.
    """
    wide = [row for row in body if len(row) > 1]
    telling = [[line for line in row if not _TOTAL.fullmatch("".join(line.text.split()))] for row in wide]
    lines = [line for row in telling for line in row] or [line for row in wide or body for line in row]
    stretches = _covered((line.box for line in lines), GUTTER * text_height)
    i = 0
    while i + 1 < len(stretches):
        filled = [[any(_overlap(line.box, stretches[k]) for line in row) for k in (i, i + 1)] for row in telling]
        of_text = not any(
            is_figure(line.text) and any(_overlap(line.box, stretches[k]) for k in (i, i + 1)) for line in lines
        )
        whole = _as_box((stretches[i][0], stretches[i + 1][1]))
        several = any(sum(_overlap(whole, (head.box.x0, head.box.x1)) for head in row) > 1 for row in heads)
        if of_text and not several and not any(left and right for left, right in filled):
            stretches[i : i + 2] = [(stretches[i][0], stretches[i + 1][1])]
        else:
            i += 1
    return stretches


def cut_at_gaps(line: TextLine, text_height: float) -> tuple[TextLine, ...]:
    """A head cut at all its gaps: over a body without figures nothing else tells heads set close apart."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(line.glyphs)]
    if len(line.glyphs) == SPACED_WORD:
        return (line,)
    return cut_line(line, [i for i, gap in enumerate(gaps, 1) if gap >= HEAD_GUTTER * text_height])


def cut_at_gutters(line: TextLine, stretches: Sequence[Stretch], text_height: float) -> tuple[TextLine, ...]:
    """A head cut where it reaches over two columns of the body and leaves a gap between them: two heads set close."""
    starts = []
    if len(line.glyphs) == SPACED_WORD:
        return (line,)
    for (start, end), (next_start, next_end) in pairwise(stretches):
        if not (_overlap(line.box, (start, end)) and _overlap(line.box, (next_start, next_end))):
            continue
        low, high = (start + end) / 2, (next_start + next_end) / 2
        gaps = [
            (right.box.x0 - left.box.x1, i)
            for i, (left, right) in enumerate(pairwise(line.glyphs), 1)
            if low < (left.box.x1 + right.box.x0) / 2 < high
        ]
        widest = max(gaps, default=(0.0, 0))
        if widest[0] >= HEAD_GUTTER * text_height:
            starts.append(widest[1])
    return cut_line(line, starts)


def _headless_beside(
    box: Box, stretches: Sequence[Stretch], heads: Sequence[Row], of_figures: Sequence[Box]
) -> int | None:
    """The column without a head whose head this is: labels begin left of their cell's middle, figures end right."""
    right = sum(end <= box.x0 for _, end in stretches)
    free = [
        i
        for i in (right - 1, right)
        if 0 <= i < len(stretches)
        and not any(_overlap(head.box, stretches[i]) for row in heads for head in row)
        and not any(_between(head.box, box, stretches[i]) for row in heads for head in row if head.box != box)
    ]
    figures = {i for i in free if any(_overlap(figure, stretches[i]) for figure in of_figures)}
    return next((i for i in free if (i == right) is (i in figures)), free[0] if free else None)


def _overlap(box: Box, stretch: Stretch) -> bool:
    return min(box.x1, stretch[1]) > max(box.x0, stretch[0])


def _between(head: Box, box: Box, stretch: Stretch) -> bool:
    """Whether another head stands nearer to the column."""
    low, high = sorted((box.center[0], (stretch[0] + stretch[1]) / 2))
    return low < head.center[0] < high


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
    under = [head for head in lower if _overlap(head, (box.x0, box.x1))]
    if not lefts or not rights or any(not any(_overlap(head, stretch) for stretch in stretches) for head in under):
        return False
    beside = [other.box.center[0] for other in row if other is not line]
    return any(
        abs((left.x0 + right.x1) / 2 - box.center[0]) <= BETWEEN * text_height
        and not any(left.x0 < x < right.x1 for x in beside)
        for left in lefts
        for right in rights
    )


def _as_box(stretch: Stretch) -> Box:
    return Box(stretch[0], 0.0, stretch[1], 1.0)
