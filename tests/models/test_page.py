"""Pages as they come in."""

import pymupdf
import pytest

from models.page import PdfPage


@pytest.mark.parametrize("rotation", [0, 90])
def test_the_images_of_a_page_stand_where_pymupdf_says_whether_it_is_turned_or_not(rotation):
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=200)
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 20, 10))
        picture.clear_with(90)
        page.insert_image((30, 40, 130, 90), pixmap=picture)
        page.set_rotation(rotation)
        (image,) = PdfPage(1, page.rect.width, page.rect.height, page).images
        (expected,) = page.get_image_info()
        assert image == expected
        assert tuple(image["bbox"]) == pytest.approx((30, 40, 130, 90))
