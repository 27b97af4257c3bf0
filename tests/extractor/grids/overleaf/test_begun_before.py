"""A label overleaf in the middle of what is left of its cell, where others stand at the top of theirs."""

import pytest

from extractor.grids.overleaf.begun_before import with_begun_before
from extractor.grids.overleaf.joining import joined
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

SIZE, WIDTH, ROW = 10.0, 60.0, 50.0


def _grid(page, n_rows, cells, *, ruled=False):
    """From (row, column, rows, text, how far its first line is under the top of its cell)."""
    found = []
    for row, col, rows, text, drop in cells:
        box = Box(WIDTH * col, ROW * row, WIDTH * (col + 1), ROW * (row + rows))
        line = Box(box.x0 + 5.0, box.y0 + 5.0 + drop, box.x0 + 45.0, box.y0 + 5.0 + drop + SIZE)
        lines = (TextLine(text, line, (), "test"),) if text else ()
        found.append(Cell(row, col, rows, 1, (CellPart(page, box, lines),)))
    return Grid(n_rows, 4, tuple(sorted(found, key=lambda cell: (cell.row, cell.col))), "", (), ruled=ruled)


def _rows(first, names):
    return [
        (first + i, col, 1, text, 0.0) for i, name in enumerate(names) for col, text in enumerate((name, "5", "满"), 1)
    ]


FIRST = [(0, 0, 3, "组织实施", 0.0), *_rows(0, ["健全性", "有效性", "覆盖面"])]


def _second(drop):
    return [(0, 0, 1, "产出数量", drop), (1, 0, 1, "产出质量", 0.0), *_rows(0, ["次数", "合格率"])]


def test_it_began_with_the_last_row_of_the_page_before():
    grid = joined(_grid(1, 3, FIRST), _grid(2, 2, _second(8.0)))

    labels = {cell.text: (cell.row, cell.row_span) for cell in grid.cells if cell.col == 0}
    assert labels == {"组织实施": (0, 2), "产出数量": (2, 2), "产出质量": (4, 1)}


@pytest.mark.parametrize(
    ("first", "drop"), [(FIRST, 0.0), ([(0, 0, 3, "组织实施", 50.0), *FIRST[1:]], 8.0)], ids=["begins", "in the middle"]
)
def test_a_label_that_begins_with_its_row_or_a_table_of_labels_in_the_middle_tell_nothing(first, drop):
    before = _grid(1, 3, first)

    assert with_begun_before(before, _grid(2, 2, _second(drop))) == before


def test_rules_show_where_a_cell_ends():
    grid = joined(_grid(1, 3, FIRST, ruled=True), _grid(2, 2, _second(8.0), ruled=True))

    labels = {cell.text: (cell.row, cell.row_span) for cell in grid.cells if cell.col == 0}
    assert labels == {"组织实施": (0, 3), "产出数量": (3, 1), "产出质量": (4, 1)}
