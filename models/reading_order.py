"""Lines in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.text import TextLine

LEVEL = 0.25
"""Of how far a line's middle is from those of its row: it belongs to the row above where one stands so much nearer."""


def in_reading_order(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """From top to bottom; lines that stand beside one another from left to right."""
    lines = tuple(lines)
    if len(lines) < 2:
        return lines
    return tuple(line for row in rows_of(lines) for line in row)


def rows_of(lines: Iterable[TextLine]) -> tuple[tuple[TextLine, ...], ...]:
    """Lines that stand beside one another, from left to right; such rows from top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: item.box.center[1]):
        if rows and line.box.center[1] < _foot_of_first(rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    for above, row in pairwise(rows):
        for line in [item for item in row if _is_level_with(item, above, row)] if _is_uneven(row) else ():
            above.append(line)
            row.remove(line)  # the lowest stays: all of the row above is further from it than its neighbours are
    return tuple(tuple(sorted(row, key=lambda item: item.box.x0)) for row in rows)


def _foot_of_first(row: list[TextLine]) -> float:
    """How far down a line's middle may lie to still stand beside this row."""
    first = row[0].box
    return first.center[1] + first.height / 2


def _is_uneven(row: Sequence[TextLine]) -> bool:
    """Whether the lines of a row stand so unevenly that some may belong to the row above."""
    middles = [line.box.center[1] for line in row]
    return max(middles) - min(middles) > min([line.box.height for line in row]) / 4


def _is_level_with(line: TextLine, above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    """Whether a line stands beside the second line of a label, whose first one the row above begins with."""
    at = line.box.center[1]
    others = [other for other in row if abs(other.box.center[1] - at) > line.box.height / 4]
    if not others:
        return False
    off = min(abs(other.box.center[1] - at) for other in others)
    free = all(min(other.box.x1, line.box.x1) <= max(other.box.x0, line.box.x0) for other in above)
    return free and min(abs(other.box.center[1] - at) for other in above) <= LEVEL * off
