"""Pages become pixels in the shown frame, fine enough to read and small enough to hold."""

from __future__ import annotations

import io

import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractor.imaging import ImagingSettings, render
from models.errors import PageError
from models.page import PdfPage, PicturePage

SETTINGS = ImagingSettings()


def pdf_page(document: pymupdf.Document) -> PdfPage:
    page = document[0]
    return PdfPage(1, page.rect.width, page.rect.height, page)


def scanned(dpi: float, width: float = 595, height: float = 842) -> pymupdf.Document:
    document = pymupdf.open()
    stream = io.BytesIO()
    Image.new("L", (round(width / 72 * dpi), round(height / 72 * dpi)), 255).save(stream, "PNG")
    document.new_page(width=width, height=height).insert_image((0, 0, width, height), stream=stream.getvalue())
    return document


def picture(height: int, width: int) -> PicturePage:
    pixels = np.full((height, width, 3), 255, np.uint8)
    return PicturePage(1, width, height, lambda: pixels)


@pytest.mark.parametrize(("scan_dpi", "drawn_dpi"), [(100, 150), (180, 180), (240, 240), (600, 300)])
def test_a_scan_is_drawn_near_its_own_resolution(scan_dpi, drawn_dpi):
    document = scanned(scan_dpi)
    raster = render(pdf_page(document), SETTINGS)
    assert raster.px_per_unit * 72 == pytest.approx(drawn_dpi, rel=0.01)


def test_a_drawn_page_has_the_target_resolution_and_stands_as_shown():
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.draw_rect((0, 0, 60, 60), fill=(0, 0, 0))
    page.set_rotation(90)
    raster = render(pdf_page(document), SETTINGS)
    assert raster.px_per_unit * 72 == SETTINGS.target_dpi
    assert (raster.width, raster.height) == (pytest.approx(842, abs=1), pytest.approx(595, abs=1))
    scale = raster.px_per_unit
    assert raster.pixels[int(30 * scale), int(812 * scale)].max() == 0, "its top left corner is now at the top right"
    assert raster.pixels[int(30 * scale), int(30 * scale)].min() == 255


def test_a_poster_is_held_within_the_greatest_number_of_pixels():
    document = pymupdf.open()
    document.new_page(width=4000, height=6000)
    raster = render(pdf_page(document), SETTINGS)
    assert raster.pixels.shape[0] * raster.pixels.shape[1] <= 1.01 * SETTINGS.max_pixels


@pytest.mark.parametrize(
    ("size", "scale"), [((2339, 1654), 1.0), ((1400, 990), 1.25), ((600, 400), 1.5), ((6000, 4000), 0.612)]
)
def test_a_picture_keeps_its_pixels_unless_they_are_too_few_or_too_many(size, scale):
    raster = render(picture(*size), SETTINGS)
    assert raster.px_per_unit == pytest.approx(scale, abs=0.002)
    assert (raster.height, raster.width) == (pytest.approx(size[0], abs=1.5), pytest.approx(size[1], abs=1.5))


def test_a_page_that_cannot_be_decoded_says_so():
    def broken():
        raise PageError(3, "decoding", "the picture is damaged")

    with pytest.raises(PageError, match="page 3"):
        render(PicturePage(3, 10, 10, broken), SETTINGS)
