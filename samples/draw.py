"""Laid-out pages drawn as a PDF, the content turned and the page's /Rotate set as asked."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf

from samples.fonts import load_face
from samples.layout_page import Band, LaidForm, Run, Sheet, Stroke


def draw_pdf(
    laid: LaidForm, *, content_turn: int = 0, rotate: int = 0, order: Sequence[Sequence[Run]] | None = None
) -> bytes:
    """A PDF of the form: see ``draw_sheets``."""
    return draw_sheets(laid.sheets(), content_turn=content_turn, rotate=rotate, order=order)


def draw_sheets(
    sheets: Sequence[Sheet],
    *,
    content_turn: int = 0,
    rotate: int = 0,
    order: Sequence[Sequence[Run]] | None = None,
    pictures: Sequence[bytes] | None = None,
) -> bytes:
    """A PDF of the sheets.

    ``content_turn``: degrees clockwise that the content is drawn turned, beside each sheet's own turn; ``rotate``:
    the pages' /Rotate, by which a viewer turns them clockwise. ``order``: for each page the runs in the order of
    the stream. ``pictures``: what each page shows, an encoded picture, under text that is not shown.
    """
    document = pymupdf.open()
    for number, sheet in enumerate(sheets):
        turn = (content_turn + sheet.turn) % 360
        sideways = turn % 180 != 0
        page = document.new_page(
            width=sheet.height if sideways else sheet.width, height=sheet.width if sideways else sheet.height
        )
        runs = order[number] if order else sheet.runs
        faces = list(dict.fromkeys([sheet.face, *(run.face for run in runs if run.face)]))
        for at, face in enumerate(faces):
            page.insert_font(fontname=f"F{at}", fontbuffer=load_face(face).buffer)
        stream = _content(sheet, runs, faces, _turn_matrix(turn, sheet.width, sheet.height), shown=pictures is None)
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, stream.encode("ascii"))
        if pictures:
            page.insert_image(page.rect, stream=pictures[number])
            streams = " ".join(f"{one} 0 R" for one in (*page.get_contents(), xref))
            document.xref_set_key(page.xref, "Contents", f"[{streams}]")
        else:
            page.set_contents(xref)
        if rotate:
            page.set_rotation(rotate)
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


def _content(sheet: Sheet, runs: Sequence[Run], faces: Sequence[str], matrix: tuple[float, ...], *, shown: bool) -> str:
    """The content stream. Text is mirrored back, for the matrix turns y downwards."""
    parts = [f"q {' '.join(f'{number:g}' for number in matrix)} cm {sheet.grey:g} G"]
    parts += [_band(band) for band in sheet.bands]
    parts += [_stroke(stroke, sheet.grey) for stroke in sheet.strokes]
    parts.append("BT 0 g" if shown else "BT 3 Tr")
    for run in runs:
        name = run.face or sheet.face
        face = load_face(name)
        glyphs = "".join(f"{face.glyph(char):04x}" for char in run.text)
        parts.append(f"/F{faces.index(name)} {run.size:g} Tf 1 0 0 -1 {run.x:.2f} {run.y:.2f} Tm <{glyphs}> Tj")
    return "\n".join([*parts, "ET Q"])


def _stroke(stroke: Stroke, grey: float) -> str:
    line = f"{stroke.width:g} w {stroke.x0:g} {stroke.y0:g} m {stroke.x1:g} {stroke.y1:g} l S"
    if not stroke.dash and stroke.grey is None:
        return line
    dash = f"[{stroke.dash:g}] 0 d" if stroke.dash else ""
    return f"q {grey if stroke.grey is None else stroke.grey:g} G {dash} {line} Q"


def _band(band: Band) -> str:
    red, green, blue = (f"{part:g}" for part in band.colour)
    return f"q {red} {green} {blue} rg {band.x0:g} {band.y0:g} {band.x1 - band.x0:g} {band.y1 - band.y0:g} re f Q"
