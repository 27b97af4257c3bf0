"""Columns of a table whose rules do not show them: each has a head of its own, and text that stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractor.grids.column_edges import Setting, fitted_edges
from extractor.grids.head_blocks import Block, below, overlap, stands_over
from extractor.grids.text_rows import Row
from models.figures import is_figure
from models.geometry import Box
from models.text import TextLine

GUTTER = 0.12
"""In text heights: the narrowest gap between the texts of two columns."""

IN_LINE = 0.2
"""In text heights: figures that are set flush end this near to one another, labels begin so."""

CENTRED = 0.5
"""In text heights: a head over several columns stands this near to their middle."""

LEVEL = 0.75
"""Of the pitch of rows: a head stands this much higher than the heads under it; one beside them half as much."""

HEADLESS = 5.0
"""What a column without a head costs, in text heights that its text may be away from a head."""

ASIDE, AWAY = (0.5, 0.3), (1.0, 1.0)
"""What text costs that stands aside from its head, once and for each text height: figures to the right and labels to the
left of it, as they are set flush; and the other way about."""

BLANK, OVER, COVERING = 0.5, 0.3, 3.0
"""What a head costs over a column without text, over several columns, and without text over that of another column."""

_TOTAL = re.compile(r"栏次|.{0,8}[合总小]计|.{0,4}总额")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Texts of the body that cover one stretch of the x axis; ``rows``: in which rows they stand."""

    start: float
    end: float
    boxes: tuple[Box, ...]
    figures: int
    rows: frozenset[int]

    @property
    def of_figures(self) -> bool:
        return 2 * self.figures >= len(self.boxes)

    def joined(self, other: Stretch) -> Stretch:
        return Stretch(
            min(self.start, other.start),
            max(self.end, other.end),
            (*self.boxes, *other.boxes),
            self.figures + other.figures,
            self.rows | other.rows,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head where it has one of its own, and the body's text in it where there is any."""

    head: Box | None
    text: Stretch | None

    @property
    def middle(self) -> float:
        if self.head is not None:
            return self.head.center[0]
        assert self.text is not None
        return (self.text.start + self.text.end) / 2


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
) -> Columns:
    """The columns of a table; ``outer``: its sides where rules show them, ``pitch``: of its rows; in page units."""
    boxes = [block.box for block in heads]
    totals = [line.box for row in body for line in row if is_total(line.text)]
    leaves = [box for box in boxes if not any(stands_over(box, other, text_height) for other in boxes)]
    stretches = stretches_of(body, text_height)
    over = {box for box in leaves if _is_above(box, leaves, pitch, text_height)}
    while True:
        columns = _matched(sorted(leaves, key=lambda box: box.center[0]), stretches, over, text_height)
        columns = columns if leaves else _with_totals(columns, totals)
        found = Columns(columns, fitted_edges(_settings(columns, text_height), outer, text_height))
        own = {column.head for column in columns}
        off = [box for box in over if box not in own]
        wrong = {box for box in off if not _is_centred(box, found, off, text_height)}
        if not wrong:
            return found
        over -= wrong


def stretches_of(body: Sequence[Row], text_height: float) -> tuple[Stretch, ...]:
    """What the body's rows of several texts cover. Words of totals stand in the middle of several columns."""
    wide = [(i, row) for i, row in enumerate(body) if len(row) > 1] or list(enumerate(body))
    lines = sorted(((i, line) for i, row in wide for line in row), key=lambda item: item[1].box.x0)
    found: list[Stretch] = []
    for i, line in lines:
        if is_total(line.text):
            continue
        one = Stretch(line.box.x0, line.box.x1, (line.box,), int(is_figure(line.text)), frozenset((i,)))
        if found and one.start - found[-1].end < GUTTER * text_height:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
    return tuple(found)


def _with_totals(columns: Sequence[Column], totals: Sequence[Box]) -> tuple[Column, ...]:
    """Without heads to tell the columns: those too in which nothing but the word of a total stands."""
    found = list(columns)
    for box in totals:
        texts = [column.text for column in found if column.text is not None]
        if not any(min(box.x1, text.end) > max(box.x0, text.start) for text in texts):
            found.append(Column(None, Stretch(box.x0, box.x1, (box,), 0, frozenset())))
    return tuple(sorted(found, key=lambda column: column.middle))


def is_total(text: str) -> bool:
    """Whether a text is the word of a total or of the row of column numbers."""
    return _TOTAL.fullmatch("".join(text.split())) is not None


