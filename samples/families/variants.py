"""The variants of a document of tables: born-digital, turned, scrambled, dumped, scanned, and with layers that lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pymupdf

from samples.container import Container, pack
from samples.draw import draw_sheets
from samples.families.asides import ASIDES
from samples.families.layers import LAYERS
from samples.families.source import Source
from samples.families.truth import PageTruth
from samples.fonts import load_face
from samples.layout_page import LaidPage
from samples.sample import Sample
from samples.scan import Grade, scan_document
from samples.scramble import Habits, scramble
from samples.sheets.dump import line_dump, tab_dump
from samples.sheets.flow import lay_document


def draw_variant(source: Source, variant: str, container: Container | None) -> Iterator[Sample]:
    """The variant's files: one, or a PDF and its dump."""
    if variant in LAYERS:
        yield from LAYERS[variant](source, variant)
    elif variant in ASIDES:
        yield from ASIDES[variant](source, variant, container)
    elif variant in _SCANS:
        yield _scanned(source, _SCANS[variant], container)
    else:
        yield from _DRAWN[variant](source)


def _born(source: Source) -> Iterator[Sample]:
    yield source.sample(".born.pdf", draw_sheets(source.laid.sheets), source.pages())


def _rotate(source: Source) -> Iterator[Sample]:
    """Upright content on pages that /Rotate turns."""
    rotate = source.dice("rotate").pick([90, 180, 270])
    yield source.sample(".rotate.pdf", draw_sheets(source.laid.sheets, rotate=rotate), source.pages(rotate))


def _rotate_upright(source: Source) -> Iterator[Sample]:
    """Turned content that /Rotate sets upright again."""
    rotate = source.dice("rotate_upright").pick([90, 180, 270])
    data = draw_sheets(source.laid.sheets, content_turn=(360 - rotate) % 360, rotate=rotate)
    yield source.sample(".rotate_upright.pdf", data, source.pages())


def _scrambled(source: Source) -> Iterator[Sample]:
    """Turned content whose text layer has the scrambled order, and the dump of that layer.

    Only documents of one table come so: the producers that scramble write a page for each form.
    """
    if len(source.laid.tables) != 1:
        return
    dice = source.dice("scrambled")
    turn = dice.pick([90, 270, 270])
    style = replace(source.laid.style, number_face="")  # a cell's head and tail are set in one face
    source = Source(lay_document(source.laid.document, style), source.dice)
    width = load_face(style.face).width
    habits = Habits.of(dice)
    laid = [LaidPage(sheet.runs, sheet.strokes) for sheet in source.laid.sheets]
    pages = [scramble(page, width, style.leading, habits, dice) for page in laid]
    order = [[run for line in lines for run in line.runs] for lines in pages]
    data = draw_sheets(source.laid.sheets, content_turn=turn, order=order)
    yield source.sample(".scrambled.pdf", data, source.pages(turn))
    if not source.laid.tables[0].linear:
        return
    text = "\n".join(line.text for lines in pages for line in lines)
    yield source.sample(".scrambled.txt", text.encode(), [PageTruth(0, 0.0, "plain_text")])


def _dump(source: Source) -> Iterator[Sample]:
    """Lines with spaces between cells, of documents that such lines can tell."""
    if not all(table.linear for table in source.laid.tables):
        return
    text = "\n".join(line_dump(source.laid))
    yield source.sample(".dump.txt", text.encode(), [PageTruth(0, 0.0, "plain_text")])


def _dump_tabs(source: Source) -> Iterator[Sample]:
    text = "\n".join(tab_dump(source.laid, source.dice("dump_tabs")))
    yield source.sample(".dump_tabs.txt", text.encode(), [PageTruth(0, 0.0, "plain_text")])


def _scanned(source: Source, grade: Grade, container: Container | None) -> Sample:
    dice = source.dice(f"scan {grade}")
    drawn: Container = dice.pick(["pdf", "pdf", "pdf", "pdf", "pdf", "pdf", "tif", "tif", "png", "jpg"])
    kind = container or drawn
    if kind in ("png", "jpg") and len(source.laid.sheets) > 1:  # they hold one page
        kind = "pdf"
    with pymupdf.open("pdf", draw_sheets(source.laid.sheets)) as document:
        scans = scan_document(document, grade, source.laid.document.owner, dice)
    pages = [
        PageTruth((scan.rotation - sheet.turn) % 360, scan.skew, "ocr")
        for scan, sheet in zip(scans, source.laid.sheets, strict=True)
    ]
    return source.sample(f".{grade}.{kind}", pack(scans, kind), pages, grade)


_DRAWN: Mapping[str, Callable[[Source], Iterator[Sample]]] = {
    "born": _born,
    "rotate": _rotate,
    "rotate_upright": _rotate_upright,
    "scrambled": _scrambled,
    "dump": _dump,
    "dump_tabs": _dump_tabs,
}
_SCANS: Mapping[str, Grade] = {"none": "none", "light": "light", "heavy": "heavy", "worst": "worst"}
DOCUMENT_VARIANTS = (*_DRAWN, *_SCANS, *LAYERS, *ASIDES)
