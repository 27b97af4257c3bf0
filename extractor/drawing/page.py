"""One page with its grid, its fields and what is doubtful about them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from extractor.drawing.marks import BBox, FieldMark, Marks, marks_of
from extractor.drawing.typeface import typeface, wrapped
from models.page import Raster
from models.result import ExtractionResult

_CELL_COLOUR = (60, 110, 220, 160)
_FILL_ALPHA = 45  # of 255: print stays readable under the colour
_LETTERS_PER_PAGE = 90  # letters' heights in the page's longer side: small, and still readable on a screen
_SIDE_SHARE = 0.45  # of the page's width, for the notes beside it
_MIN_SIDE_LETTERS = 30  # so that notes beside a narrow page are not one word a line


def draw_page(shown: Raster, number: int, result: ExtractionResult) -> bytes:
    """A PNG of page ``number`` of ``result`` as a viewer shows it, with its boxes drawn on it.

    Cells are outlined in blue. A field's box is green, or amber or red where it is doubtful; it then bears a
    number, and beside the page stand that field's path, text, confidence and reason. ``shown`` is the page in
    the shown frame; its own ``to_shown`` is not used.
    """
    marks = marks_of(result, number)
    page = Image.fromarray(shown.pixels).convert("RGBA")
    font = typeface(max(page.size) / _LETTERS_PER_PAGE)
    page = Image.alpha_composite(page, _overlay(page.size, marks, font, shown.px_per_unit))
    picture = _beside(page, marks, font) if marks.notes else page
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _overlay(size: tuple[int, int], marks: Marks, font: ImageFont.FreeTypeFont, scale: float) -> Image.Image:
    overlay = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(overlay)
    stroke = max(1, round(font.size / 10))
    for cell in marks.cells:
        draw.rectangle(_scaled(cell, scale), outline=_CELL_COLOUR, width=stroke)
    # The least sure last: where two fields share a cell, doubt must not be painted over.
    for mark in sorted(marks.fields, key=lambda mark: -mark.confidence):
        box = _scaled(mark.bbox, scale)
        draw.rectangle(box, fill=(*mark.colour, _FILL_ALPHA), outline=(*mark.colour, 255), width=stroke)
    for mark in marks.notes:
        _badge(draw, mark, font, scale)
    return overlay


def _badge(draw: ImageDraw.ImageDraw, mark: FieldMark, font: ImageFont.FreeTypeFont, scale: float) -> None:
    x0, y0, _, _ = _scaled(mark.bbox, scale)
    text = str(mark.number)
    draw.rectangle((x0, y0, x0 + font.getlength(text) + font.size / 2, y0 + font.size * 1.1), fill=(*mark.colour, 255))
    draw.text((x0 + font.size / 4, y0), text, font=font, fill=(255, 255, 255, 255))


def _beside(page: Image.Image, marks: Marks, font: ImageFont.FreeTypeFont) -> Image.Image:
    """The page with its notes on the right; longer than the page where there are many."""
    side = int(max(page.width * _SIDE_SHARE, font.size * _MIN_SIDE_LETTERS))
    margin = font.size
    lines = [
        (mark, line) for mark in marks.notes for line in wrapped(f"{mark.number}  {mark.note}", font, side - 2 * margin)
    ]
    pitch = font.size * 1.4
    height = max(page.height, int(2 * margin + pitch * len(lines)))
    canvas = Image.new("RGB", (page.width + side, height), "white")
    canvas.paste(page, (0, 0))
    draw = ImageDraw.Draw(canvas)
    for index, (mark, line) in enumerate(lines):
        draw.text((page.width + margin, margin + index * pitch), line, font=font, fill=mark.colour)
    return canvas


def _scaled(bbox: BBox, scale: float) -> BBox:
    x0, y0, x1, y1 = (value * scale for value in bbox)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
