"""A table that stands turned, or leans as a picture, on a page of upright text is found, stood up, and boxed there."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.pipeline import extract
from extractor.tools import Tools
from models.result import ExtractionResult, Table

ROWS = [
    ["科目编码", "科目名称", "年初预算数", "决算数"],
    ["2060101", "行政运行", "1000.00", "1495.67"],
    ["2060499", "其他技术研究与开发支出", "18000.00", "18132.50"],
    ["2060503", "科技条件专项", "120.50", "98.20"],
    ["合计", "", "19120.50", "19726.37"],
]
PROSE = "为进一步加强预算管理，提高资金使用效益，现将有关情况说明如下，请各单位认真核对并按时报送。"
FONT = pymupdf.Font("china-s")
WIDTHS = (90, 150, 90, 90)
BOX = pymupdf.Rect(200, 230, 370, 650)


def put(page: pymupdf.Page, x: float, y: float, text: str, size: float = 11) -> None:
    page.insert_font(fontname="F0", fontbuffer=FONT.buffer)
    page.insert_text((x, y), text, fontname="F0", fontsize=size)


def table() -> pymupdf.Document:
    """A ruled table with its title, 420 by 170 points."""
    document = pymupdf.open()
    page = document.new_page(width=420, height=170)
    put(page, 150, 12, "支出决算表", 14)
    for i, row in enumerate(ROWS):
        x = 0.0
        for width, text in zip(WIDTHS, row, strict=True):
            page.draw_rect((x, 20 + 30 * i, x + width, 50 + 30 * i), width=0.8)
            put(page, x + 6, 40 + 30 * i, text)
            x += width
    return document


def page_of_text() -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for line in range(7):
        put(page, 60, 70 + 18 * line, PROSE[line : line + 40])
    put(page, 60, 730, PROSE[:40])
    return document


def turned(turn: int) -> pymupdf.Document:
    document = page_of_text()
    document[0].show_pdf_page(BOX, table(), 0, rotate=-turn)
    return document


def scanned(document: pymupdf.Document) -> pymupdf.Document:
    result = pymupdf.open()
    page = result.new_page(width=595, height=842)
    page.insert_image(page.rect, pixmap=document[0].get_pixmap(dpi=150))
    return result


def read(document: pymupdf.Document, tools: Tools) -> ExtractionResult:
    return extract(document.tobytes(), "page.pdf", tools).result


def texts(table: Table) -> list[list[str]]:
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


@pytest.mark.parametrize("turn", [90, 270])
@pytest.mark.parametrize("scan", [False, True])
def test_a_sideways_table_is_stood_up_and_its_cells_are_boxed_where_they_lie(
    tools: Tools, turn: int, scan: bool
) -> None:
    drawn = turned(turn)
    result = read(scanned(drawn) if scan else drawn, tools)
    assert [(page.rotation, page.source) for page in result.document.pages] == [(0, "ocr" if scan else "text_layer")]
    (found,) = result.tables
    assert (texts(found), found.title) == (ROWS, "支出决算表")
    for cell in found.cells:
        x0, y0, x1, y1 = cell.bbox
        assert BOX.contains(pymupdf.Rect(x0 + 2, y0 + 2, x1 - 2, y1 - 2))
        assert y1 - y0 > 1.5 * (x1 - x0)  # it lies there as on the page
        assert drawn[0].get_textbox((x0, y0, x1, y1)).strip() == cell.text


def test_text_that_stands_upright_stays_in_its_place(tools: Tools) -> None:
    result = read(turned(90), tools)
    assert result.warnings == ()
    assert not any(PROSE[:6] in cell.text for cell in result.tables[0].cells)


@pytest.mark.parametrize(("turn", "lean"), [(0, 2.5), (90, -1.5)])
def test_a_picture_that_leans_or_lies_beside_a_text_layer_is_stood_up(tools: Tools, turn: int, lean: float) -> None:
    picture = pymupdf.open()
    sheet = picture.new_page(width=470, height=220)
    sheet.show_pdf_page(pymupdf.Rect(25, 25, 445, 195), table(), 0)
    pixels = sheet.get_pixmap(matrix=pymupdf.Matrix(200 / 72, 200 / 72).prerotate(turn + lean), alpha=False)
    document = page_of_text()
    wide, high = pixels.width * 72 / 200, pixels.height * 72 / 200
    document[0].insert_image((60, 215, 60 + wide, 215 + high), pixmap=pixels)
    result = read(document, tools)
    (found,) = result.tables
    assert texts(found) == ROWS
    assert [page.source for page in result.document.pages] == ["text_layer"]
