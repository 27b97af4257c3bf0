"""A table that stands turned, or as a picture, on a page of upright text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
import pymupdf
from PIL import Image

from samples import damage
from samples.container import Container, pack
from samples.dice import Dice
from samples.draw import draw_sheets
from samples.families.reports import duties
from samples.families.source import Source
from samples.families.table import Table
from samples.families.truth import PageTruth
from samples.fonts import load_face
from samples.layout_page import Run, Sheet
from samples.layout_text import break_lines
from samples.sample import Sample
from samples.scan import Grade, scan_document, scan_page
from samples.sheets.style import A4, SheetStyle
from samples.sheets.tables import lay_table

_TEXT_LEADING = 1.6  # of the font size
_GAP = 34.0  # points between the text and the table
_LEAST_SIDE = 250.0  # points: into less no table is squeezed
_MARGIN = 18.0  # points of white around the table on a picture of it
_LEAN = 3.0  # degrees that a pasted picture leans at most


@dataclass(frozen=True, slots=True)
class _Page:
    """Upright text and, at ``box``, a table of its own: ``turn`` is how many degrees clockwise it stands turned."""

    text: Sheet
    table: Sheet
    box: pymupdf.Rect
    turn: int

    @property
    def content_turn(self) -> int:
        """The turn that most characters of the page have."""
        upright, turned = (sum(len(run.text) for run in sheet.runs) for sheet in (self.text, self.table))
        return self.turn if turned > upright else 0


def _page(source: Source, dice: Dice, turn: int) -> _Page | None:
    """The document's table among text; None where it has no table or several, or one that no page so holds."""
    document, style = source.laid.document, source.laid.style
    table = document.blocks[0]
    if len(document.blocks) > 1 or not isinstance(table, Table):
        return None
    above, y = _text(dice, style, style.margin_top)
    below, end = _text(dice, style, 0.0) if dice.chance(0.5) else ([], 0.0)
    across, down = A4[0] - 2 * style.margin_x, A4[1] - style.margin_bottom - y - end - 2 * _GAP
    width, room = (down, across) if turn % 180 else (across, down)
    pieces = lay_table(table, 0, style, width=width, first_room=room, room=room)
    if len(pieces) > 1 or min(width, room) < _LEAST_SIDE:
        return None
    (piece,) = pieces
    part = Sheet(width, piece.height, style.face, piece.runs, piece.strokes, piece.bands, grey=style.grey)
    size = (piece.height, width) if turn % 180 else (width, piece.height)
    left, top = (A4[0] - size[0]) / 2, y + _GAP
    floor = top + size[1] + _GAP
    text = Sheet(*A4, style.face, (*above, *(replace(run, y=run.y + floor) for run in below)), ())
    return _Page(text, part, pymupdf.Rect(left, top, left + size[0], top + size[1]), turn)


def _text(dice: Dice, style: SheetStyle, top: float) -> tuple[list[Run], float]:
    """Paragraphs under ``top``, and where they end."""
    face, size = load_face(style.face), style.size * 1.1
    runs: list[Run] = []
    y = top
    for paragraph in duties(dice).paragraphs:
        for line in break_lines(paragraph, A4[0] - 2 * style.margin_x, size, face, kinsoku=style.kinsoku):
            y += size * _TEXT_LEADING
            runs.append(Run(line, style.margin_x, y, size))
    return runs, y


def _drawn(page: _Page) -> bytes:
    """The page as a PDF with a text layer throughout."""
    with (
        pymupdf.open("pdf", draw_sheets([page.text])) as document,
        pymupdf.open("pdf", draw_sheets([page.table])) as part,
    ):
        document[0].show_pdf_page(page.box, part, 0, rotate=-page.turn)
        return bytes(document.tobytes(garbage=4, deflate=True, no_new_id=True))


def _pasted(page: _Page, dice: Dice) -> bytes:
    """The page with its table as a picture that leans a little, as somebody scanned it."""
    with (
        pymupdf.open("pdf", draw_sheets([page.text])) as document,
        pymupdf.open("pdf", draw_sheets([replace(page.table, turn=page.turn)])) as part,
    ):
        scan = scan_page(part[0], "none", "", dice)
        margin = round(_MARGIN * scan.dpi / 72)
        wide = np.pad(scan.picture, ((margin, margin), (margin, margin), (0, 0)), constant_values=255)
        leaning = damage.lean(wide, round(dice.real(-_LEAN, _LEAN), 2))
        target = BytesIO()
        Image.fromarray(damage.noise(leaning, 3, dice)).save(target, "JPEG", quality=70, dpi=(scan.dpi, scan.dpi))
        box = pymupdf.Rect(page.box.x0 - _MARGIN, page.box.y0 - _MARGIN, page.box.x1 + _MARGIN, page.box.y1 + _MARGIN)
        document[0].insert_image(box, stream=target.getvalue())
        return bytes(document.tobytes(garbage=4, deflate=True, no_new_id=True))


def _turned(source: Source, variant: str, _container: Container | None) -> Iterator[Sample]:
    dice = source.dice("aside")
    page = _page(source, dice, dice.pick([90, 270]))
    if page is not None:
        yield _sample(source, variant, _drawn(page), PageTruth(-page.content_turn % 360, 0.0, "text_layer"))


def _picture(source: Source, variant: str, _container: Container | None) -> Iterator[Sample]:
    dice = source.dice(variant)
    page = _page(source, dice, dice.pick([0, 0, 90, 270]))
    if page is not None:
        yield _sample(source, variant, _pasted(page, dice), PageTruth(0, 0.0, "text_layer"))


def _scanned(grade: Grade) -> Callable[[Source, str, Container | None], Iterator[Sample]]:
    def make(source: Source, variant: str, container: Container | None) -> Iterator[Sample]:
        dice = source.dice("aside")
        page = _page(source, dice, dice.pick([90, 270]))
        if page is None:
            return
        with pymupdf.open("pdf", _drawn(page)) as document:
            (scan,) = scan_document(document, grade, source.laid.document.owner, source.dice(variant))
        truth = PageTruth((scan.rotation - page.content_turn) % 360, scan.skew, "ocr")
        kind: Container = container or "pdf"
        yield _sample(source, variant, pack([scan], kind), truth, grade=grade, kind=kind)

    return make


def _sample(
    source: Source, variant: str, data: bytes, page: PageTruth, *, grade: Grade | None = None, kind: Container = "pdf"
) -> Sample:
    """The document's one table is on its one page."""
    laid = replace(source.laid, table_pages=((1,),))
    return Source(laid, source.dice).sample(f".{variant}.{kind}", data, [page], grade)


ASIDES: Mapping[str, Callable[[Source, str, Container | None], Iterator[Sample]]] = {
    "aside": _turned,
    "aside_picture": _picture,
    "aside_light": _scanned("light"),
    "aside_heavy": _scanned("heavy"),
}
"""Variants of documents of one table that has room beside text; of others there are none."""
