"""Pages of tables say what the truth says, whatever the style."""

from collections import Counter
from dataclasses import replace

import pymupdf
import pytest

from samples.dice import Dice
from samples.draw import draw_sheets
from samples.families.documents import FAMILIES, make_document
from samples.families.table import Cell
from samples.families.truth import document_truth
from samples.sheets.dump import line_dump, tab_dump
from samples.sheets.flow import lay_document
from samples.sheets.rules import rows_seen
from samples.sheets.style import make_sheet_style

CASES = [(family, index) for family in FAMILIES for index in range(3 if family == "report" else 6)]


def laid(family, index):
    return lay_document(make_document(family, 4, index), make_sheet_style(Dice.of(4, index, family)))


def solid(text):
    return "".join(text.split())


@pytest.mark.parametrize(("family", "index"), CASES)
def test_every_slot_of_a_grid_is_covered_once(family, index):
    for table in laid(family, index).tables:
        slots = Counter(
            (row, col)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        )
        assert slots == Counter((row, col) for row in range(table.n_rows) for col in range(table.n_cols))


@pytest.mark.parametrize(("family", "index"), CASES)
def test_each_cell_prints_its_text_over_all_pages(family, index):
    document = laid(family, index)
    for number, table in enumerate(document.tables):
        for cell in table.cells:
            place = (number, cell.row, cell.col)
            pages = [[r.text for r in s.runs if (r.table, r.row, r.col) == place] for s in document.sheets]
            printed = [solid("".join(texts)) for texts in pages if texts]
            again = cell.row_span > 1 or cell.row < table.head_rows
            assert "".join(printed) == solid(cell.text) or (again and set(printed) == {solid(cell.text)})


@pytest.mark.parametrize(("family", "index"), CASES)
def test_nothing_leaves_the_page(family, index):
    for sheet in laid(family, index).sheets:
        assert all(run.text for run in sheet.runs)
        assert all(0 < run.x < sheet.width and 0 < run.y < sheet.height for run in sheet.runs)
        assert all(0 <= s.x0 <= s.x1 <= sheet.width and s.y1 <= sheet.height for s in sheet.strokes)


@pytest.mark.parametrize(("family", "index"), CASES[::3])
def test_the_text_layer_is_what_was_laid_out(family, index):
    sheets = laid(family, index).sheets
    with pymupdf.open("pdf", draw_sheets(sheets)) as document:
        for sheet, page in zip(sheets, document.pages(), strict=True):
            # A face has one glyph for two hyphens, and the PDF library names it after either.
            read = solid(page.get_text()).replace("‑", "-")
            assert Counter(read) == Counter(solid("".join(run.text for run in sheet.runs)))


@pytest.mark.parametrize(("family", "index"), CASES)
def test_a_dump_of_lines_loses_no_character(family, index):
    document = laid(family, index)
    printed = Counter(solid("".join(run.text for sheet in document.sheets for run in sheet.runs)))
    assert Counter(solid("".join(line_dump(document)))) == printed


@pytest.mark.parametrize(("family", "index"), CASES)
def test_a_dump_with_tabs_has_as_many_tabs_as_the_table_has_columns(family, index):
    document = laid(family, index)
    free = {text for table in document.tables for text in (table.left, table.right)}
    lines = [line for line in tab_dump(document, Dice.of(index)) if "\t" in line and line not in free]
    widths = {line.count("\t") + 1 for line in lines}
    assert widths <= {table.n_cols for table in document.tables}


@pytest.mark.parametrize(
    ("ruling", "bands", "seen"),
    [
        ("grid", None, 6),
        ("three_line", None, 6),
        ("none", None, 3),
        ("none", ((0.9, 0.9, 0.9), (1.0, 1.0, 1.0)), 3),
        ("none", ((0.9, 0.9, 0.9), (0.95, 0.95, 0.95)), 6),
    ],
)
def test_blank_rows_at_the_end_are_rows_where_the_page_shows_them(ruling, bands, seen):
    (table,) = laid("fiscal", 0).tables
    texts = [Cell(row, 0, 1, 1, "甲" if row < 3 else "") for row in range(6)]
    table = replace(table, n_rows=6, n_cols=1, head_rows=1, cells=tuple(texts))
    style = replace(make_sheet_style(Dice.of(4, 0)), ruling=ruling, bands=bands)
    assert rows_seen(table, style) == tuple(range(seen))


@pytest.mark.parametrize(
    ("ruling", "bands", "seen"),
    [
        ("grid", None, (0, 1, 2, 3, 4, 5)),
        ("three_line", None, (0, 3, 4, 5)),
        ("outline", None, (0, 3, 4, 5)),
        ("none", None, (0, 3, 4, 5)),
        ("none", ((0.9, 0.9, 0.9), (0.95, 0.95, 0.95)), (0, 1, 2, 3, 4, 5)),
    ],
)
def test_blank_rows_right_under_the_heads_are_rows_where_the_page_shows_them(ruling, bands, seen):
    (table,) = laid("fiscal", 0).tables
    texts = [Cell(row, 0, 1, 1, "甲" if row in (0, 3, 5) else "") for row in range(6)]
    table = replace(table, n_rows=6, n_cols=1, head_rows=1, cells=tuple(texts))
    style = replace(make_sheet_style(Dice.of(4, 0)), ruling=ruling, bands=bands)
    assert rows_seen(table, style) == seen
    truth = document_truth(
        replace(laid("fiscal", 0), tables=(table,), style=style), variant="born", grade=None, pages=()
    )
    (said,) = truth["tables"]
    assert [cell["text"] for cell in said["cells"]] == ["甲" if row in (0, 3, 5) else "" for row in seen]
    assert [cell["row"] for cell in said["cells"]] == list(range(len(seen)))
    assert said["n_rows"] == len(seen)
