from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractor.grids import build_grids, unread_ink
from models.page import Raster

PX_PER_UNIT = 2.0


def _read(tables, draw):
    """A table of which only the middle cell was read as blank, and a page with what ``draw`` put there."""
    known = tables.plain(3, 3)
    lines = [tables.line(known.box(span), "字") for span in known.spans if span[:2] != (1, 1)]
    pixels = np.full((400, 500, 3), 250, np.uint8)
    for rule in known.rules():
        at, a, b = (round(v * PX_PER_UNIT) for v in (rule.position, rule.start, rule.end))
        cv2.line(
            pixels, *(((a, at), (b, at)) if rule.orientation == "horizontal" else ((at, a), (at, b))), (0, 0, 0), 2
        )
    for line in lines:
        x0, y0, x1, y1 = (round(v * PX_PER_UNIT) for v in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
        cv2.rectangle(pixels, (x0, y0 + 3), (x1, y1 - 3), (0, 0, 0), 2)
    x, y = (round(v * PX_PER_UNIT) for v in known.box((1, 1, 1, 1)).center)
    draw(pixels, x, y)
    page = replace(tables.page(lines, known.rules()), raster=Raster(pixels, PX_PER_UNIT))
    (grid,) = build_grids(page, tables.layout(lines, known.rules()))
    return page, grid


def _figure(pixels, x, y):
    cv2.putText(pixels, "5", (x - 5, y + 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40, 40, 40), 1)


def _dash(pixels, x, y):
    cv2.line(pixels, (x - 6, y), (x + 6, y), (20, 20, 20), 2)


def _speck(pixels, x, y):
    cv2.circle(pixels, (x, y), 1, (0, 0, 0), -1)


def _seal(pixels, x, y):
    cv2.putText(pixels, "5", (x - 5, y + 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (210, 60, 60), 2)


def _other_side(pixels, x, y):
    cv2.putText(pixels, "5", (x - 5, y + 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (195, 195, 195), 1)


@pytest.mark.parametrize("draw", [_figure, _dash])
def test_print_in_a_cell_without_text_is_unread_ink(tables, draw):
    assert unread_ink(*_read(tables, draw)) == {(1, 1)}


@pytest.mark.parametrize("draw", [lambda *_: None, _speck, _seal, _other_side])
def test_rules_specks_seals_and_print_of_the_other_side_are_none(tables, draw):
    assert unread_ink(*_read(tables, draw)) == frozenset()


@pytest.mark.parametrize(("ruled", "found"), [(False, {(1, 1)}), (True, frozenset())])
def test_a_thin_figure_at_the_side_of_a_cell_is_print_where_no_rule_stands_there(tables, ruled, found):
    page, grid = _read(tables, lambda *_: None)
    pixels = page.raster.pixels.copy()
    box = grid.cell_at(1, 1).box.scaled(PX_PER_UNIT)
    x, y = round(box.x1), round(box.center[1])
    pixels[round(box.y0) + 4 : round(box.y1) - 4, x - 4 : x + 4] = 250
    pixels[y - 6 : y + 6, x - 4 : x] = 40
    rules = [rule for rule in page.rules if ruled or rule.orientation == "horizontal"]
    assert unread_ink(replace(page, rules=tuple(rules), raster=Raster(pixels, PX_PER_UNIT)), grid) == found


def test_a_page_without_pixels_has_none(tables):
    page, grid = _read(tables, _figure)
    assert unread_ink(replace(page, raster=None), grid) == frozenset()
    assert unread_ink(replace(page, number=2), grid) == frozenset()


def test_ink_under_the_line_of_a_cell_is_a_line_that_was_lost(tables):
    page, grid = _read(tables, lambda *_: None)
    cell = grid.cell_at(0, 0)
    pixels = page.raster.pixels.copy()
    x, foot = round(cell.box.center[0] * PX_PER_UNIT), round(cell.box.y1 * PX_PER_UNIT)
    shifted = replace(cell, parts=(replace(cell.parts[0], box=replace(cell.box, y1=cell.box.y1 + 20)),))
    cells = tuple(shifted if one is cell else one for one in grid.cells)
    _figure(pixels, x, foot + 20)
    lost = replace(page, raster=Raster(pixels, PX_PER_UNIT))
    assert (0, 0) not in unread_ink(page, grid)
    assert (0, 0) in unread_ink(lost, replace(grid, cells=cells))
