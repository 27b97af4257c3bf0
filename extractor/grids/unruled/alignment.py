"""Columns of a table whose rules do not show them: each has a head of its own, and text that stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from extractor.grids.unruled.column_edges import Setting, fitted_edges
from extractor.grids.unruled.column_matching import Column, matched, with_totals, without_strays
from extractor.grids.unruled.head_blocks import Block, below, parents_of, stands_over
from extractor.grids.unruled.head_rules import rules_under_heads
from extractor.grids.unruled.stretches import Stretch, stretches_of
from extractor.grids.unruled.text_rows import Row
from extractor.grids.wording import is_total
from models.geometry import Box
from models.rule import Rule

IN_LINE = 0.2
"""In text heights: figures that are set flush end this near to one another, labels begin so."""

DIFFERENT, ASKEW = 0.7, 0.35
"""In text heights: texts of different lengths differ by more than this, a figure and a half; the middle of texts that
are set under the middle of their head is off by less than this."""

MOST = 0.75
"""Figures that end in line do so but for one or two: the number of their column stands in its middle."""

CENTRED = 0.5
"""In text heights: a head over several columns stands this near to their middle."""

LEVEL = 0.75
"""Of the pitch of rows: a head stands this much higher than the heads under it; one beside them half as much."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns from left to right, and their edges, one more."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.columns)

    def at(self, x: float) -> int:
        """The column around this place."""
        return sum(edge <= x for edge in self.edges[1:-1])

    def middle(self, cols: range) -> float:
        return (self.edges[cols.start] + self.edges[cols.stop]) / 2


def columns_of(
    heads: Sequence[Block],
    body: Sequence[Row],
    outer: tuple[float | None, float | None],
    pitch: float,
    text_height: float,
    *,
    rules: Sequence[Rule] = (),
) -> Columns:
    """The columns of a table; ``outer``: its sides where rules show them, ``pitch``: of its rows; in page units.
    ``rules``: the table's, of which those under heads tell where columns end.
    """
    boxes = [block.box for block in heads]
    totals = [line.box for row in body for line in row if is_total(line.text)]
    ruled = rules_under_heads(boxes, rules, text_height)
    leaves = [
        box for box in boxes if box not in ruled and not any(stands_over(box, other, text_height) for other in boxes)
    ]
    high = parents_of(boxes, text_height)
    leaves = [box for box in leaves if box not in high or not _is_above(box, leaves, pitch, text_height)]
    leaves.sort(key=lambda box: box.center[0])
    stretches = stretches_of(body, text_height, [box.center[0] for box in leaves])
    over = {box for box in leaves if _is_above(box, leaves, pitch, text_height)}
    while True:
        needed = _only_parents(leaves, over, boxes, pitch, text_height)
        columns = matched(leaves, stretches, over, text_height, needed)
        columns = without_strays(columns, len(body)) if leaves else with_totals(columns, totals)
        known = _ends_of(ruled.values(), columns)
        found = Columns(columns, fitted_edges(_settings(columns, text_height), outer, text_height, known))
        own = {column.head for column in columns}
        off = [box for box in over if box not in own]
        wrong = {box for box in off if not _is_centred(box, found, off, text_height)}
        if not wrong:
            return found
        over -= wrong


def _is_above(box: Box, leaves: Sequence[Box], pitch: float, text_height: float) -> bool:
    """Whether the next head to the left of it, or the one to the right, stands a row lower."""
    lefts = [leaf for leaf in leaves if leaf.center[0] < box.center[0]]
    rights = [leaf for leaf in leaves if leaf.center[0] > box.center[0]]
    beside = [
        *([max(lefts, key=lambda leaf: leaf.center[0])] if lefts else []),
        *([min(rights, key=lambda leaf: leaf.center[0])] if rights else []),
    ]
    return any(below(box, side, text_height) and _is_level(box, side, pitch) for side in beside)


def _is_level(upper: Box, lower: Box, pitch: float) -> bool:
    """Whether the lower head stands on another level than the upper one, not only lower beside it."""
    return lower.center[1] - upper.center[1] >= LEVEL * pitch


