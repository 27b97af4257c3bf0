"""Heads of a table whose rules do not show their cells: which head stands over which columns, and on which level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.grids.ruled.spans import Span
from extractor.grids.unruled.alignment import Columns
from extractor.grids.unruled.head_blocks import TOO_HIGH, Block, below, stand_amid
from models.geometry import Box
from models.rule import Rule

EQUAL = 0.3
"""In text heights: of two ranges with middles as near as this the wider one is meant: what stands on the lower
level has a head over it."""

OUTER = 1.0
"""The same for a range to a side of the table that no rule shows: where its outermost column ends is a guess."""

ROOM = 0.3
"""In text heights: the cell of a head begins no higher than this above the foot of the head over it."""

UNDERLINED = 1.2
"""In text heights: the rule under a head over several columns is this near."""

LOWER = 0.75
"""In text heights: a head that stands at the top of its cell is no further below the highest one."""

WITHIN = 0.5
"""In text heights: a head reaches no further beyond the columns under it."""


@dataclass(frozen=True, slots=True)
class _Over:
    """A head over several columns."""

    cols: range
    box: Box


@dataclass(frozen=True, slots=True)
class Heads:
    """Spans of the head cells, the edges between their rows, and the ``middles`` of those over several columns."""

    spans: tuple[Span, ...] = ()
    edges: tuple[float, ...] = ()
    middles: tuple[tuple[range, float], ...] = ()


def heads_of(
    blocks: Sequence[Block], columns: Columns, foot: float, rules: Iterable[Rule], text_height: float
) -> Heads:
    """The cells of the heads, which cover all columns. No cell for no heads. ``foot``: where the last cells end."""
    if not blocks:
        return Heads()
    across = tuple(rule for rule in rules if rule.orientation == "horizontal")
    over = _Tree(tuple(block.box for block in blocks), columns, foot, across, text_height).over()
    levels = _levels([item.box for item in over])
    n_rows = len(levels) + 1
    spans: list[Span] = []
    free = dict.fromkeys(range(len(columns)), 0)
    for item in sorted(over, key=lambda one: one.box.y0):
        level = next((i for i, (top, foot) in enumerate(levels) if top <= item.box.center[1] <= foot), len(levels))
        start = max(free[col] for col in item.cols)
        if start > level or any(free[col] != start for col in item.cols):
            continue
        spans.append(Span(start, item.cols.start, level + 1 - start, len(item.cols)))
        free.update(dict.fromkeys(item.cols, level + 1))
    spans += [Span(start, col, n_rows - start, 1) for col, start in free.items() if start < n_rows]
    middles = tuple((item.cols, item.box.center[0]) for item in over)
    return Heads(tuple(sorted(spans)), tuple(_edges(levels, [block.box for block in blocks])), middles)


@dataclass(frozen=True, slots=True)
class _Tree:
    """All the heads of a table, as boxes, with the columns below them and the horizontal rules among them."""

    heads: tuple[Box, ...]
    columns: Columns
    foot: float
    rules: tuple[Rule, ...]
    text_height: float

    def over(self) -> list[_Over]:
        """The heads over several columns, the lowest first; heads stand in the middle of their cells, or at the top,
        whichever has more of them, or else leaves fewer heads where they could not stand.
        """
        likelier = self._at_top()
        ways = [(self._over(at_top=at_top), at_top) for at_top in (likelier, not likelier)]
        best, _ = max(ways, key=lambda way: (len(way[0]), -self._misplaced(way[0], at_top=way[1])))
        return best

    def _misplaced(self, over: Sequence[_Over], *, at_top: bool) -> int:
        """How many heads with none over them stand lower than the top of their cells, or too high for the middle."""
        top = min(head.y0 for head in self.heads)
        covered = {col for item in over for col in item.cols}
        own = [it.head for col, it in enumerate(self.columns.columns) if it.head is not None and col not in covered]
        if at_top:
            return sum(head.y0 - top > LOWER * self.text_height for head in own)
        return sum(2 * head.center[1] - self.foot < top - TOO_HIGH * self.text_height for head in own)

    def _over(self, *, at_top: bool) -> list[_Over]:
        own = [column.head for column in self.columns.columns]
        found: list[_Over] = []
        for box in sorted(self.heads, key=lambda head: -head.center[1]):
            if box not in own:
                cols = self._underlined(box) or self._best(box, found, at_top=at_top)
                if cols is not None:
                    found.append(_Over(cols, box))
        return found

    def _best(self, box: Box, lower: Sequence[_Over], *, at_top: bool) -> range | None:
        """The columns with lower heads in whose middle the head stands best."""
        under = self._under(box, lower, at_top=at_top)
        reached = [col for col in range(len(self.columns)) if under[col] and self._reaches(box, col)]
        beside = self._beside(box, lower)
        found: list[tuple[float, range]] = []
        for start in range(len(self.columns)):
            for stop in range(start + 2, len(self.columns) + 1):
                cols = range(start, stop)
                if not all((under[col] is not None or self._is_headless(col)) and col not in beside for col in cols):
                    break
                if under[cols[0]] is not None and under[cols[-1]] is not None and self._fits(box, cols, reached, lower):
                    found.append((abs(self.columns.middle(cols) - box.center[0]), cols))
        nearest = min((off for off, _ in found), default=0.0)
        return max((cols for off, cols in found if off <= nearest + self._leeway(cols)), key=len, default=None)

    def _leeway(self, cols: range) -> float:
        outermost = cols.start == 0 or cols.stop == len(self.columns)
        return (OUTER if outermost and not self.rules else EQUAL) * self.text_height

    def _under(self, box: Box, lower: Sequence[_Over], *, at_top: bool) -> list[Box | None]:
        """The highest of the heads under the box, for each column."""
        result: list[Box | None] = []
        for col, column in enumerate(self.columns.columns):
            heads = [item.box for item in lower if col in item.cols and below(box, item.box, self.text_height)]
            if column.head is not None and self._top(column.head, at_top=at_top) >= box.y1 - ROOM * self.text_height:
                heads.append(column.head)
            result.append(min(heads, key=lambda head: head.y0, default=None))
        return result

    def _is_headless(self, col: int) -> bool:
        """Whether a column has no head of its own: one that was not read, between others."""
        return self.columns.columns[col].head is None

    def _top(self, leaf: Box, *, at_top: bool) -> float:
        """Where a column's own head has its upper edge: the head stands in the middle of its cell, or at its top."""
        return leaf.y0 if at_top else min(leaf.y0, 2 * leaf.center[1] - self.foot)

    def _at_top(self) -> bool:
        """Whether heads of different heights begin on one level rather than stand around one."""
        return stand_amid(self.heads, self.text_height) < 0

    def _reaches(self, box: Box, col: int) -> bool:
        edges = self.columns.edges
        return min(box.x1, edges[col + 1]) - max(box.x0, edges[col]) > WITHIN * self.text_height

    def _beside(self, box: Box, lower: Sequence[_Over]) -> set[int]:
        """The columns of the heads that stand beside the box."""
        taken: set[int] = set()
        for head in self.heads:
            if head is not box and min(head.y1, box.y1) - max(head.y0, box.y0) > self.text_height / 2:
                taken |= set(next((item.cols for item in lower if item.box is head), [self.columns.at(head.center[0])]))
        return taken

    def _fits(self, box: Box, cols: range, reached: Sequence[int], lower: Sequence[_Over]) -> bool:
        """Whether the columns hold the head, and no lower head stands over some of them and some others."""
        edges, room = self.columns.edges, WITHIN * self.text_height
        inside = edges[cols.start] - room <= box.x0 and box.x1 <= edges[cols.stop] + room
        whole = all(set(item.cols) <= set(cols) or not set(item.cols) & set(cols) for item in lower)
        return inside and whole and all(col in cols for col in reached)

    def _underlined(self, box: Box) -> range | None:
        """The columns over which the head's own rule runs, if it has one that is not its neighbours' as well."""
        near = self.text_height / 2
        beside = [
            head.center[0] for head in self.heads if head is not box and abs(head.center[1] - box.center[1]) < near
        ]
        for rule in self.rules:
            drop = rule.position - box.y1 + self.text_height / 4
            under = 0 <= drop <= UNDERLINED * self.text_height and rule.start <= box.center[0] <= rule.end
            if not under or any(rule.start <= x <= rule.end for x in beside):
                continue
            cols = [i for i, column in enumerate(self.columns.columns) if rule.start <= column.middle <= rule.end]
            if 1 < len(cols) < len(self.columns):
                return range(cols[0], cols[-1] + 1)
        return None


def _levels(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """The stretches of y on which heads over several columns stand, from top to bottom."""
    levels: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda item: item.center[1]):
        if levels and box.y0 <= levels[-1][1] - box.height / 2:
            levels[-1] = (levels[-1][0], max(levels[-1][1], box.y1))
        else:
            levels.append((box.y0, box.y1))
    return levels


def _edges(levels: Sequence[tuple[float, float]], heads: Sequence[Box]) -> list[float]:
    """The edge under each level: halfway to the heads below it."""
    edges = []
    for _, foot in levels:
        below_it = [head.y0 for head in heads if head.center[1] > foot]
        edges.append((foot + max(foot, min(below_it))) / 2 if below_it else foot)
    return edges
