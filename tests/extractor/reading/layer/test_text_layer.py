"""PDFs made here, of every kind that a text layer comes in."""

import numpy as np
import pymupdf
import pytest

from extractor.reading import LayerReader
from extractor.reading.engines.contract import Recognised
from models.geometry import Box
from models.page import PdfPage

ROWS = [["项目名称", "产业转型升级资金"], ["年度资金总额", "149000000.00", "0.00", "10"], ["执行率", "89.65%"]]
XS = [50.0, 150.0, 260.0, 320.0]
FONT = pymupdf.Font("china-s")


class Blind:
    """An engine that reads nothing, and counts the lines it was asked about."""

    name, version = "blind", "1"

    def __init__(self):
        self.asked = 0

    def detect(self, _pixels):
        raise AssertionError("a text layer is not searched for lines")

    def recognise(self, crops):
        self.asked += len(crops)
        return tuple(Recognised() for _ in crops)


@pytest.fixture
def page():
    document = pymupdf.open()
    yield document.new_page(width=400, height=300)
    document.close()


def put(page, x, y, text, **options):
    """Text in an embedded font with a ToUnicode map; the number of the font's object."""
    font = page.insert_font(fontname="F0", fontbuffer=FONT.buffer)
    page.insert_text((x, y), text, fontname="F0", fontsize=10, **options)
    return font


def write(page, rows=ROWS, **options):
    for i, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            put(page, x, 60 + 30 * i, text, **options)


def read(page, engine=None):
    return LayerReader(engine or Blind()).read(PdfPage(1, page.rect.width, page.rect.height, page))


def cover_with_picture(page):
    pixels = np.full((30, 40, 3), 255, np.uint8)
    page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csRGB, 40, 30, pixels.tobytes(), False))


def expected(rows=ROWS):
    return [text for row in rows for text in row]


