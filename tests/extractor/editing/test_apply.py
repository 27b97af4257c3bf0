"""An edited grid is a grid: every slot belongs to one cell, and no text is lost that nobody took out."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.editing import EditRefused, edited
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.review import Edit
from models.text import Glyph, TextLine


def line(text: str, box: Box) -> TextLine:
    return TextLine(text, box, tuple(Glyph(char, box) for char in text), "rapidocr")


def plain(n_rows: int = 3, n_cols: int = 3) -> Grid:
    """Cells of 10 by 10, each saying where it stands."""
    boxes = {(r, c): Box(c * 10, r * 10, c * 10 + 10, r * 10 + 10) for r in range(n_rows) for c in range(n_cols)}
    cells = (Cell(r, c, 1, 1, (CellPart(1, box, (line(f"{r}{c}", box),)),)) for (r, c), box in boxes.items())
    return Grid(n_rows, n_cols, tuple(cells))


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text if (cell := grid.cell_at(r, c)) else "" for c in range(grid.n_cols)] for r in range(grid.n_rows)]


edits = st.builds(
    Edit,
    kind=st.sampled_from(["merge", "split", "insert_row", "remove_row", "text"]),
    row=st.integers(0, 4),
    col=st.integers(0, 3),
    row_span=st.integers(1, 3),
    col_span=st.integers(1, 3),
    text=st.sampled_from(["", "12.50", "两 行\n文字"]),
)


@given(st.lists(edits, max_size=8))
def test_whatever_is_done_every_slot_is_covered_once(steps: list[Edit]) -> None:
    grid = plain()
    for step in steps:
        before = Counter(line.text for cell in grid.cells for line in cell.lines)
        try:
            grid = edited(grid, step)
        except EditRefused:
            continue
        covered = Counter((row, col) for cell in grid.cells for row in cell.rows for col in cell.cols)
        assert covered == Counter((row, col) for row in range(grid.n_rows) for col in range(grid.n_cols))
        assert [(cell.row, cell.col) for cell in grid.cells] == sorted((cell.row, cell.col) for cell in grid.cells)
        if step.kind in {"merge", "split", "insert_row"}:
            assert Counter(line.text for cell in grid.cells for line in cell.lines) == before


def test_merged_cells_say_what_both_said_and_split_again_each_its_own() -> None:
    merged = edited(plain(), Edit("merge", 0, 1, row_span=2, col_span=2))
    cell = merged.cell_at(1, 2)
    assert cell is not None
    assert (cell.row, cell.col, cell.row_span, cell.col_span) == (0, 1, 2, 2)
    assert cell.text.splitlines() == ["01", "02", "11", "12"]
    assert cell.box == Box(10, 0, 30, 20)
    assert texts(edited(merged, Edit("split", 0, 1))) == texts(plain())


def test_a_row_that_is_put_in_is_blank_and_reached_over() -> None:
    grid = edited(edited(plain(), Edit("merge", 0, 0, row_span=2)), Edit("insert_row", 1))
    assert texts(grid) == [["00\n10", "01", "02"], ["00\n10", "", ""], ["00\n10", "11", "12"], ["20", "21", "22"]]
    new = grid.cell_at(1, 1)
    assert new is not None
    assert new.box == Box(10, 10, 20, 10)
    assert texts(edited(plain(), Edit("insert_row", 3)))[-1] == ["", "", ""]


def test_a_row_goes_with_what_stands_in_it_alone() -> None:
    grid = edited(edited(plain(), Edit("merge", 0, 0, row_span=2)), Edit("remove_row", 1))
    assert texts(grid) == [["00\n10", "01", "02"], ["20", "21", "22"]]


def test_a_text_is_what_was_typed_in_its_lines() -> None:
    cell = edited(plain(), Edit("text", 1, 1, text="第一行\n 第二行 ")).cell_at(1, 1)
    assert cell is not None
    assert [line.text for line in cell.lines] == ["第一行", "第二行"]
    assert {line.engine for line in cell.lines} == {"person"}
    assert cell.lines[0].box.y1 <= cell.lines[1].box.y0


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Edit("split", 0, 0), "one slot"),
        (Edit("merge", 0, 0), "one cell"),
        (Edit("merge", 2, 2, row_span=2), "3 rows"),
        (Edit("remove_row", 3), "cannot be taken out"),
        (Edit("insert_row", 9), "not before 9"),
        (Edit("text", 9, 0), "3 rows and 3 columns"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(edit: Edit, says: str) -> None:
    with pytest.raises(EditRefused, match=says):
        edited(plain(), edit)


def test_a_merge_that_cuts_a_cell_is_refused() -> None:
    grid = edited(plain(), Edit("merge", 0, 0, row_span=2))
    with pytest.raises(EditRefused, match="reaches beyond"):
        edited(grid, Edit("merge", 1, 0, col_span=2))
