"""Pages that are partly print and partly picture: each part is read where it is told best."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.pages import PageReading, read_page
from extractor.reading import LayerReader
from extractor.tools import Tools
from models.page import PdfPage

ROWS = [["科目编码", "科目名称", "决算数"], ["2060101", "行政运行", "1495.67"], ["2060499", "其他支出", "18132.50"]]
FONT = pymupdf.Font("china-s")


def put(page: pymupdf.Page, x: float, y: float, text: str) -> None:
    page.insert_font(fontname="F0", fontbuffer=FONT.buffer)
    page.insert_text((x, y), text, fontname="F0", fontsize=11)


def table() -> pymupdf.Pixmap:
    """A ruled table as a picture, 150 dpi."""
    page = pymupdf.open().new_page(width=400, height=120)
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            page.draw_rect((20 + 120 * j, 15 + 30 * i, 140 + 120 * j, 45 + 30 * i), width=0.8)
            put(page, 26 + 120 * j, 35 + 30 * i, text)
    return page.get_pixmap(dpi=150)


def page_with_picture(width: float, rotation: int = 0) -> pymupdf.Page:
    page = pymupdf.open().new_page(width=595, height=400)
    put(page, 60, 60, "下表列出了本年度支出决算情况。")
    page.insert_image((60, 100, 60 + width, 100 + width * 0.3), pixmap=table())
    page.set_rotation(rotation)
    return page


def read(page: pymupdf.Page, tools: Tools) -> PageReading:
    return read_page(PdfPage(1, page.rect.width, page.rect.height, page), tools, LayerReader(tools.engine))


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_table_that_is_a_picture_beside_a_text_layer_is_read_by_the_engine(tools: Tools, rotation: int) -> None:
    reading = read(page_with_picture(460, rotation), tools)
    page = reading.page
    engines = {line.text: line.engine for line in page.lines}
    assert engines == {
        "下表列出了本年度支出决算情况。": "text_layer",
        **{text: tools.engine.name for row in ROWS for text in row},
    }
    assert page.source == "text_layer"
    assert [rule.orientation for rule in page.rules].count("horizontal") == 4
    assert [reading.source_of([line]) for line in page.lines] == ["text_layer", *["ocr"] * 9]
    amount = next(line for line in page.lines if line.text == "18132.50")
    assert (amount.box.x0, amount.box.y0) == pytest.approx((366, 199), abs=4)


def test_a_logo_is_no_table(tools: Tools) -> None:
    page = read(page_with_picture(100), tools).page
    assert [line.text for line in page.lines] == ["下表列出了本年度支出决算情况。"]
