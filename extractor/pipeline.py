"""The whole way of a document, room by room: bytes in, the contract's result out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version

from extractor.accepting import as_said, terms_of, untold
from extractor.document import interpret_document, understand_document
from extractor.grids import join_pages
from extractor.ingest import Opened, open_input
from extractor.keeping import KeptSheets
from extractor.material import Material
from extractor.pages import PageReading
from extractor.profiling import Spent, Stopwatch
from extractor.progress import Progress, Step
from extractor.reading import LayerReader
from extractor.scoring import Observation
from extractor.sheets import Sheet, read_sheet
from extractor.tables import table_of
from extractor.tools import Tools
from models.errors import EngineError, PageError
from models.page import SourcePage, Turn
from models.result import DocumentInfo, EngineInfo, ExtractionResult, PageInfo, ResultWarning


@dataclass(frozen=True, slots=True)
class Extraction:
    """The result, and what lies behind it.

    ``observations`` of each field of each record: what a calibration is fitted on. ``material``: what a review of the
    result starts from. ``profile``: where the time went.
    """

    result: ExtractionResult
    observations: tuple[tuple[Observation, ...], ...]
    material: Material = field(compare=False)
    profile: tuple[Spent, ...] = field(default=(), compare=False)


def extract(
    data: bytes, filename: str, tools: Tools, progress: Progress | None = None, kept: KeptSheets | None = None
) -> Extraction:
    """Extract everything from one document.

    A page that fails becomes a warning and the others go on. A page whose sheet was ``kept`` is not read again.

    Raises:
        InputError: the bytes cannot be used at all; the message names ``filename`` and the remedy.
        EngineError: the OCR engine broke down, not a page.
    """
    tell = progress or (lambda _step: None)
    watch = Stopwatch()
    tools = tools.timed_by(watch)
    with ExitStack() as stack:
        with watch.stage("open"):
            opened = stack.enter_context(open_input(data, filename, tools.settings.limits))
        sheets, failures = _read_pages(opened, tools, tell, kept)
        media_type, page_count = opened.media_type, opened.page_count
        notes = [ResultWarning(code="input_repaired", message=note) for note in opened.notes]
    pages = {sheet.reading.page.number: sheet.reading for sheet in sheets}
    body = tuple((sheet.reading.page.number, line) for sheet in sheets for line in sheet.body)
    with watch.stage("join"):
        heights = {number: reading.page.height for number, reading in pages.items()}
        grids = join_pages([grid for sheet in sheets for grid in sheet.grids], heights, body)
    tell(Step("understanding", page_count, page_count))
    with watch.stage("interpret"):
        interpreted = interpret_document(grids, body, tools)
    with watch.stage("understand"):
        understood = understand_document(interpreted, pages, tools)
    terms = terms_of(understood, tools.acceptance)
    warnings = [
        *notes,
        *failures,
        *(warning for sheet in sheets for warning in sheet.reading.warnings),
        *_no_table(sheets),
        *untold(terms),
    ]
    result = ExtractionResult(
        document=DocumentInfo(
            sha256=hashlib.sha256(data).hexdigest(),
            filename=filename,
            media_type=media_type,
            page_count=page_count,
            pages=tuple(_page_info(reading) for reading in pages.values()),
        ),
        tables=tuple(table_of(index, grid, pages) for index, grid in enumerate(grids)),
        records=tuple(item.record for item in understood),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.page or 0)),
        engine=_engine_info(tools),
        acceptance=tuple(as_said(term, tools.acceptance) for term in terms),
    )
    material = Material.of(interpreted.interpretation, pages.values(), grids, body)
    return Extraction(result, tuple(item.observations for item in understood), material, watch.spent)


def _read_pages(
    opened: Opened, tools: Tools, tell: Progress, kept: KeptSheets | None
) -> tuple[list[Sheet], list[ResultWarning]]:
    """Each page in turn, its pixels let go before the next is opened."""
    sheets: list[Sheet] = []
    failures: list[ResultWarning] = []
    layers = LayerReader(tools.engine)
    for number in range(1, opened.page_count + 1):
        tell(Step("reading", number - 1, opened.page_count))
        try:
            with tools.watch.page(number):
                sheets.append(_sheet(opened, number, tools, layers, kept, before=sheets))
        except EngineError:
            raise
        except PageError as error:
            failures.append(ResultWarning(code=error.code, message=str(error), page=number))
        except Exception as error:  # noqa: BLE001 - whatever a page does to a library, the other pages are still wanted
            message = f"page {number}: {type(error).__name__}: {error}; the other pages were read"
            failures.append(ResultWarning(code=PageError.code, message=message, page=number))
    return sheets, failures


def _sheet(
    opened: Opened,
    number: int,
    tools: Tools,
    layers: LayerReader,
    kept: KeptSheets | None,
    *,
    before: Sequence[Sheet],
) -> Sheet:
    # What a dump's sheet holds depends on the form definitions too, and it costs nothing to read one.
    keeps = kept if opened.media_type != "text/plain" else None
    sheet = keeps.find(number) if keeps else None
    if sheet is not None:
        return sheet
    with tools.watch.stage("open"):
        source = opened.page(number)
    sheet = read_sheet(source, tools, layers, _likely_turn(source, before))
    if keeps:
        keeps.keep(number, sheet)
    return sheet


def _likely_turn(source: SourcePage, before: Sequence[Sheet]) -> Turn | None:
    """How a page lies that says too little to tell: as the last scan of text before it, along the same side of it."""
    scans = (page for sheet in reversed(before) if (page := sheet.reading.page).source == "ocr" and page.lines)
    along = source.width > source.height
    return next((page.rotation for page in scans if (page.shown_width > page.shown_height) == along), None)


def _no_table(sheets: Sequence[Sheet]) -> list[ResultWarning]:
    return [
        ResultWarning(
            code="no_table",
            message=f"page {sheet.reading.page.number}: no table was found on it",
            page=sheet.reading.page.number,
        )
        for sheet in sheets
        if not sheet.grids
    ]


def _page_info(reading: PageReading) -> PageInfo:
    page = reading.page
    return PageInfo(
        number=page.number,
        width=round(page.shown_width, 2),
        height=round(page.shown_height, 2),
        rotation=page.rotation,
        skew=round(page.skew_deg, 2),
        source=page.source,
        garbled=page.garbled,
        quality=round(page.quality, 4),
    )


def _engine_info(tools: Tools) -> EngineInfo:
    return EngineInfo(
        package=f"scanledger {version('scanledger')}",
        ocr=f"{tools.engine.name} {tools.engine.version}",
        catalogue=tools.catalogue.version,
        calibration=tools.calibration.version,
    )