def _only_parents(
    leaves: Sequence[Box], over: AbstractSet[Box], heads: Sequence[Box], pitch: float, text_height: float
) -> set[Box]:
    """The heads without which a lower one beside them would have nothing over it."""
    found: set[Box] = set()
    for leaf in leaves:
        if leaf in over or any(stands_over(head, leaf, text_height) for head in heads):
            continue
        upper = [head for head in heads if below(head, leaf, text_height) and _is_level(head, leaf, pitch)]
        lefts = [head for head in upper if head.center[0] < leaf.center[0]]
        rights = [head for head in upper if head.center[0] >= leaf.center[0]]
        beside = [
            *sorted(lefts, key=lambda head: head.center[0])[-1:],
            *sorted(rights, key=lambda head: head.center[0])[:1],
        ]
        if len(beside) == 1 and beside[0] in over:
            found.add(beside[0])
    return found


def _ends_of(rules: Iterable[Rule], columns: Sequence[Column]) -> dict[int, float]:
    """The edges between columns that the rules under heads end at, by number."""
    known: dict[int, float] = {}
    for rule in rules:
        cols = [i for i, column in enumerate(columns) if rule.start <= column.middle <= rule.end]
        if cols:
            known |= {cols[0]: rule.start, cols[-1] + 1: rule.end}
    return known


def _is_centred(box: Box, columns: Columns, beside: Sequence[Box], text_height: float) -> bool:
    """Whether a head stands in the middle of several columns whose heads are lower, and none ``beside`` it too. One of
    them between others may have no head: it was not read.
    """
    heads = [column.head for column in columns.columns]
    lower = [head is None or below(box, head, text_height) for head in heads]
    at = columns.at(box.center[0])
    taken = {columns.at(other.center[0]) for other in beside if other is not box}
    return any(
        all(lower[start:stop])
        and heads[start] is not None
        and heads[stop - 1] is not None
        and not taken & set(range(start, stop))
        and (
            abs(columns.middle(range(start, stop)) - box.center[0]) <= CENTRED * text_height
            or _may_be_centred(box, columns.columns[start:stop])
        )
        for start in range(at + 1)
        for stop in range(max(at + 1, start + 2), len(columns) + 1)
    )


def _may_be_centred(box: Box, columns: Sequence[Column]) -> bool:
    """Whether a head stands in the middle of two blank columns if the edge between them is where it may be as well."""
    heads = [column.head for column in columns if column.text is None and column.head is not None]
    if len(columns) != 2 or len(heads) != 2:
        return False
    left, right = heads
    return left.x1 < left.center[0] + right.center[0] - box.center[0] < right.x0


def _settings(columns: Sequence[Column], text_height: float) -> tuple[Setting, ...]:
    settings = []
    for column in columns:
        text, head = column.text, column.head
        middle = None if head is None else head.center[0]
        if text is None:
            assert head is not None
            settings.append(Setting(head.x0, head.x1, middle))
        else:
            left, right = _flush(text, middle, IN_LINE * text_height)
            settings.append(Setting(text.start, text.end, middle, left, right))
    return _with_heads(columns, settings)


def _flush(text: Stretch, middle: float | None, near: float) -> tuple[float | None, float | None]:
    """Where a column's texts begin in line, and where they end so: at most one of them, for texts of different lengths.

    Those of one length are flush where they stand aside from their head.
    """
    left, right = min(box.x0 for box in text.boxes), max(box.x1 for box in text.boxes)
    lefts = [box for box in text.boxes if box.x0 - left <= near]
    rights = [box for box in text.boxes if right - box.x1 <= near]
    side = rights if text.of_figures and len(rights) >= MOST * len(lefts) else lefts
    widths = [box.width for box in side]
    alike = max(widths) - min(widths) <= DIFFERENT / IN_LINE * near
    aside = middle is None or abs(middle - (left + right) / 2) > ASKEW / IN_LINE * near
    if 3 * len(side) < len(text.boxes) or (alike and not aside):
        return None, None
    return (left, None) if side is lefts else (None, right)


def _with_heads(columns: Sequence[Column], settings: list[Setting]) -> tuple[Setting, ...]:
    """The settings made as wide as the heads, where these stay clear of the text beside them."""
    for i, column in enumerate(columns):
        if column.head is None:
            continue
        one = settings[i]
        low = settings[i - 1].end if i else float("-inf")
        high = settings[i + 1].start if i + 1 < len(settings) else float("inf")
        start = column.head.x0 if column.head.x0 >= low else one.start
        end = column.head.x1 if column.head.x1 <= high else one.end
        settings[i] = replace(one, start=min(one.start, start), end=max(one.end, end))
    return tuple(settings)
