"""Pages as pictures: as a viewer shows them, or with the boxes of a result drawn on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from extractor.drawing import draw_page
from extractor.imaging import render
from extractor.ingest import open_input
from extractor.settings import Settings
from models.errors import InputError
from models.page import DumpPage, PicturePage
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


def picture(data: bytes, filename: str, page: int, dpi: float, settings: Settings) -> bytes:
    """A PNG of one page, counted from 1, as a viewer shows it: at ``dpi``, or an image's own pixels.

    Raises:
        InputError: the bytes cannot be used, there is no such page, or it is a text dump's.
        PageError: the page cannot be drawn.
    """
    with open_input(data, filename, settings.limits) as opened:
        if not 1 <= page <= opened.page_count:
            raise InputError(f"{filename}: there is no page {page}; it has {opened.page_count}")
        source = opened.page(page)
        if isinstance(source, DumpPage):
            raise InputError(f"{filename}: a text dump has no picture; ask for the file")
        if isinstance(source, PicturePage):
            pixels = source.load()
        else:
            pixels = render(source, replace(settings.imaging, target_dpi=dpi, min_dpi=dpi, max_dpi=dpi)).pixels
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=1)  # the fastest: it is looked at once
    return out.getvalue()
