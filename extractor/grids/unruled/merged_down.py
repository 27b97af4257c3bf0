"""Cells that go down over several rows of a table without upright rules: a unit's name beside its lines, level by level
the indicators' classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Span
from extractor.grids.wording import is_level
from models.rule import Rule
from models.text import TextLine

NEAR = 0.6
"""In text heights: a rule lies this near to the edge of rows that it parts."""

AT_EDGE = 1.0
"""In text heights: a rule beside merged cells begins this near to the edge of a column, and ends so at the side."""


def merged_down(
    spans: Sequence[Span], lattice: Lattice, first: int, lines: Sequence[TextLine], rules: Iterable[Rule], *, em: float
) -> tuple[Span, ...]:
    """The cells, those of the first columns made one down to the next text where rules between rows stop short of them,
    or heads call them levels of indicators set at the top of their cells. ``first``: the first row under the heads;
    ``em``: a text height, in page units.
    """
    filled = {(_at(lattice.ys, line.box.center[1]), _at(lattice.xs, line.box.center[0])) for line in lines}
    level_rules = [rule for rule in rules if rule.orientation == "horizontal"]
    result = {(span.row, span.col): span for span in spans}
    levels = _levels(lattice, first, lines)
    topped = all((first, col) in filled for col in range(levels))
    for col in range(lattice.n_cols - 1):
        for rows in _stacks(col, first, lattice, level_rules, em):
            if sum((row, col) in filled for row in rows) <= 1:
                _merge(result, rows, col)
    for col in range(levels if topped else 0):
        starts = [row for row in range(first, lattice.n_rows) if any((row, left) in filled for left in range(col + 1))]
        for start, stop in pairwise([*starts, lattice.n_rows]):
            _merge(result, range(start, stop), col)
    return tuple(sorted(result.values()))


def _at(edges: Sequence[float], value: float) -> int:
    return sum(edge <= value for edge in edges[1:-1])


def _stacks(col: int, first: int, lattice: Lattice, rules: Sequence[Rule], em: float) -> Iterator[range]:
    """The rows of a column between which rules run that begin to the right of it."""
    start = first
    for row in range(first, lattice.n_rows):
        if row + 1 == lattice.n_rows or not _stops_short(lattice.ys[row + 1], col, lattice, rules, em):
            if row > start:
                yield range(start, row + 1)
            start = row + 1


def _stops_short(y: float, col: int, lattice: Lattice, rules: Sequence[Rule], em: float) -> bool:
    """Whether what rule there is at a height begins where a later column does, and goes on to the table's side."""
    here = [rule for rule in rules if abs(rule.position - y) <= NEAR * em]
    if not here:
        return False
    start, end = min(rule.start for rule in here), max(rule.end for rule in here)
    later = [x for x in lattice.xs[col + 1 : -1] if abs(x - start) <= AT_EDGE * em]
    return bool(later) and end >= lattice.xs[-1] - AT_EDGE * em


def _levels(lattice: Lattice, first: int, lines: Sequence[TextLine]) -> int:
    """How many columns from the left are called levels, but for the last of them, whose cells hold one name each."""
    heads = [line for line in lines if line.box.center[1] < lattice.ys[first] and is_level(line.text)]
    named = {_at(lattice.xs, line.box.center[0]) for line in heads}
    return max(0, next(col for col in range(lattice.n_cols + 1) if col not in named) - 1)


def _merge(spans: dict[tuple[int, int], Span], rows: range, col: int) -> None:
    """One cell for these rows of a column, where each has one of its own."""
    if len(rows) > 1 and all(spans.get((row, col)) == Span(row, col, 1, 1) for row in rows):
        for row in rows[1:]:
            del spans[row, col]
        spans[rows[0], col] = Span(rows[0], col, len(rows), 1)