def _is_above(box: Box, leaves: Sequence[Box], pitch: float, text_height: float) -> bool:
    """Whether the next head to the left of it, or the one to the right, stands a row lower."""
    lefts = [leaf for leaf in leaves if leaf.center[0] < box.center[0]]
    rights = [leaf for leaf in leaves if leaf.center[0] > box.center[0]]
    beside = [
        *([max(lefts, key=lambda leaf: leaf.center[0])] if lefts else []),
        *([min(rights, key=lambda leaf: leaf.center[0])] if rights else []),
    ]
    return any(
        below(box, side, text_height) and side.center[1] - box.center[1] >= LEVEL * pitch for side in beside
    )


def _is_centred(box: Box, columns: Columns, beside: Sequence[Box], text_height: float) -> bool:
    """Whether a head stands in the middle of several columns whose heads are lower, with none ``beside`` it over them."""
    lower = [column.head is not None and below(box, column.head, text_height) for column in columns.columns]
    at = columns.at(box.center[0])
    taken = {columns.at(other.center[0]) for other in beside if other is not box}
    return any(
        all(lower[start:stop])
        and not taken & set(range(start, stop))
        and abs(columns.middle(range(start, stop)) - box.center[0]) <= CENTRED * text_height
        for start in range(at + 1)
        for stop in range(max(at + 1, start + 2), len(columns) + 1)
    )


def _matched(
    leaves: Sequence[Box], stretches: Sequence[Stretch], over: Set[Box], text_height: float
) -> tuple[Column, ...]:
    """Heads and stretches put together in their order at least cost. Stretches that stand in one row are two columns.

    Heads of ``over`` may have no column of their own.
    """

    @cache
    def best(h: int, s: int) -> tuple[float, tuple[Column, ...]]:
        if h == len(leaves) and s == len(stretches):
            return 0.0, ()
        options = []
        if s < len(stretches):
            cost, rest = best(h, s + 1)
            options.append((cost + HEADLESS, (Column(None, stretches[s]), *rest)))
        if h < len(leaves):
            cost, rest = best(h + 1, s)
            if leaves[h] in over:
                options.append((cost + OVER, rest))
            options.append((cost + _blank_cost(leaves[h], stretches, text_height), (Column(leaves[h], None), *rest)))
            paid, text = 0.0, None
            for stop in range(s, len(stretches)):
                one = stretches[stop]
                if text is not None and text.rows & one.rows:
                    break
                text = one if text is None else text.joined(one)
                paid += _cost(leaves[h], one, text_height)
                cost, rest = best(h + 1, stop + 1)
                options.append((cost + paid, (Column(leaves[h], text), *rest)))
        return min(options, key=lambda option: option[0])

    if leaves:
        return best(0, 0)[1]
    return tuple(Column(None, stretch) for stretch in _merged(stretches))


def _blank_cost(head: Box, stretches: Sequence[Stretch], text_height: float) -> float:
    """What a head costs over a column without text: more where it stands over the text of another."""
    shared = max((min(head.x1, it.end) - max(head.x0, it.start) for it in stretches), default=0.0)
    return COVERING if shared > IN_LINE * text_height else BLANK


def _cost(head: Box, stretch: Stretch, text_height: float) -> float:
    shared = min(head.x1, stretch.end) - max(head.x0, stretch.start)
    if shared > 0:
        return (1 - shared / min(head.width, stretch.end - stretch.start)) / 2
    right = stretch.start >= head.x1
    once, each = ASIDE if right == stretch.of_figures else AWAY
    return once + each * -shared / text_height


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Of two stretches of labels that no row has both of, one is the other, set further in."""
    result: list[Stretch] = []
    for one in stretches:
        if result and not one.figures and not result[-1].figures and not result[-1].rows & one.rows:
            result[-1] = result[-1].joined(one)
        else:
            result.append(one)
    return result


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
    side = rights if text.of_figures and len(rights) >= len(lefts) else lefts
    widths = [box.width for box in side]
    aside = middle is None or abs(middle - (left + right) / 2) > near
    if 3 * len(side) < len(text.boxes) or (max(widths) - min(widths) <= near and not aside):
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


def cuts_of(line: TextLine, text_height: float, gap: float) -> list[int]:
    """The glyphs before which a line has a gap as wide as between two cells, in text heights; in order."""
    return [
        i for i, (left, right) in enumerate(pairwise(line.glyphs), 1) if right.box.x0 - left.box.x1 >= gap * text_height
    ]


__all__ = ["Column", "Columns", "columns_of", "cuts_of", "is_total", "overlap", "stretches_of"]
