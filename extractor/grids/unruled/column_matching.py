"""Heads and the texts under them put together: a column is a head, texts, or both."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from extractor.grids.unruled.stretches import Stretch, merged
from models.geometry import Box

HEADLESS = 5.0
"""What a column without a head costs, in text heights that its text may be away from a head."""

ASIDE, AWAY = (0.5, 0.3), (1.0, 1.0)
"""What text costs that stands aside from its head, once and for each text height: figures to the right of it and
labels to the left, as they are set flush; and the other way about."""

BLANK, OVER, COVERING = 0.5, 0.3, 3.0
"""What a head costs over a column without text, over several columns, and without text over that of another column."""

ALONE = 1.0
"""What it costs to be a column for a head that stands higher than its neighbours, in their middle."""

NEEDED = 3.0
"""What it costs to be a column for a head without which a lower one would have none over it."""

AMID = 0.5
"""In text heights: so near to their middle."""

REACHES = 0.2
"""In text heights: a head that shares more of the x axis with texts stands over them."""

STRAY = 0.15
"""Share of the rows in which a column without a head has text at least, where other columns have heads."""


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


def matched(
    leaves: Sequence[Box],
    stretches: Sequence[Stretch],
    over: AbstractSet[Box],
    text_height: float,
    needed: AbstractSet[Box] = frozenset(),
) -> tuple[Column, ...]:
    """Heads and stretches put together in their order at least cost. Stretches that stand in one row are two columns.

    Heads of ``over`` may have no column of their own, and those that are ``needed`` over others hardly have.
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
            own = ALONE if leaves[h] in over and _is_amid(h, leaves, text_height) else 0.0
            own = NEEDED if leaves[h] in needed else own
            blank = own + _blank_cost(leaves[h], stretches, text_height)
            options.append((cost + blank, (Column(leaves[h], None), *rest)))
            paid, text = own, None
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
    return tuple(Column(None, stretch) for stretch in merged(stretches))


def without_strays(columns: Sequence[Column], rows: int) -> tuple[Column, ...]:
    """The columns but for those without a head in which next to nothing stands: specks, pieces of others."""
    return tuple(
        column
        for column in columns
        if column.head is not None or (column.text is not None and len(column.text.boxes) > STRAY * rows)
    )


def with_totals(columns: Sequence[Column], totals: Sequence[Box]) -> tuple[Column, ...]:
    """Without heads to tell the columns: those too in which nothing but the word of a total stands."""
    found = list(columns)
    for box in totals:
        texts = [column.text for column in found if column.text is not None]
        if not any(min(box.x1, text.end) > max(box.x0, text.start) for text in texts):
            found.append(Column(None, Stretch(box.x0, box.x1, (box,), 0, frozenset())))
    return tuple(sorted(found, key=lambda column: column.middle))


def _is_amid(at: int, leaves: Sequence[Box], text_height: float) -> bool:
    """Whether a head stands in the middle of those on both sides of it, each of them lower."""
    if not 0 < at < len(leaves) - 1:
        return False
    left, head, right = leaves[at - 1 : at + 2]
    lower = all(side.y0 >= head.y1 - REACHES * text_height for side in (left, right))
    return lower and abs((left.center[0] + right.center[0]) / 2 - head.center[0]) <= AMID * text_height


def _blank_cost(head: Box, stretches: Sequence[Stretch], text_height: float) -> float:
    """What a head costs over a column without text: more where it stands over the text of another."""
    shared = max((min(head.x1, it.end) - max(head.x0, it.start) for it in stretches), default=0.0)
    return COVERING if shared > REACHES * text_height else BLANK


def _cost(head: Box, stretch: Stretch, text_height: float) -> float:
    shared = min(head.x1, stretch.end) - max(head.x0, stretch.start)
    if shared > 0:
        return (1 - shared / min(head.width, stretch.end - stretch.start)) / 2
    right = stretch.start >= head.x1
    once, each = ASIDE if right == stretch.of_figures else AWAY
    return once + each * -shared / text_height
