"""One page, from what came in to a page that stands upright and has been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.asides import Part, part_of_layer, stood_pictures, with_parts, with_parts_upright
from extractor.grids import drawn_band_edges, drawn_rules, find_rules
from extractor.imaging import Cleaned, Reader, clean, put_together, quality_of, render, stand_upright, warp
from extractor.reading import (
    LayerReader,
    OcrEngine,
    TextLayer,
    as_elsewhere,
    as_known_pairs,
    as_labels,
    bared,
    in_one_script,
    read_raster,
    reread,
    split_at_rules,
    surer_of,
    with_asterisks,
    with_clean_ends,
    with_lone_zeros,
    with_number_marks,
    with_percent_signs,
    with_signs_alike,
)
from extractor.tools import Tools
from models.geometry import Box, Homography, PageMap
from models.mosaic import Stood
from models.page import DumpPage, PdfPage, PicturePage, Pixels, Raster, ReadPage, Source, Turn
from models.result import ResultWarning
from models.rule import Rule
from models.text import TextLine

LEAST_CONTRAST = 8
"""Grey levels between the lightest and the darkest pixel of a page that shows something; the faintest print that can
be read differs from its paper by several times as much."""

WHITE = 255


@dataclass(frozen=True, slots=True)
class PageReading:
    """A read page with what only this page's stages know.

    ``seals``, and ``unread``: cells that hold ink which nothing was read from; both as boxes in the upright frame.
    """

    page: ReadPage
    seals: tuple[Box, ...] = ()
    unread: tuple[Box, ...] = ()
    warnings: tuple[ResultWarning, ...] = ()

    def source_of(self, lines: Iterable[TextLine]) -> Source:
        """Where lines of the page came from: pictures on a page that has a text layer are read by an engine."""
        return self.source_by(line.engine for line in lines)

    def source_by(self, engines: Iterable[str]) -> Source:
        """The same by the names of what read them."""
        source = self.page.source
        recognised = any(engine != source for engine in engines)
        return "ocr" if source == "text_layer" and recognised else source


def read_page(
    source: PdfPage | PicturePage, tools: Tools, layers: LayerReader, likely: Turn | None = None
) -> PageReading:
    """Read a page from its text layer where that can be trusted, by OCR otherwise.

    ``layers`` reads the text layers of this page's document, and of no other; ``likely`` is how a scan is turned that
    does not tell it.
    """
    with tools.watch.stage("text layer"):
        layer = layers.read(source) if isinstance(source, PdfPage) else None
    if isinstance(source, PdfPage) and layer is not None and layer.trusted:
        return _from_text_layer(source, layer, tools)
    return _from_pixels(source, layer, tools, likely)


def read_dump(source: DumpPage, lines: Sequence[TextLine]) -> PageReading:
    """A page of a text dump, its order restored."""
    return PageReading(
        ReadPage(
            number=source.number,
            shown_width=source.width,
            shown_height=source.height,
            width=source.width,
            height=source.height,
            lines=tuple(lines),
            rules=(),
            to_shown=PageMap(),
            source="plain_text",
        )
    )


def _from_text_layer(source: PdfPage, layer: TextLayer, tools: Tools) -> PageReading:
    """The layer, with what stands otherwise than the rest and what the page's pictures show, each stood up."""
    rules = drawn_rules(source, layer.to_shown)
    page = ReadPage(
        number=source.number,
        shown_width=source.width,
        shown_height=source.height,
        width=layer.width,
        height=layer.height,
        lines=split_at_rules(layer.lines, rules),
        rules=rules,
        to_shown=layer.to_shown,
        source="text_layer",
        band_edges=drawn_band_edges(source, layer.to_shown),
        rotation=layer.turn,
        garbled=layer.garbled,
        reasons=layer.reasons,
    )
    parts = [part_of_layer(source, aside, layer.to_shown) for aside in layer.asides]
    if not layer.pictures:
        return PageReading(with_parts(page, parts)[0] if parts else page)
    shown = _only_pictures(source, layer, tools)
    stood = stood_pictures(shown, layer.pictures, reader_of(tools.engine), tools)
    parts += [Part(Stood(box, part.width, part.height, part.to_shown)) for box, part in stood.items()]
    if parts:
        page, mosaic = with_parts(page, parts)
        shown = put_together(shown, mosaic, dict(enumerate(stood.items(), len(layer.asides))))
    return PageReading(_with_pictures(page, shown, len(layer.pictures), tools))


def _only_pictures(source: PdfPage, layer: TextLayer, tools: Tools) -> Raster:
    """What a page's pictures show, turned as the layer is; the rest is white."""
    with tools.watch.stage("render"):
        shown = render(source, tools.settings.imaging)
    turned = [step for step in layer.to_shown.steps if isinstance(step, Homography)]
    upright = warp(shown, turned[0], layer.width, layer.height) if turned else shown
    pixels = np.full_like(upright.pixels, WHITE)
    for box in layer.pictures:
        x0, y0, x1, y1 = (round(max(0.0, v) * upright.px_per_unit) for v in (box.x0, box.y0, box.x1, box.y1))
        pixels[y0:y1, x0:x1] = upright.pixels[y0:y1, x0:x1]
    return replace(upright, pixels=pixels)


