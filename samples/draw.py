"""Laid-out pages drawn as a PDF, the content turned and the page's /Rotate set as asked."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf

from samples.fonts import Face, load_face
from samples.layout_page import LaidForm, LaidPage, Run, Stroke


def draw_pdf(
    laid: LaidForm, *, content_turn: int = 0, rotate: int = 0, order: Sequence[Sequence[Run]] | None = None
) -> bytes:
    """A PDF of the form.

    ``content_turn``: degrees clockwise that the content is drawn turned; ``rotate``: the pages' /Rotate, by which
    a viewer turns them clockwise. ``order``: for each page the runs in the order of the stream.
    """
    face = load_face(laid.style.face)
    document = pymupdf.open()
    width, height = laid.style.page_width, laid.style.page_height
    sideways = content_turn % 180 != 0
    for number, page in enumerate(laid.pages):
        sheet = document.new_page(width=height if sideways else width, height=width if sideways else height)
        sheet.insert_font(fontname="F0", fontbuffer=face.buffer)
        runs = order[number] if order else page.runs
        stream = _content(page, runs, face, laid.style.grey, _turn_matrix(content_turn, width, height))
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, stream.encode("ascii"))
        sheet.set_contents(xref)
        if rotate:
            sheet.set_rotation(rotate)
    document.subset_fonts()
    document.set_metadata({})
    data = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    document.close()
    return bytes(data)


def _turn_matrix(turn: int, width: float, height: float) -> tuple[float, ...]:
    """From upright points (origin top left, y down) to the turned sheet's PDF space (origin bottom left, y up)."""
    return {
        0: (1, 0, 0, -1, 0, height),
        90: (0, -1, -1, 0, height, width),
        180: (-1, 0, 0, 1, width, 0),
        270: (0, 1, 1, 0, 0, 0),
    }[turn % 360]


def _content(page: LaidPage, runs: Sequence[Run], face: Face, grey: float, matrix: tuple[float, ...]) -> str:
    """The content stream. Text is mirrored back, for the matrix turns y downwards."""
    parts = [f"q {' '.join(f'{number:g}' for number in matrix)} cm {grey:g} G"]
    parts += [_stroke(stroke) for stroke in page.strokes]
    parts.append("BT 0 g")
    for run in runs:
        glyphs = "".join(f"{face.glyph(char):04x}" for char in run.text)
        parts.append(f"/F0 {run.size:g} Tf 1 0 0 -1 {run.x:.2f} {run.y:.2f} Tm <{glyphs}> Tj")
    return "\n".join([*parts, "ET Q"])


def _stroke(stroke: Stroke) -> str:
    return f"{stroke.width:g} w {stroke.x0:g} {stroke.y0:g} m {stroke.x1:g} {stroke.y1:g} l S"
