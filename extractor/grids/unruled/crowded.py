"""Columns told by strips of blank paper in which several cells of a row stand: heads, set close, hide the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.figures import FEWEST, is_amount, is_figure
from models.gutters import Stretch
from models.text import TextLine

IN_LINE = 0.25
"""In ems: texts of a column begin this near to one another."""

CLEAR = 1.0
"""In ems: a text that begins its cell has so much blank paper before it. An amount within a sentence has none."""

Row = Sequence[TextLine]


def column_of(line: TextLine, columns: Sequence[Stretch]) -> int:
    """The column that holds the text's middle, or the nearest."""
    x = line.box.center[0]
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - x, x - columns[i][1], 0.0))


def are_crowded(columns: Sequence[Stretch], rows: Sequence[Row], em: float) -> bool:
    """Whether two figures of a row stand in one column, or in several rows an amount before a text that begins where
    others begin their cells.
    """
    homes = ([column_of(line, columns) for line in row if is_figure(line.text)] for row in rows)
    if any(len(set(row)) < len(row) for row in homes):
        return True
    starts = [line.box.x0 for row in rows for line in _begun(row, em)]
    beside = [
        right.box.x0
        for row in rows
        for left, right in pairwise(_from_left(row))
        if is_amount(left.text) and not is_figure(right.text) and column_of(left, columns) == column_of(right, columns)
    ]
    return sum(_count(x, starts, em) >= FEWEST for x in beside) >= FEWEST


def _begun(row: Row, em: float) -> list[TextLine]:
    """The row's texts with blank paper before them."""
    ordered = _from_left(row)
    return [*ordered[:1], *(b for a, b in pairwise(ordered) if b.box.x0 - a.box.x1 >= CLEAR * em)]


def _from_left(row: Row) -> list[TextLine]:
    return sorted(row, key=lambda line: line.box.x0)


def _count(x: float, starts: Sequence[float], em: float) -> int:
    return sum(abs(start - x) <= IN_LINE * em for start in starts)
