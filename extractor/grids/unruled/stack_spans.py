"""Over which rows a cell of wrapped text goes: merged cells stand in the middle of their rows, or begin with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.grids.unruled.stack_rows import LEVEL, TextRow, level_of
from extractor.grids.unruled.stacks import Stack

BLANK = 0.35
"""In ems: a row is left blank rather than that a cell over it stands this much off the middle of its rows."""

CUT = 1.0
"""In ems: the most that blank rows cost where the page's edge cuts a cell whose text stands on the other page, and the
most by which a cell that is cut may stand off.
"""

CUTTING = 0.35
"""In ems: a merged cell rather stands this much off the middle of its rows than that its edge cuts one of the next
column: what a class holds is whole.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A cell and its rows, ``start`` to ``stop - 1``; no text for a cell that began overleaf."""

    start: int
    stop: int
    stack: Stack | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rows of a table and their edges, one more; ``at_top``: texts begin with their rows; all in page units."""

    rows: tuple[TextRow, ...]
    edges: tuple[float, ...]
    em: float
    at_top: bool

    def row_of(self, stack: Stack) -> int | None:
        """The row whose cells the text is level with."""
        level = level_of(stack, at_top=self.at_top)
        near = min(range(len(self.rows)), key=lambda i: abs(self.rows[i].level - level))
        return near if abs(self.rows[near].level - level) <= LEVEL * self.em else None

    def off(self, stack: Stack, start: int, stop: int) -> float:
        """How far a text is off where it would stand in these rows, in ems."""
        if (self.at_top and self.row_of(stack) is not None) or stop == start + 1:
            return abs(self.rows[start].level - level_of(stack, at_top=self.at_top)) / self.em
        return abs((self.edges[start] + self.edges[stop]) / 2 - stack.middle) / self.em


def runs_of(
    stacks: Sequence[Stack],
    ladder: Ladder,
    spanned: Sequence[bool],
    first: int,
    last: int,
    *,
    held: Collection[int] = (),
) -> tuple[Run, ...]:
    """The cells of a column with their rows, of the rows ``first`` to ``last - 1``.

    ``spanned``: for each row, whether a cell may go on into it from the row above; ``held``: the rows into which one of
    the next column does. Of all ways to hand the rows out in order the one in which the texts stand best.
    """
    inside = [stack for stack in stacks if ladder.edges[first] <= stack.middle < ladder.edges[last]]
    best: dict[tuple[int, int], tuple[float, tuple[Run, ...]]] = {(0, first): (0.0, ())}
    for row in range(first, last + 1):
        for done in range(len(inside) + 1):
            if (done, row) not in best:
                continue
            cost, runs = best[done, row]
            if row < last:
                at_edge = done in (0, len(inside))
                blank = min(BLANK, max(0.0, CUT - BLANK * _blanks(row, runs, first))) if at_edge else BLANK
                _offer(best, (done, row + 1), cost + blank, runs)
            if done == len(inside):
                continue
            stack = inside[done]
            for stop in range(row + 1, last + 1):
                if stop > row + 1 and not spanned[stop - 1] and ladder.row_of(stack) is not None:
                    break
                off = ladder.off(stack, row, stop) + CUTTING * ((row in held) + (stop in held))
                _offer(best, (done + 1, stop), cost + off, (*runs, Run(row, stop, stack)))
    return best[len(inside), last][1] if (len(inside), last) in best else _level(inside, ladder)


def _blanks(row: int, runs: Sequence[Run], first: int) -> int:
    return row - (runs[-1].stop if runs else first)


def _offer(
    best: dict[tuple[int, int], tuple[float, tuple[Run, ...]]],
    state: tuple[int, int],
    cost: float,
    runs: tuple[Run, ...],
) -> None:
    if state not in best or cost < best[state][0]:
        best[state] = cost, runs


def _level(stacks: Sequence[Stack], ladder: Ladder) -> tuple[Run, ...]:
    """More texts than rows: each that is level with a row in that one."""
    found = {row: Run(row, row + 1, stack) for stack in stacks if (row := ladder.row_of(stack)) is not None}
    return tuple(found[row] for row in sorted(found))
