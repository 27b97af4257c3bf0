"""Cells that lost the rules between their rows."""

from collections.abc import Callable

import pytest

from extractor.forms import load_definitions
from extractor.forms.divided import divided
from extractor.forms.sheet import Row
from models.geometry import Box
from models.grid import Cell, CellPart
from models.text import TextLine

(LISTING,) = load_definitions().named("project_self_evaluation").listings
HEIGHT = 8.0
Line = Callable[..., TextLine]


def cell(path: str, row: int, span: int, lines: list[TextLine]) -> Cell:
    col = next(i for i, column in enumerate(LISTING.columns) if column.path == path)
    return Cell(row, col, span, 1, (CellPart(1, Box(0, 30.0 * row, 100, 30.0 * (row + span)), tuple(lines)),))


def cut(path: str, spanning: Cell, rows: int, own: tuple[str, ...], draw_line: Line) -> list[str]:
    """What each row says in a column after cutting; the columns in ``own`` have cells of their own."""
    cells = []
    for index in range(rows):
        of_row = {column.path: () for column in LISTING.columns} | {
            it: (cell(it, index, 1, [draw_line("5", y=30.0 * index + 11)]),) for it in own
        }
        cells.append(of_row | {path: (spanning,)})
    sheet = [Row(0, i, tuple(c for found in of_row.values() for c in found)) for i, of_row in enumerate(cells)]
    return [
        "|".join(line.text for c in found[path] for line in c.lines) for found in divided(sheet, cells, LISTING.columns)
    ]


def test_lines_go_to_the_rows_they_stand_in(draw_line: Line) -> None:
    lines = [draw_line("投资增长率", y=11), draw_line("—", y=26), draw_line("节约", y=37), draw_line("支出", y=46)]
    found = cut("level3", cell("level3", 0, 2, lines), 2, ("weight", "score"), draw_line)
    assert found == ["投资增长率", "节约|支出"]


def test_in_a_dense_table_rows_are_told_by_their_middles(draw_line: Line) -> None:
    bands = [draw_line(text, y=30.0 * row + 3 + 9 * k) for row, text in enumerate("甲乙") for k in range(3)]
    spanning = cell("level3", 0, 2, bands)
    assert cut("level3", spanning, 2, ("weight", "score"), draw_line) == ["甲|甲|甲", "乙|乙|乙"]


@pytest.mark.parametrize(
    "tops",
    [
        pytest.param((19, 29), id="lines that run on from one row to the next"),
        pytest.param((8, 18), id="a row that gets none"),
    ],
)
def test_a_text_for_both_rows_stays_whole(draw_line: Line, tops: tuple[float, float]) -> None:
    lines = [draw_line("费用标", y=tops[0]), draw_line("准", y=tops[1])]
    found = cut("level3", cell("level3", 0, 2, lines), 2, ("weight", "score"), draw_line)
    assert found == ["费用标|准"] * 2


def test_rows_that_no_other_column_tells_apart_stay_whole(draw_line: Line) -> None:
    lines = [draw_line("投资增长率", y=11), draw_line("节约支出", y=41)]
    found = cut("level3", cell("level3", 0, 2, lines), 2, ("weight",), draw_line)
    assert found == ["投资增长率|节约支出"] * 2


def test_of_two_words_each_row_gets_the_nearer(draw_line: Line) -> None:
    lines = [draw_line("社会效益指", y=22), draw_line("标", y=31), draw_line("生态效益指标", y=71)]
    found = cut("level2", cell("level2", 0, 3, lines), 3, ("weight", "score"), draw_line)
    assert found == ["社会效益指|标", "社会效益指|标", "生态效益指标"]


def test_words_at_the_top_of_their_rows_speak_for_those_below_them(draw_line: Line) -> None:
    lines = [draw_line("社会效益指标", y=1), draw_line("生态效益指标", y=91)]
    found = cut("level2", cell("level2", 0, 4, lines), 4, ("weight", "score"), draw_line)
    assert found == ["社会效益指标"] * 3 + ["生态效益指标"]


def test_words_in_the_middle_of_their_rows_speak_for_as_many_above_as_below(draw_line: Line) -> None:
    lines = [draw_line("社会效益指标", y=11), draw_line("生态效益指标", y=101)]
    found = cut("level2", cell("level2", 0, 6, lines), 6, ("weight", "score"), draw_line)
    assert found == ["社会效益指标"] + ["生态效益指标"] * 5


def test_one_word_speaks_for_all_its_rows(draw_line: Line) -> None:
    lines = [draw_line("社会效益", y=22), draw_line("指标", y=31)]
    found = cut("level2", cell("level2", 0, 2, lines), 2, ("weight", "score"), draw_line)
    assert found == ["社会效益|指标"] * 2
