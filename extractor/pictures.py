"""A result's pages as pictures with its boxes drawn on them. Needs the input and the result, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.drawing import draw_page
from extractor.imaging import render
from extractor.ingest import open_input
from extractor.settings import Settings
from models.page import DumpPage
from models.result import ExtractionResult


def pictures(data: bytes, result: ExtractionResult, settings: Settings) -> Iterator[tuple[int, bytes]]:
    """Page number and PNG of each page that was read, one at a time. A text dump's pages have no picture.

    ``data`` is the input that ``result`` was extracted from.
    """
    with open_input(data, result.document.filename, settings.limits) as opened:
        for info in result.document.pages:
            source = opened.page(info.number)
            if not isinstance(source, DumpPage):
                yield info.number, draw_page(render(source, settings.imaging), info.number, result)
