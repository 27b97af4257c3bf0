"""Rows handed out to the texts of merged cells."""

from extractor.grids.unruled.stack_rows import TextRow
from extractor.grids.unruled.stack_spans import Ladder, runs_of
from extractor.grids.unruled.stacks import Stack
from models.geometry import Box
from models.text import TextLine

EM = 10.0
LADDER = Ladder(
    rows=tuple(TextRow(y, y, y, 3) for y in range(5, 60, 10)),
    edges=tuple(float(y) for y in range(0, 70, 10)),
    em=EM,
    at_top=False,
)


def _stack(middle):
    return Stack((TextLine("产出", Box(0, middle - 5, 20, middle + 5), (), "engine"),))


def _rows(held):
    """Of two texts that stand in the middle of rows 0 to 3 and 4, and as well in that of rows 1 to 2 and 3 to 5."""
    runs = runs_of([_stack(20), _stack(45)], LADDER, [True] * 6, 0, 6, held=held)
    return [(run.start, run.stop) for run in runs]


def test_a_merged_cell_holds_the_cells_of_the_next_column_whole():
    assert _rows(held={1, 2, 3}) == [(0, 4), (4, 5)]
    assert _rows(held={2, 4, 5}) == [(1, 3), (3, 6)]
