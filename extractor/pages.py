"""One page, from what came in to a page that stands upright and has been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.grids import drawn_rules, find_rules
from extractor.imaging import clean, render, stand_upright
from extractor.reading import LayerReader, TextLayer, in_one_script, read_raster, reread, split_at_rules, surer_of
from extractor.tools import Tools
from models.geometry import Box, PageMap
from models.page import DumpPage, PdfPage, PicturePage, Pixels, Raster, ReadPage
from models.result import ResultWarning
from models.rule import Rule
from models.text import TextLine

LEAST_CONTRAST = 8
"""Grey levels between the lightest and the darkest pixel of a page that shows something; the faintest print that can
be read differs from its paper by several times as much."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """A read page with what only this page's stages know.

    ``seals``, and ``unread``: blank cells that hold ink; both as boxes in the upright frame.
    """

    page: ReadPage
    seals: tuple[Box, ...] = ()
    unread: tuple[Box, ...] = ()
    warnings: tuple[ResultWarning, ...] = ()


def read_page(source: PdfPage | PicturePage, tools: Tools, layers: LayerReader) -> PageReading:
    """Read a page from its text layer where that can be trusted, by OCR otherwise.

    ``layers`` reads the text layers of this page's document, and of no other.
    """
    layer = layers.read(source) if isinstance(source, PdfPage) else None
    if isinstance(source, PdfPage) and layer is not None and layer.trusted:
        return _from_text_layer(source, layer)
    return _from_pixels(source, layer, tools)


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


def _from_text_layer(source: PdfPage, layer: TextLayer) -> PageReading:
    rules = drawn_rules(source, layer.to_shown)
    return PageReading(
        ReadPage(
            number=source.number,
            shown_width=source.width,
            shown_height=source.height,
            width=layer.width,
            height=layer.height,
            lines=split_at_rules(layer.lines, rules),
            rules=rules,
            to_shown=layer.to_shown,
            source="text_layer",
            rotation=layer.turn,
            garbled=layer.garbled,
            reasons=layer.reasons,
        )
    )


def _from_pixels(source: PdfPage | PicturePage, layer: TextLayer | None, tools: Tools) -> PageReading:
    settings = tools.settings

    def recognise(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [(read.text, read.probability) for read in tools.engine.recognise(crops)]

    shown = render(source, settings.imaging)
    if int(shown.pixels.max()) - int(shown.pixels.min()) < LEAST_CONTRAST:
        return _blank(source, layer)
    upright = stand_upright(shown, recognise, tools.definitions.words, settings.imaging)
    cleaned = clean(upright.raster)
    rules = find_rules(cleaned.raster)
    lines = read_raster(cleaned.raster, rules, tools.engine, settings.reading)
    lines = in_one_script(_read_doubtful_again(lines, rules, cleaned.raster, tools))
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
        quality=cleaned.quality,
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


def _read_doubtful_again(
    lines: Sequence[TextLine], rules: Sequence[Rule], raster: Raster, tools: Tools
) -> tuple[TextLine, ...]:
    """Lines with a weak glyph, read once more, alone and larger; the surer of the two readings stays."""
    limit = tools.settings.reading.reread_below
    doubtful = [i for i, line in enumerate(lines) if line.probability < limit]
    again = reread(raster, [lines[i].box for i in doubtful], tools.engine, tools.settings.reading, rules)
    result = list(lines)
    for i, second in zip(doubtful, again, strict=True):
        if second is not None:
            result[i] = surer_of(lines[i], second)
    return tuple(result)


def _undecided(page: int, reasons: Sequence[str]) -> ResultWarning:
    message = f"page {page}: which way is up could not be decided ({'; '.join(reasons)}); read as it stands best"
    return ResultWarning(code="turn_undecided", message=message, page=page)