def test_a_plain_page_is_trusted_and_read_cell_by_cell(page):
    write(page)
    layer = read(page)
    assert (layer.present, layer.trusted, layer.garbled, layer.turn) == (True, True, False, 0)
    assert [line.text for line in layer.lines] == expected()
    assert {glyph.probability for line in layer.lines for glyph in line.glyphs} == {1.0}
    first = layer.lines[0].box
    assert (first.x0, first.x1) == pytest.approx((50, 90), abs=0.5)
    assert first.y0 < 57 < first.y1


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotate_is_undone_and_boxes_lead_back_to_the_shown_page(page, rotation):
    write(page)
    page.set_rotation(rotation)
    layer = read(page)
    assert layer.turn == (360 - rotation) % 360
    assert [line.text for line in layer.lines] == expected()
    assert (layer.width, layer.height) == (400, 300)
    for found in page.search_for("149000000.00"):
        shown = Box(*(found * page.rotation_matrix).normalize())
        line = next(line for line in layer.lines if line.text == "149000000.00")
        mapped = layer.to_shown.box(line.box)
        assert shown.padded(2).contains(*mapped.center)
        assert mapped.width == pytest.approx(shown.width, abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_content_that_lies_on_an_unrotated_page_is_put_upright(turn):
    source = pymupdf.open()
    write(source.new_page(width=400, height=300))
    size = (300, 400) if turn in {90, 270} else (400, 300)
    lying = pymupdf.open().new_page(width=size[0], height=size[1])
    lying.show_pdf_page(lying.rect, source, 0, rotate=turn)  # counterclockwise
    layer = read(lying)
    assert layer.turn == turn
    assert [line.text for line in layer.lines] == expected()
    assert (layer.width, layer.height) == (400, 300)


def test_heads_first_and_tails_later_are_joined_by_position(page):
    for i, row in reversed(list(enumerate(ROWS))):
        cells = list(zip(XS, row, strict=False))
        for x, text in cells:
            put(page, x, 60 + 30 * i, text[:-1])
        for x, text in reversed(cells):
            put(page, x + FONT.text_length(text[:-1], 10), 60 + 30 * i, text[-1])
    assert [line.text for line in read(page).lines] == expected()


def test_a_hyphen_is_one_whatever_the_font_s_map_calls_it(page):
    write(page, [["2024\u20102025"]])
    assert [line.text for line in read(page).lines] == ["2024-2025"]


def test_a_picture_without_text_has_no_layer(page):
    cover_with_picture(page)
    layer = read(page)
    assert (layer.present, layer.trusted, layer.garbled, layer.lines) == (False, False, False, ())


def test_a_blank_form_has_nothing_to_be_read_by_anyone(page):
    for y in range(50, 250, 20):
        page.draw_line((40, y), (360, y))
    page.draw_rect((40, 50, 360, 230), fill=(0.9, 0.9, 0.9))
    layer = read(page)
    assert (layer.present, layer.trusted, layer.garbled, layer.lines) == (False, True, False, ())


@pytest.mark.parametrize("stroke", [((60, 60), (64, 66)), ((60, 60), (62, 60))])
def test_letters_that_are_drawn_as_strokes_have_to_be_read_from_pixels(page, stroke):
    page.draw_line((40, 50), (360, 50))
    page.draw_line(*stroke)
    assert not read(page).trusted


def test_a_line_that_the_page_cuts_off_is_left_out(page):
    write(page)
    page.draw_rect((0, 195, 400, 240), fill=(1, 1, 1), color=(1, 1, 1), overlay=True)
    for x in (50, 150):
        put(page, x, 202.5, "年度资金总额")
    page.draw_rect((0, 195, 400, 240), fill=(1, 1, 1), color=(1, 1, 1), overlay=True)
    assert [line.text for line in read(page).lines] == expected()


def test_dots_that_lead_to_a_page_number_are_not_cut_off(page):
    put(page, 50, 60, "一、概况......................1")
    assert [line.text for line in read(page).lines] == ["一、概况......................1"]


def test_invisible_text_over_a_picture_is_not_trusted(page):
    cover_with_picture(page)
    write(page, render_mode=3)
    layer = read(page)
    assert layer.garbled
    assert "invisible" in layer.reasons[0]


def test_an_invisible_word_beside_visible_text_is_left_out(page):
    write(page)
    put(page, 50, 200, "草稿", render_mode=3)
    layer = read(page)
    assert layer.trusted
    assert "草稿" not in [line.text for line in layer.lines]


def test_what_can_be_told_by_its_looks_is_not_shown_to_the_engine(page):
    write(page)
    engine = Blind()
    assert read(page, engine).trusted
    assert engine.asked == 0


def test_a_font_that_does_not_say_what_its_glyphs_mean_is_not_trusted_where_nobody_can_read_it(page):
    font = put(page, 50, 60, "年度资金总额")
    page.parent.xref_set_key(font, "ToUnicode", "null")
    layer = read(pymupdf.open(stream=page.parent.tobytes())[0])
    assert (layer.garbled, layer.lines) == (True, ())
    assert "could not be made out" in layer.reasons[-1]


def test_text_that_is_all_marks_is_not_trusted_unread(page):
    put(page, 50, 60, "!\"#$%&'()*+")
    assert read(page).garbled


def test_text_that_the_page_does_not_show_is_left_out(page):
    write(page)
    put(page, 50, 200, "作废", color=(1, 1, 1))
    put(page, 50, -20, "页外")
    assert [line.text for line in read(page).lines] == expected()


def test_white_text_on_a_coloured_ground_is_read(page):
    page.draw_rect((40, 185, 200, 210), fill=(0.2, 0.3, 0.6))
    put(page, 50, 200, "合计", color=(1, 1, 1))
    assert [line.text for line in read(page).lines] == ["合计"]


def test_text_under_the_scan_that_was_laid_over_it_is_not_trusted(page):
    write(page)
    cover_with_picture(page)
    layer = read(page)
    assert layer.garbled
    assert "invisible" in layer.reasons[0]


def test_text_written_on_a_picture_of_paper_is_trusted(page):
    cover_with_picture(page)
    for y in range(40, 280, 20):
        put(page, 50, y, "年度资金总额预算数执行数得分")
    assert read(page).trusted


def test_a_page_number_on_a_scan_is_not_its_text(page):
    cover_with_picture(page)
    page.insert_text((190, 290), "- 12 -", fontsize=9)
    assert "picture" in read(page).reasons[0]


def test_text_beside_a_logo_is_trusted(page):
    write(page)
    pixels = np.zeros((10, 10, 3), np.uint8)
    page.insert_image((10, 10, 40, 40), pixmap=pymupdf.Pixmap(pymupdf.csRGB, 10, 10, pixels.tobytes(), False))
    assert read(page).trusted
