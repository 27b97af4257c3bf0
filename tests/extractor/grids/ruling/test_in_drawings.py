import numpy as np
import pymupdf
import pytest

from extractor.grids import drawn_rules
from models.errors import PageError
from models.geometry import Homography, Mesh, PageMap
from models.page import PdfPage


def _page(draw, rotate=0):
    """A page of 400 by 300 points, drawn on, saved and opened again; with its document, which keeps it alive."""
    document = pymupdf.open()
    sheet = document.new_page(width=400, height=300)
    draw(sheet)
    sheet.set_rotation(rotate)
    again = pymupdf.open("pdf", document.tobytes())
    return again, PdfPage(1, again[0].rect.width, again[0].rect.height, again[0])


def _rules(draw, to_shown=None, rotate=0):
    document, page = _page(draw, rotate)
    with document:
        return drawn_rules(page, to_shown or PageMap())


def _ends(rules):
    return sorted((r.orientation[0], round(r.position), round(r.start), round(r.end)) for r in rules)


def test_lines_and_thin_rectangles_are_rules():
    def draw(sheet):
        sheet.draw_line((10, 20), (200, 20))
        sheet.draw_rect((50, 50, 50.6, 150), fill=(0, 0, 0), color=None)

    assert _ends(_rules(draw)) == [("h", 20, 10, 200), ("v", 50, 50, 150)]


def test_a_stroked_rectangle_has_four_sides():
    rules = _rules(lambda sheet: sheet.draw_rect((50, 50, 150, 90)))
    assert _ends(rules) == [("h", 50, 50, 150), ("h", 90, 50, 150), ("v", 50, 50, 90), ("v", 150, 50, 90)]


def test_pieces_drawn_cell_by_cell_and_dash_by_dash_are_one_rule():
    def draw(sheet):
        for x in range(50, 150, 20):
            sheet.draw_line((x, 40), (x + 20, 40))
        for x in range(50, 150, 5):
            sheet.draw_line((x, 80), (x + 3, 80))

    assert _ends(_rules(draw)) == [("h", 40, 50, 150), ("h", 80, 50, 148)]


def test_rules_under_neighbouring_heads_stay_two():
    def draw(sheet):
        sheet.draw_line((12, 40), (118, 40))
        sheet.draw_line((122, 40), (238, 40))

    assert _ends(_rules(draw)) == [("h", 40, 12, 118), ("h", 40, 122, 238)]


def test_shading_white_paint_slants_and_ticks_are_no_rules():
    def draw(sheet):
        sheet.draw_rect((50, 50, 150, 90), fill=(0.8, 0.8, 0.8), color=None)
        sheet.draw_line((10, 20), (200, 20), color=(1, 1, 1))
        sheet.draw_line((10, 100), (200, 200))
        sheet.draw_line((10, 120), (12, 120))

    assert _rules(draw) == ()


@pytest.mark.parametrize(
    ("rotate", "expected"), [(0, ("h", 20)), (90, ("v", 280)), (180, ("h", 280)), (270, ("v", 20))]
)
def test_rotate_is_applied(rotate, expected):
    (rule,) = _rules(lambda sheet: sheet.draw_line((10, 20), (200, 20)), rotate=rotate)
    assert (rule.orientation[0], round(rule.position)) == expected


def test_rules_come_back_in_the_upright_frame():
    # the shown page is 300 wide and 400 high; it stands upright after a quarter turn clockwise
    to_shown = PageMap((Homography.of([[0, 1, 0], [-1, 0, 400]]),))
    (rule,) = _rules(lambda sheet: sheet.draw_line((10, 20), (200, 20)), to_shown, rotate=90)
    shown = to_shown.apply([[rule.start, rule.position], [rule.end, rule.position]])
    assert np.allclose(sorted(shown[:, 1]), [10, 200])
    assert np.allclose(shown[:, 0], 280)


def test_a_warped_page_is_refused_with_its_number():
    mesh = Mesh(100.0, np.zeros((2, 2, 2)))
    with pytest.raises(PageError, match=r"page 1.*pixels"):
        _rules(lambda sheet: sheet.draw_line((10, 20), (200, 20)), PageMap((mesh,)))
