"""Heads of a table printed again on the next page, in the same places."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from models.grid import Grid
from models.text import TextLine

FEWEST = 3
"""Lines of heads that must stand in the same places."""

SAME = 0.7
"""Share of the heads' lines that must: some are misread on a scan, some put among the body's rows."""

NEAR = 0.6
"""In heights of a line: heads in one place stand this near, once the one page's print is moved onto the other's."""

MARGIN = 3.0
"""In heights of a line: the next page's print may lie this much further left or right."""


def heads_shift(first: Grid, second: Grid) -> float | None:
    """How far the second part of a table lies to the left by its heads, in page units, or None where these are not the
    heads of the first part printed again in their places.
    """
    printed, again = _head_lines(first), _head_lines(second)
    shifts = [_shift(line, printed) for line in again]
    found = [shift for shift in shifts if shift is not None]
    if len(found) < FEWEST:
        return None
    height = median([line.box.height for line in again])
    shift = median(found)
    near = sum(abs(other - shift) <= NEAR * height for other in found)
    same = near >= FEWEST and near >= SAME * len(again) and abs(shift) <= MARGIN * height
    return shift if same else None


def _head_lines(grid: Grid) -> list[TextLine]:
    return [line for cell in grid.cells if cell.is_header for line in cell.lines]


def _shift(line: TextLine, printed: Sequence[TextLine]) -> float | None:
    """How far a line lies to the left of the nearest one that says the same."""
    text = "".join(line.text.split())
    shifts = [
        other.box.center[0] - line.box.center[0] for other in printed if text and "".join(other.text.split()) == text
    ]
    return min(shifts, key=abs, default=None)