def _with_pictures(page: ReadPage, pictures: Raster, count: int, tools: Tools) -> ReadPage:
    """The page with what its pictures show: a table that was pasted in as a picture, say. Both in one frame."""
    with tools.watch.stage("clean"):
        cleaned = clean(pictures)
    rules, lines = _read_pixels(cleaned, tools)
    merged = sorted((*page.lines, *lines), key=lambda line: (line.box.y0, line.box.x0))
    told = f"its pictures, {count}, were read by {tools.engine.name}"
    return replace(page, lines=tuple(merged), rules=(*page.rules, *rules), reasons=(*page.reasons, told))


def _read_pixels(cleaned: Cleaned, tools: Tools) -> tuple[tuple[Rule, ...], tuple[TextLine, ...]]:
    """The rules and the lines of an upright page of pixels."""
    with tools.watch.stage("rules"):
        rules = find_rules(cleaned.raster, tools.both)
    with tools.watch.stage("lines"):
        bare = bared(cleaned.raster, rules)
        lines = read_raster(cleaned.raster, bare, rules, tools.engine, tools.settings.reading, both=tools.both)
        again = with_clean_ends(_read_doubtful_again(lines, bare, tools), rules)
        words = tools.definitions.words
        settled = as_known_pairs(as_elsewhere(in_one_script(again)), words)
        labelled = with_asterisks(as_labels(settled, words), bare, words)
        signed = with_percent_signs(with_signs_alike(labelled, bare))
        return rules, with_lone_zeros(with_number_marks(signed))


def reader_of(engine: OcrEngine) -> Reader:
    """The engine as what tells turns."""

    def recognise(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [(read.text, read.probability) for read in engine.recognise(crops)]

    return Reader(recognise, engine.detect)


def _from_pixels(
    source: PdfPage | PicturePage, layer: TextLayer | None, tools: Tools, likely: Turn | None
) -> PageReading:
    settings = tools.settings
    reader = reader_of(tools.engine)
    with tools.watch.stage("render"):
        shown = render(source, settings.imaging)
    if int(shown.pixels.max()) - int(shown.pixels.min()) < LEAST_CONTRAST:
        return _blank(source, layer)
    with tools.watch.stage("pose"):
        words = tools.definitions.words
        upright = stand_upright(shown, reader, words, settings.imaging, tools.both, likely=likely)
    with tools.watch.stage("clean"):
        level = clean(upright.raster)
        cleaned, quality = tools.both(
            lambda: with_parts_upright(level, reader, tools), lambda: quality_of(level.raster.pixels)
        )
    rules, lines = _read_pixels(cleaned, tools)
    page = ReadPage(
        number=source.number,
        shown_width=source.width,
        shown_height=source.height,
        width=cleaned.raster.width,
        height=cleaned.raster.height,
        lines=lines,
        rules=rules,
        to_shown=cleaned.raster.to_shown,
        source="ocr",
        rotation=upright.turn,
        skew_deg=upright.skew_deg,
        garbled=layer is not None and layer.garbled,
        quality=quality,
        reasons=(*(layer.reasons if layer else ()), *upright.reasons),
        raster=cleaned.raster,
    )
    # A page without a line of text has no up, and nobody needs to hear of it.
    warnings = () if upright.decided or not lines else (_undecided(source.number, upright.reasons),)
    return PageReading(page, seals=cleaned.seals, warnings=warnings)


def _blank(source: PdfPage | PicturePage, layer: TextLayer | None) -> PageReading:
    """A page that shows nothing at all, which no engine need be asked about."""
    return PageReading(
        ReadPage(
            number=source.number,
            shown_width=source.width,
            shown_height=source.height,
            width=source.width,
            height=source.height,
            lines=(),
            rules=(),
            to_shown=PageMap(),
            source="ocr",
            garbled=layer is not None and layer.garbled,
            reasons=(*(layer.reasons if layer else ()), "the page is blank"),
        )
    )


def _read_doubtful_again(lines: Sequence[TextLine], bare: Raster, tools: Tools) -> tuple[TextLine, ...]:
    """Lines with a weak glyph, read once more, alone and larger; the surer of the two readings stays."""
    limit = tools.settings.reading.reread_below
    doubtful = [i for i, line in enumerate(lines) if line.probability < limit]
    again = reread(bare, [lines[i].box for i in doubtful], tools.engine, tools.settings.reading)
    result = list(lines)
    for i, second in zip(doubtful, again, strict=True):
        if second is not None:
            result[i] = surer_of(lines[i], second)
    return tuple(result)


def _undecided(page: int, reasons: Sequence[str]) -> ResultWarning:
    message = f"page {page}: which way is up could not be decided ({'; '.join(reasons)}); read as it stands best"
    return ResultWarning(code="turn_undecided", message=message, page=page)
