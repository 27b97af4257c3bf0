"""Parts of tables of amounts without upright rules: dashes stand in the middle, numbers end under one another."""

from dataclasses import replace

import pytest

from extractor import grids
from extractor.grids.overleaf.refitting import refitted, same_figures, same_places
from models.geometry import Box
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

EDGES = (0.0, 50.0, 150.0, 250.0, 350.0)
WIDTH = 5.0


def text(place, said):
    """A line where ``place`` says: ``l`` flush left in its column, ``r`` flush right, ``c`` centred, or its middle."""
    col, how = place
    length = WIDTH * len(said)
    x0, x1 = EDGES[col], EDGES[col + 1]
    middle = how if isinstance(how, float) else {"l": x0 + 2 + length / 2, "r": x1 - 2 - length / 2}.get(how)
    left = ((x0 + x1) / 2 if middle is None else middle) - length / 2
    return TextLine(said, Box(left, 0, left + length, 10), (), "test")


def row(code, name, *amounts):
    cells = [((0, "l"), code), ((1, "l"), name)] if code else [name]
    return [*cells, *(((i, "c" if said == "—" else "r"), said) for i, said in enumerate(amounts, 2))]


def grid(page, rows, edges=EDGES):
    """An unruled grid of one line a cell; ``edges`` are those that its page shows."""
    cells = []
    for r, printed in enumerate(rows):
        lines = [text(place, said) for place, said in printed]
        for c in range(len(edges) - 1):
            box = Box(edges[c], 20.0 * r, edges[c + 1], 20.0 * r + 20)
            inside = tuple(line for line in lines if edges[c] <= line.box.center[0] < edges[c + 1])
            cells.append(Cell(r, c, 1, 1, (CellPart(page, box, inside),)))
    return Grid(len(rows), len(edges) - 1, tuple(cells), "", (), ruled=False)


FIRST = grid(
    1,
    [
        row("201", "一般公共服务支出", "91,185.35", "—"),
        row("206", "科学技术支出", "4.35", "—"),
        row("20607", "科学技术普及", "—", "—"),
        row("208", "社会保障和就业支出", "—", "1,684.64"),
        row("20899", "其他支出", "—", "—"),
    ],
)
REST = [row("210", "卫生健康支出", "726.70", "12.50"), row("221", "住房保障支出", "9,947.11", "—")]


def test_dashes_do_not_hide_where_numbers_end():
    assert same_figures(FIRST, grid(2, REST))


def test_columns_are_in_the_same_places_where_each_has_its_middle_in_its_own():
    assert same_places(FIRST, grid(2, REST, (3.0, 44.0, 158.0, 247.0, 341.0)))
    assert not same_places(FIRST, grid(2, REST, (0.0, 50.0, 300.0, 320.0, 350.0)))
    assert not same_places(FIRST, grid(2, REST, (0.0, 50.0, 150.0, 350.0)))


def test_numbers_that_run_on_join_parts_of_which_one_has_but_dashes_where_the_other_has_amounts():
    def part(page, numbers, amount):
        names = ("教育支出", "科学技术支出", "卫生健康支出")
        return grid(page, [row(n, name, amount, amount) for n, name in zip(numbers, names, strict=True)])

    first, heights = part(1, "123", "—"), {1: 800.0, 2: 800.0}
    assert [joined.n_rows for joined in grids.join_pages([first, part(2, "456", "12.50")], heights)] == [6]
    assert [joined.n_rows for joined in grids.join_pages([first, part(2, "123", "12.50")], heights)] == [3, 3]


