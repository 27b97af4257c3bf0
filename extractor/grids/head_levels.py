"""Heads of a table whose rules do not show their cells: which head stands over which columns, and on which level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.grids.alignment import Columns
from extractor.grids.spans import Span
from models.geometry import Box
from models.rule import Rule
from models.text import TextLine

CENTRED = 1.0
"""In text heights: a head stands in the middle of the columns that it heads, give or take this."""

OVER = 4.0
"""The same for one that must head several: it reaches into them, or another head stands under it. Where cells begin and
end is not known exactly."""

OWN = 0.5
"""The same where the question is whether it goes on in the head right under it."""

WRAPPED = 1.45
"""In text heights: the widest pitch of the lines of one head."""

INTO = 0.5
"""In text heights: a head that reaches this far into the text of a column heads it."""

EQUAL = 0.3
"""In text heights: of two ranges with middles as near as this the wider one is meant: what stands on the lower
level has a head over it."""

LEVEL = 0.62
"""A head of two levels stands in their middle, half as far down as those under the other head; one of the second and
third level under it still stands two thirds as far down as the third."""

UNDERLINED = 1.2
"""In text heights: the rule under a head over several columns is this near."""

Row = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class _Over:
    """A head over several columns."""

    cols: range
    box: Box


@dataclass(frozen=True, slots=True)
class Heads:
    """Spans of the head cells, the edges between their rows, and where heads over several columns are centred."""

    spans: tuple[Span, ...] = ()
    edges: tuple[float, ...] = ()
    middles: tuple[tuple[float, range], ...] = ()


def heads_of(rows: Sequence[Row], columns: Columns, rules: Iterable[Rule], text_height: float) -> Heads:
    """The cells of the head rows, which cover all columns. No cell for no rows."""
    if not rows:
        return Heads()
    across = tuple(rule for rule in rules if rule.orientation == "horizontal")
    block = _Block(tuple(line.box for row in rows for line in row), columns, across, text_height)
    over = block.over()
    levels = _levels([item.box for item in over if block.divides(item)])
    n_rows = len(levels) + 1
    spans: list[Span] = []
    free = dict.fromkeys(range(len(columns.stretches)), 0)
    for item in sorted(over, key=lambda one: one.box.y0):
        level = next((i for i, (top, foot) in enumerate(levels) if top <= item.box.center[1] <= foot), len(levels))
        start = max(free[col] for col in item.cols)
        if start > level or any(free[col] != start for col in item.cols):
            continue
        spans.append(Span(start, item.cols.start, level + 1 - start, len(item.cols)))
        free.update(dict.fromkeys(item.cols, level + 1))
    spans += [Span(start, col, n_rows - start, 1) for col, start in free.items() if start < n_rows]
    return Heads(
        tuple(sorted(spans)),
        tuple(_edges(levels, block.heads)),
        tuple((item.box.center[0], item.cols) for item in over),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """All the heads of a table, as boxes, with the columns below them and the horizontal rules among them."""

    heads: tuple[Box, ...]
    columns: Columns
    rules: tuple[Rule, ...]
    text_height: float

    def over(self) -> list[_Over]:
        """The heads over several columns, those of several lines once."""
        found: list[_Over] = []
        for box in sorted(self.heads, key=lambda head: head.y0):
            cols = self.headed(box)
            upper = next((item for item in found if item.cols == cols), None)
            if upper is not None and box.y0 - upper.box.y1 <= (WRAPPED - 1) * self.text_height:
                found[found.index(upper)] = _Over(cols, upper.box.union(box))
            elif len(cols) > 1:
                found.append(_Over(cols, box))
        return found

    def headed(self, box: Box) -> range:
        """The columns that a head stands over: those above its rule, or around whose middle it is centred."""
        underlined = self._underlined(box)
        if underlined is not None:
            return underlined
        touched = self._touched(box)
        lower: dict[int, list[Box]] = {}
        for head in sorted(self.heads, key=lambda item: item.y0):
            if head.center[1] > box.y1:
                for col in self._touched(head):
                    lower.setdefault(col, []).append(head)
        if len(touched) == 1 and touched[0] in lower and self._goes_on(box, lower[touched[0]][0]):
            return touched
        return self._best(box, touched, {col: self._whole(heads) for col, heads in lower.items()})

    def _whole(self, heads: Sequence[Box]) -> Box:
        """The first head with the lines that go on under it."""
        whole = last = heads[0]
        for head in heads[1:]:
            if self._goes_on(last, head):
                whole, last = whole.union(head), head
        return whole

    def divides(self, item: _Over) -> bool:
        """Whether other heads stand under this one; else it heads its columns together."""
        return any(head.center[1] > item.box.y1 and self._touched(head)[0] in item.cols for head in self.heads)

    def _touched(self, box: Box) -> range:
        return self.columns.touched(box, INTO * self.text_height)

    def _beside(self, box: Box) -> list[Box]:
        near = self.text_height / 2
        return [head for head in self.heads if head is not box and abs(head.center[1] - box.center[1]) < near]

    def _goes_on(self, box: Box, under: Box) -> bool:
        """Whether the head right under is the next line of the same head."""
        near = under.center[1] - box.center[1] <= WRAPPED * self.text_height
        return near and abs(under.center[0] - box.center[0]) <= OWN * self.text_height

    def _best(self, box: Box, touched: range, below: dict[int, Box]) -> range:
        """The columns with heads of their own around whose middle the head stands best; those touched for none."""
        found: list[tuple[float, range]] = []
        beside = {col for head in self._beside(box) for col in self._touched(head)}
        for start in range(touched.start + 1):
            for stop in range(max(touched.stop, start + 2), len(self.columns.stretches) + 1):
                cols = range(start, stop)
                if not all(col in below and col not in beside for col in cols) or not self._on_a_level(
                    box, cols, below
                ):
                    continue
                off = min(abs(middle - box.center[0]) for middle in self._middles(cols, below))
                if off <= (OVER if len(touched) > 1 or touched[0] in below else CENTRED) * self.text_height:
                    found.append((off, cols))
        nearest = min((off for off, _ in found), default=0.0)
        return max((cols for off, cols in found if off <= nearest + EQUAL * self.text_height), key=len, default=touched)

    def _on_a_level(self, box: Box, cols: range, below: dict[int, Box]) -> bool:
        """Whether none of the heads stands half as far below as the others: it would stand beside the upper one."""
        middles = [below[col].center[1] - box.center[1] for col in cols]
        tops = [below[col].y0 - box.y0 for col in cols]
        return any(min(drops) >= LEVEL * max(drops) for drops in (middles, tops))

    def _middles(self, cols: range, below: dict[int, Box]) -> tuple[float, float, float]:
        """Where a head over the columns may have been centred: over their cells, their heads, or the heads' middles."""
        first, last, edges = below[cols.start], below[cols.stop - 1], self.columns.edges
        return (
            (edges[cols.start] + edges[cols.stop]) / 2,
            (first.x0 + last.x1) / 2,
            (first.center[0] + last.center[0]) / 2,
        )

    def _underlined(self, box: Box) -> range | None:
        """The columns over which the head's own rule runs, if it has one that is not its neighbours' as well."""
        beside = [head.center[0] for head in self._beside(box)]
        for rule in self.rules:
            drop = rule.position - box.y1 + self.text_height / 4
            under = 0 <= drop <= UNDERLINED * self.text_height and rule.start <= box.center[0] <= rule.end
            if not under or any(rule.start <= x <= rule.end for x in beside):
                continue
            cols = [i for i, (a, b) in enumerate(self.columns.stretches) if rule.start <= (a + b) / 2 <= rule.end]
            if 1 < len(cols) < len(self.columns.stretches):
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
        below = [head.y0 for head in heads if head.center[1] > foot]
        edges.append((foot + max(foot, min(below))) / 2 if below else foot)
    return edges
