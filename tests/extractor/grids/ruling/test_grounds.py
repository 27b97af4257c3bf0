"""Coloured bands behind rows are known by their edges; the ground of a page and white paint are none."""

import pymupdf
import pytest

from extractor.grids import drawn_band_edges
from models.geometry import PageMap
from models.page import PdfPage

GREEN, PALE = (0.88, 0.95, 0.88), (0.94, 0.975, 0.94)


def _edges(*painted, rotate=0):
    """The edges found on a page of 400 by 300 points: position, start and end, in whole points."""
    document = pymupdf.open()
    sheet = document.new_page(width=400, height=300)
    for x0, y0, x1, y1, colour in painted:
        sheet.draw_rect((x0, y0, x1, y1), fill=colour, color=None)
    sheet.set_rotation(rotate)
    with pymupdf.open("pdf", document.tobytes()) as again:
        page = PdfPage(1, again[0].rect.width, again[0].rect.height, again[0])
        found = drawn_band_edges(page, PageMap())
    assert all(edge.orientation == "horizontal" and edge.thickness == 0 for edge in found)
    return [(round(edge.position), round(edge.start), round(edge.end)) for edge in found]


def test_a_band_has_two_edges_and_one_shared_with_the_next():
    assert _edges((50, 40, 350, 60, GREEN), (50, 60, 350, 80, PALE), (50, 100, 350, 120, PALE)) == [
        (y, 50, 350) for y in (40, 60, 80, 100, 120)
    ]


def test_a_band_painted_cell_by_cell_is_one():
    cells = [(x, 40, x + 100, 60, GREEN) for x in (50, 150, 250)]
    assert _edges(*cells) == [(40, 50, 350), (60, 50, 350)]


def test_an_edge_inside_a_larger_band_cannot_be_seen():
    assert _edges((50, 40, 350, 60, GREEN), (50, 40, 350, 80, GREEN)) == [(40, 50, 350), (80, 50, 350)]


@pytest.mark.parametrize(
    "painted",
    [(50, 40, 350, 60, (1, 1, 1)), (0, 0, 400, 300, GREEN), (50, 40, 350, 41, (0, 0, 0))],
    ids=["white paint", "the ground of a page", "a rule"],
)
def test_what_is_no_band(painted):
    assert _edges(painted) == []


def test_bands_of_a_turned_page_stand_as_it_is_shown():
    assert _edges((100, 30, 130, 270, GREEN), rotate=90) == [(100, 30, 270), (130, 30, 270)]
