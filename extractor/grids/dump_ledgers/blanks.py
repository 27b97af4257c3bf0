"""Which columns the numbers of a row stand in, where blank cells left no trace: what adds up decides.

A row with fewer numbers than columns may be placed in many ways. Those are kept in which the row's own sums hold,
then those in which the lines that it sums up, or that sum it up, add up in every column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import combinations
from math import comb

_MOST = 3000  # placements tried of one row, and steps of the search in one sum: more tell too little for their time
_ROUNDS = 4  # times that what is decided may decide more
_ROUNDING = Decimal("0.006")  # of each number that is summed, in its unit: two decimals are printed

Placement = tuple[int, ...]
"""The columns of a row's numbers, from 0."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``, and less the ``taken``: indices of columns, or of rows."""

    total: int
    parts: tuple[int, ...]
    taken: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        return (self.total, *self.parts, *self.taken)

    def sign(self, index: int) -> int:
        """What the index adds to the parts' sum without the total: nothing is left of it where it holds."""
        return 1 if index in self.parts else -1

    def adds(self, ahead: Sequence[int]) -> bool:
        return all(index in self.parts for index in ahead)


def number_of(text: str) -> Decimal:
    """The number that a cell prints; zero for a dash. ``text`` is folded."""
    digits = text.strip("()").replace(",", "").rstrip("%")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return Decimal(0)
    return -value if text.startswith("(") else value


def placed(
    rows: Sequence[Sequence[Decimal]], width: int, columns: Sequence[Sum], lines: Sequence[Sum]
) -> list[tuple[Placement, ...]]:
    """For each row the placements that nothing contradicts, the left-most first; one where all is decided.

    ``columns``: sums in every row. ``lines``: sums in every column, over rows. A row with all its numbers has one.
    """
    options = [list(_alone(row, width, columns)) for row in rows]
    for _ in range(_ROUNDS):
        before = [len(option) for option in options]
        for one in lines:
            _narrow(rows, width, one, options)
        if before == [len(option) for option in options]:
            break
    return [tuple(option) for option in options]


def learned(rows: Sequence[Sequence[Decimal]], width: int) -> list[Sum]:
    """Sums that hold in every full row: the first or the last column of the table or of one of its halves."""
    full = [row for row in rows if len(row) == width]
    halves = [range(width), *([range(width // 2), range(width // 2, width)] if width % 2 == 0 else [])]
    found = []
    for part in halves:
        for total in (part[0], part[-1]):
            one = Sum(total, tuple(col for col in part if col != total))
            # Two rows agree by chance in no column of amounts.
            if len(part) > 2 and len(full) > 1 and all(_holds(one, dict(enumerate(row))) for row in full):
                found.append(one)
    return found


def _alone(row: Sequence[Decimal], width: int, columns: Sequence[Sum]) -> Sequence[Placement]:
    if not row or len(row) >= width or comb(width, len(row)) > _MOST:
        return [tuple(range(min(len(row), width)))]
    every = list(combinations(range(width), len(row)))
    fits = [one for one in every if all(_holds(it, dict(zip(one, row, strict=True))) for it in columns)]
    return fits or every


def _holds(one: Sum, values: Mapping[int, Decimal]) -> bool:
    told = [one.total, *one.parts, *one.taken]
    left = values.get(one.total, Decimal(0))
    right = sum((values.get(col, Decimal(0)) for col in one.parts), Decimal(0))
    right -= sum((values.get(col, Decimal(0)) for col in one.taken), Decimal(0))
    return abs(left - right) <= _ROUNDING * len(told)


def _narrow(rows: Sequence[Sequence[Decimal]], width: int, one: Sum, options: list[list[Placement]]) -> None:
    """Drop the placements of the rows of a sum with which its columns cannot add up; keep all where none can."""
    undecided = [row for row in one.rows if len(options[row]) > 1]
    left = [Decimal(0)] * width
    for row in one.rows:
        if row not in undecided:
            left = _after(left, one.sign(row), rows[row], options[row][0])
    search = _Search(one, rows, {row: tuple(options[row]) for row in undecided})
    if not undecided or not search.run(undecided, (), left) or not search.held:
        return
    for row in undecided:
        options[row] = [place for place in options[row] if (row, place) in search.held]


@dataclass(eq=False)
class _Search:
    """All ways to place the undecided rows of a sum. ``held``: the placements that are part of one that adds up."""

    one: Sum
    rows: Sequence[Sequence[Decimal]]
    options: Mapping[int, tuple[Placement, ...]]
    held: set[tuple[int, Placement]] = field(default_factory=set)
    steps: int = 0

    def run(self, ahead: Sequence[int], chosen: tuple[tuple[int, Placement], ...], left: list[Decimal]) -> bool:
        """Place the rows ``ahead``; ``left`` is what each column has over. False where it takes too long."""
        tolerance = _ROUNDING * len(self.one.rows)
        self.steps += 1
        if not ahead:
            if all(abs(value) <= tolerance for value in left):
                self.held.update(chosen)
            return True
        row, *rest = ahead
        for place in self.options[row]:
            after = _after(left, self.one.sign(row), self.rows[row], place)
            # Where the rows ahead can only add, what is over stays over.
            hopeless = self.one.adds(rest) and any(value > tolerance for value in after)
            if not hopeless and (self.steps > _MOST or not self.run(rest, (*chosen, (row, place)), after)):
                return False
        return True


def _after(left: Sequence[Decimal], sign: int, row: Sequence[Decimal], place: Placement) -> list[Decimal]:
    sums = list(left)
    for col, value in zip(place, row, strict=False):
        sums[col] += sign * value
    return sums
