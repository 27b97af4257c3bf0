"""Lines in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from models.text import TextLine


def in_reading_order(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """From top to bottom; lines that stand beside one another from left to right."""
    return tuple(line for row in rows_of(lines) for line in row)


def rows_of(lines: Iterable[TextLine]) -> tuple[tuple[TextLine, ...], ...]:
    """Lines that stand beside one another, from left to right; such rows from top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: item.box.center[1]):
        if rows and line.box.center[1] < _foot_of_first(rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(tuple(sorted(row, key=lambda item: item.box.x0)) for row in rows)


def _foot_of_first(row: list[TextLine]) -> float:
    """How far down a line's middle may lie to still stand beside this row."""
    first = row[0].box
    return first.center[1] + first.height / 2