@pytest.mark.parametrize(
    ("numbers", "edges", "rows"),
    [
        ("456", (0.0, 50.0, 150.0, 250.0, 350.0, 450.0), [6]),
        ("567", (0.0, 50.0, 150.0, 250.0, 350.0, 450.0), [3, 3]),
        ("456", (0.0, 50.0, 150.0, 270.0, 350.0, 450.0), [3, 3]),
    ],
    ids=["numbers that run on", "other numbers", "other columns"],
)
def test_a_page_that_was_photographed_from_further_away_goes_on_with_numbers_that_do(numbers, edges, rows):
    def part(page, numbers, edges):
        names = ("教育支出", "科学技术支出", "卫生健康支出")
        lines = [[*row(n, name, "5.00", "2.50"), ((1, 400.0), "2.50")] for n, name in zip(numbers, names, strict=True)]
        return grid(page, lines, edges)

    def further_away(whole):
        """The grid at three quarters of its size."""
        cells = (replace(cell, parts=tuple(_smaller(part) for part in cell.parts)) for cell in whole.cells)
        return replace(whole, cells=tuple(cells))

    first = part(1, "123", (0.0, 50.0, 150.0, 250.0, 350.0, 450.0))
    found = grids.join_pages([first, further_away(part(2, numbers, edges))], {1: 800.0, 2: 800.0})
    assert [joined.n_rows for joined in found] == rows


def _smaller(part):
    lines = tuple(replace(line, box=line.box.scaled(0.75)) for line in part.lines)
    return replace(part, box=part.box.scaled(0.75), lines=lines)


def test_figures_that_end_elsewhere_are_of_another_table():
    elsewhere = [[((1, "l"), "卫生健康支出"), ((2, 160.0), "726.70"), ((3, 275.0), "12.50")]] * 3
    assert not same_figures(FIRST, grid(2, elsewhere))


def test_a_column_that_is_blank_on_the_last_page_is_known_from_the_one_before():
    blank = grid(2, [row("210", "卫生健康支出", "—", "—"), row("221", "住房保障支出", "—", "3.50")])
    both = Grid(
        7,
        4,
        (*FIRST.cells, *(Cell(c.row + 5, c.col, 1, 1, c.parts) for c in blank.cells)),
        "",
        (),
        ruled=False,
    )
    assert same_figures(both, grid(3, [row("229", "其他支出", "726.70", "12.50")]))


def test_a_total_alone_is_centred_over_the_columns_left_of_its_figures():
    total = grid(2, [row("", ((1, 75.0), "支出合计"), "91,185.35", "1,684.64")], (20.0, 150.0, 250.0, 350.0))
    cells = [(cell.col, cell.col_span, cell.text) for cell in refitted(FIRST, total).cells]
    assert cells == [(0, 2, "支出合计"), (2, 1, "91,185.35"), (3, 1, "1,684.64")]


def test_a_total_in_the_middle_of_one_column_is_in_it_alone():
    total = grid(2, [row("", ((1, 100.0), "支出合计"), "91,185.35", "1,684.64")], (60.0, 150.0, 250.0, 350.0))
    cells = [(cell.col, cell.col_span, cell.text) for cell in refitted(FIRST, total).cells]
    assert cells == [(0, 1, ""), (1, 1, "支出合计"), (2, 1, "91,185.35"), (3, 1, "1,684.64")]


def test_as_many_columns_overleaf_may_be_others():
    """The first one is blank there, and dashes in the middle of the last have made one of their own."""
    edges = (50.0, 150.0, 250.0, 320.0, 350.0)
    rest = [[((1, "l"), "卫生健康支出"), ((2, "r"), "726.70"), ((3, 300.0), "—")]]
    rest += [[((1, "l"), "住房保障支出"), ((2, "r"), "86.95"), ((3, "r"), "86.95")]]
    second = refitted(FIRST, grid(2, rest, edges))
    assert [[cell.text for cell in second.cells if cell.row == row] for row in range(2)] == [
        ["", "卫生健康支出", "726.70", "—"],
        ["", "住房保障支出", "86.95", "86.95"],
    ]


def _scaled(part, scale):
    """The same part of a page that was scanned in another size."""

    def lines(part):
        return tuple(replace(line, box=line.box.scaled(scale)) for line in part.lines)

    return replace(
        part,
        cells=tuple(
            replace(cell, parts=tuple(replace(p, box=p.box.scaled(scale), lines=lines(p)) for p in cell.parts))
            for cell in part.cells
        ),
    )


def test_a_page_scanned_in_another_size_keeps_its_columns_though_its_figures_end_where_others_do():
    rest = [[((1, "l"), "卫生健康支出"), ((2, "r"), "726.70"), ((3, "r"), said)] for said in ("12.50", "47.11")]
    smaller = _scaled(grid(2, rest), 0.7)
    assert refitted(FIRST, smaller) is smaller
