"""What people say of heads: which of the cells over a column a text speaks of, and what the tables then print."""

from __future__ import annotations

import pytest

from extractor.editing import HeadedGrids
from extractor.editing.heads import parted
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.record import FormReading, Leaf, Place
from models.text import Glyph, TextLine

SPAN, LEFT, RIGHT = Box(0, 0, 20, 10), Box(0, 10, 10, 20), Box(10, 10, 20, 20)


def cell(text: str, box: Box, row: int, col: int, cols: int = 1) -> Cell:
    line = TextLine(text, box, tuple(Glyph(char, box) for char in text), "ocr")
    return Cell(row, col, 1, cols, (CellPart(1, box, (line,)),), is_header=True)


@pytest.fixture
def headed() -> HeadedGrids:
    """本年支岀 over 基本支出 and 项日支出."""
    cells = (cell("本年支岀", SPAN, 0, 0, 2), cell("基本支出", LEFT, 1, 0), cell("项日支出", RIGHT, 1, 1))
    return HeadedGrids([Grid(2, 2, cells)])


def as_shown(place: Place) -> tuple[float, float, float, float]:
    box = place.box
    return (box.x0, box.y0, box.x1, box.y1)


@pytest.mark.parametrize(
    ("typed", "heads"),
    [
        ("本年支出项目支出", ["本年支出", "项目支出"]),
        ("本年支出/项目支出", ["本年支出", "项目支出"]),
        ("本年支出项目\n支出", ["本年支出", "项目支出"]),
        ("项目支出", ["本年支岀", "项目支出"]),
        ("本年的支出 项目", ["本年的支出", "项目"]),
        ("", ["本年支岀", "项日支出"]),
    ],
)
def test_a_text_speaks_of_all_heads_or_of_the_lowest(typed: str, heads: list[str]) -> None:
    assert parted(typed, ["本年支岀", "项日支出"]) == heads


def test_what_is_said_stands_in_the_table_and_the_field_is_as_it_was_read(headed: HeadedGrids) -> None:
    place = Place(1, RIGHT, 0, 1, 1)
    said = headed.said(place, "本年支岀/项日支出", "本年支出/项目支出", as_shown)
    assert said is not None
    read = tuple(line for one in (headed.grids[0].cells[0], headed.grids[0].cells[2]) for line in one.lines)
    headed.say(said, as_shown)
    assert [one.text for one in headed.grids[0].cells] == ["本年支出", "基本支出", "项目支出"]
    now = tuple(line for one in (headed.grids[0].cells[0], headed.grids[0].cells[2]) for line in one.lines)
    leaf = Leaf("columns[1].key", "columns.key", "text", True, "本年支出/项目支出", None, place, now)
    reading = FormReading("fiscal_table", "", (0,), (1,), 1.0, (leaf,))
    assert headed.as_read(reading).leaves[0].lines == read


def test_a_text_that_says_what_stands_there_says_nothing(headed: HeadedGrids) -> None:
    assert headed.said(Place(1, LEFT, 0, 1, 0), "本年支岀/基本支出", "基本 支出", as_shown) is None


def test_a_head_whose_cell_is_no_longer_there_is_passed_over(headed: HeadedGrids) -> None:
    said = headed.said(Place(1, LEFT, 0, 1, 0), "本年支岀/基本支出", "别的", as_shown)
    assert said is not None
    elsewhere = HeadedGrids([Grid(1, 1, (cell("金额", Box(50, 50, 60, 60), 0, 0),))])
    elsewhere.say(said, as_shown)
    assert elsewhere.grids[0].cells[0].text == "金额"
