"""Rows of a table of wrapped texts: cells of one row stand around one height, or begin at one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.grids.unruled.stacks import Stack

LEVEL = 0.3
"""In ems: cells of one row stand level to this."""

APART = 0.85
"""Of the usual step from one row's last line to the next row's first: rows stand no closer than this, while a merged
cell stands anywhere between them.
"""

BEGUN = 2
"""Cells of fuller columns that show where a row begins beside lines of the row above: one alone may be the label of a
merged cell that the page's edge cut, which stands anywhere.
"""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row: the height of its cells, the middles of the first and the last line of its highest cell, and how many
    cells are level with it.
    """

    level: float
    top: float
    foot: float
    cells: int


def level_of(stack: Stack, *, at_top: bool) -> float:
    """The height that the cells of a row share: of their first lines, or of their middles."""
    return stack.top if at_top else stack.middle


def set_at_top(columns: Sequence[Sequence[Stack]], em: float) -> bool | None:
    """Whether the texts of a row begin at one height, rather than stand around one; None where nothing tells.

    A merged cell of two lines in the middle of two rows of one line begins with the first of them, too.
    """
    tall = [(i, stack) for i, stacks in enumerate(columns) for stack in stacks if len(stack.lines) > 1]

    def partners(*, at_top: bool) -> int:
        return sum(
            any(
                abs(level_of(other, at_top=at_top) - level_of(stack, at_top=at_top)) <= LEVEL * em
                for j, others in enumerate(columns)
                if j != i
                for other in others
                if len(other.lines) != len(stack.lines)
            )
            for i, stack in tall
        )

    amid = sum(any(_is_amid(stack, others, em) for j, others in enumerate(columns) if j != i) for i, stack in tall)
    top, middle = partners(at_top=True), partners(at_top=False) + amid
    return None if top == middle else top > middle


def _is_amid(stack: Stack, others: Sequence[Stack], em: float) -> bool:
    """Whether a cell stands in the middle between two cells of one line, next to one another in their column."""
    return any(
        len(above.lines) == len(below.lines) == 1 and abs((above.foot + below.top) / 2 - stack.middle) <= LEVEL * em
        for above, below in pairwise(others)
    )


def step_of(columns: Sequence[Sequence[Stack]], em: float) -> float:
    """The step from the last line of one row to the first of the next where both fill their column, in page units."""
    steps = sorted(b.top - a.foot for stacks in columns for a, b in pairwise(stacks))
    return steps[len(steps) // 50] if steps else 2 * em


def rows_of_stacks(columns: Sequence[Sequence[Stack]], step: float, em: float, *, at_top: bool) -> tuple[TextRow, ...]:
    """The rows, from top to bottom: groups of level cells, the largest and those of the fullest columns first, with
    room for each. ``step``: the usual one from the last line of a row to the first of the next.
    """
    groups: list[list[tuple[int, Stack]]] = []
    for item in sorted(
        ((len(stacks), stack) for stacks in columns for stack in stacks),
        key=lambda pair: level_of(pair[1], at_top=at_top),
    ):
        if groups and level_of(item[1], at_top=at_top) - level_of(groups[-1][0][1], at_top=at_top) <= LEVEL * em:
            groups[-1].append(item)
        else:
            groups.append([item])
    rows: list[TextRow] = []
    most = max((len(stacks) for stacks in columns), default=0)
    for group in sorted(groups, key=lambda cells: (-len(cells), -sum(count for count, _ in cells))):
        row = _row(group, at_top=at_top)
        begins = at_top and sum(2 * count >= most for count, _ in group) >= BEGUN
        if all(_apart(row, other, begins=begins) >= APART * step for other in rows):
            rows.append(row)
    rows.sort(key=lambda row: row.level)
    # a cell that goes on into the next row is no part of its own one's height
    feet = [min(above.foot, below.top - step) for above, below in pairwise(rows)]
    return (*(replace(row, foot=max(foot, row.top)) for row, foot in zip(rows, feet, strict=False)), *rows[-1:])


def edges_of(rows: Sequence[tuple[float, float]], step: float) -> tuple[float, ...]:
    """The edges between rows, of each the first and the last line's middle, and those above and below all of them."""
    edges = [
        rows[0][0] - step / 2,
        *((foot + top) / 2 for (_, foot), (top, _) in pairwise(rows)),
        rows[-1][1] + step / 2,
    ]
    for i in range(1, len(edges)):
        edges[i] = max(edges[i], edges[i - 1] + step / 4)  # texts of two rows that overlap
    return tuple(edges)


def _row(group: Sequence[tuple[int, Stack]], *, at_top: bool) -> TextRow:
    """The row of a group of level cells, as high as those of its fuller columns: merged cells have few texts."""
    levels = sorted(level_of(stack, at_top=at_top) for _, stack in group)
    most = max(count for count, _ in group)
    own = [stack for count, stack in group if 2 * count >= most]
    top, foot = min(stack.top for stack in own), max(stack.foot for stack in own)
    return TextRow(levels[len(levels) // 2], top, foot, len(group))


def _apart(one: TextRow, other: TextRow, *, begins: bool) -> float:
    """How far the last line of the upper row is from the first of the lower; negative where they overlap. Where a row
    ``begins``, its first line tells: a cell of the row above may go on beside it.
    """
    if begins:
        return abs(one.level - other.level)
    return max(one.top, other.top) - min(one.foot, other.foot)
