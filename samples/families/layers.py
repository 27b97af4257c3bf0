"""Variants whose text layer lies, and one of the same looks whose layer is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pymupdf
from PIL import Image

from samples import damage
from samples.dice import Dice
from samples.draw import draw_sheets
from samples.families.source import Source
from samples.families.truth import PageTruth
from samples.layout_page import Sheet
from samples.sample import Sample
from samples.scan import scan_page
from samples.sheets.flow import lay_document
from samples.sheets.lies import MapLie, Recogniser, Told, make_lie, shown_by, tell

_NUMBERS = "times"  # the face of numbers where only one of two fonts lies


def _wrong_maps(kind: MapLie) -> Callable[[Source, str], Iterator[Sample]]:
    def make(source: Source, variant: str) -> Iterator[Sample]:
        sheets = source.laid.sheets
        faces = dict.fromkeys(run.face or sheet.face for sheet in sheets for run in sheet.runs)
        told = {face: make_lie(kind, shown_by(sheets, face), source.dice(variant)) for face in faces}
        yield _mapped(source, variant, told)

    return make


def _one_font(source: Source, variant: str) -> Iterator[Sample]:
    """Chinese in one font and numbers in another, and one of the two lies."""
    dice = source.dice(variant)
    style = replace(source.laid.style, number_face=_NUMBERS)
    source = Source(lay_document(source.laid.document, style), source.dice)
    face = dice.pick([style.face, _NUMBERS])
    kind: MapLie = dice.pick(["swapped", "shifted"])
    yield _mapped(source, variant, {face: make_lie(kind, shown_by(source.laid.sheets, face), dice)})


def _mapped(source: Source, variant: str, told: Mapping[str, Told]) -> Sample:
    """The document with these code maps. A page on which no font lies is a good page."""
    sheets = source.laid.sheets
    pages = []
    for page, sheet in zip(source.pages(), sheets, strict=True):
        texts = [(run.face or sheet.face, run.text) for run in sheet.runs]
        lies = any(told.get(face, {}).get(char, char) != char for face, text in texts for char in text)
        pages.append(replace(page, source=None, garbled=True) if lies else page)
    return source.sample(f".{variant}.pdf", tell(draw_sheets(sheets), sheets, told), pages)


def _old_reading(source: Source, variant: str) -> Iterator[Sample]:
    """A scan under the guesses of an old recogniser."""
    dice = source.dice(variant)
    recogniser = Recogniser(slips=dice.real(0.15, 0.6), misses=dice.real(0.0, 0.06))
    layer = [recogniser.read(sheet, dice) for sheet in source.laid.sheets]
    yield _over_scan(source, variant, layer, dice, lies=True)


def _right_reading(source: Source, variant: str) -> Iterator[Sample]:
    """A scan under a layer that is right."""
    yield _over_scan(source, variant, source.laid.sheets, source.dice(variant), lies=False)


def _over_scan(source: Source, variant: str, layer: Sequence[Sheet], dice: Dice, *, lies: bool) -> Sample:
    with pymupdf.open("pdf", draw_sheets(source.laid.sheets)) as document:
        pictures = [_picture(page, dice) for page in document.pages()]
    # A right layer and the scan under it say the same: either may be read.
    where = "ocr" if lies else None
    pages = [PageTruth(-sheet.turn % 360, 0.0, where, lies) for sheet in source.laid.sheets]
    return source.sample(f".{variant}.pdf", draw_sheets(layer, pictures=pictures), pages)


def _picture(page: pymupdf.Page, dice: Dice) -> bytes:
    scan = scan_page(page, "none", "", dice)
    worn = damage.noise(damage.blur(scan.picture, dice.real(0.4, 0.9)), dice.real(2, 6), dice)
    target = BytesIO()
    Image.fromarray(worn).convert("L").save(target, "JPEG", quality=dice.whole(50, 75), dpi=(scan.dpi, scan.dpi))
    return target.getvalue()


LAYERS: Mapping[str, Callable[[Source, str], Iterator[Sample]]] = {
    "lie_swapped": _wrong_maps("swapped"),
    "lie_shifted": _wrong_maps("shifted"),
    "lie_private": _wrong_maps("private"),
    "lie_sequential": _wrong_maps("sequential"),
    "lie_one_font": _one_font,
    "lie_old_ocr": _old_reading,
    "layer_right": _right_reading,
}
