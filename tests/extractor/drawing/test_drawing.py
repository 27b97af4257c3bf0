from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from extractor.drawing import draw_page
from extractor.drawing.marks import GOOD, POOR, UNSURE, colour_of, marks_of
from extractor.drawing.typeface import typeface, wrapped
from models.page import Raster
from models.result import ExtractionResult


def _drawn(result: ExtractionResult, *, number: int = 1, scale: float = 2.0) -> Image.Image:
    white = np.full((int(300 * scale), int(400 * scale), 3), 255, np.uint8)
    return Image.open(io.BytesIO(draw_page(Raster(white, scale), number, result)))


def test_boxes_stand_where_the_result_says_at_the_pages_resolution(result: ExtractionResult) -> None:
    picture = np.asarray(_drawn(result))
    middle_of_header_cell, inside_field = picture[160, 400], picture[300, 700]
    assert middle_of_header_cell.tolist() == [255, 255, 255]
    assert inside_field.tolist() != [255, 255, 255]
    assert picture[100, 300].tolist() != [255, 255, 255]  # the header cell's upper edge


def test_doubtful_fields_are_noted_beside_the_page_and_sure_ones_are_not(result: ExtractionResult) -> None:
    notes = [mark.note for mark in marks_of(result, 1).notes]
    assert len(notes) == 2
    assert notes[0].startswith("funds[0].initial_budget  149,000,000.00  0.60  a faint digit")
    assert _drawn(result).width > 800


def test_a_page_without_doubt_keeps_its_size(result: ExtractionResult) -> None:
    assert _drawn(result, number=2).size == (800, 600)


@pytest.mark.parametrize(
    ("status", "confidence", "colour"),
    [
        ("accepted", 0.6, GOOD),
        ("confirmed", 0.1, GOOD),
        ("needs_review", 0.97, UNSURE),
        ("needs_review", 0.7, UNSURE),
        ("needs_review", 0.69, POOR),
    ],
)
def test_colour_tells_whether_to_look_and_how_bad_it_is(
    result: ExtractionResult, status: str, confidence: float, colour: tuple[int, int, int]
) -> None:
    field = result.records[0].fields[0].model_copy(update={"status": status, "confidence": confidence})
    assert colour_of(field) == colour


def test_chinese_has_glyphs_without_any_font_of_the_system() -> None:
    font = typeface(20)
    shapes = {bytes(font.getmask(char)) for char in "项目支出绩效自评表"}
    assert len(shapes) == 9  # a missing glyph would be the same box for all


def test_notes_are_broken_where_they_reach_the_width() -> None:
    font = typeface(10)
    lines = wrapped("一" * 12, font, 50)
    assert "".join(lines) == "一" * 12
    assert all(font.getlength(line) <= 50 for line in lines)
