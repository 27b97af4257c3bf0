import numpy as np
import pymupdf
import pytest

from extractor.reading.layer.glyphs import painted_text
from extractor.reading.layer.trust import doubts
from models.page import PdfPage


@pytest.fixture
def page():
    document = pymupdf.open()
    yield document.new_page(width=400, height=300)
    document.close()


def told(page):
    return doubts(painted_text(page), PdfPage(1, page.rect.width, page.rect.height, page))


def picture(page, box, *, mask=False):
    pixels = pymupdf.Pixmap(pymupdf.csRGB, 8, 6, np.full((6, 8, 3), 255, np.uint8).tobytes(), False)
    if mask:
        pixels = pymupdf.Pixmap(pixels, 1)
    page.insert_image(box, pixmap=pixels)


def test_plain_text_raises_no_doubt(page):
    page.insert_text((50, 50), "budget 2023")
    assert told(page) == ()


def test_a_picture_that_lets_text_through_does_not_hide_it(page):
    for y in range(20, 290, 12):
        page.insert_text((20, y), "annual budget and final accounts of the department")
    picture(page, page.rect, mask=True)
    assert told(page) == ()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_scan_over_its_own_text_is_told_however_the_page_is_turned(page, rotation):
    for y in range(20, 290, 12):
        page.insert_text((20, y), "annual budget and final accounts of the department")
    picture(page, page.rect)
    page.set_rotation(rotation)
    assert told(page)


def test_a_small_picture_over_some_words_is_no_scan(page):
    for y in range(20, 290, 12):
        page.insert_text((20, y), "annual budget and final accounts of the department")
    picture(page, (0, 0, 100, 60))
    assert told(page) == ()


def test_a_header_on_a_scan_is_a_sliver(page):
    picture(page, page.rect)
    page.insert_text((20, 12), "header", fontsize=8)
    assert "sliver" in told(page)[0]
