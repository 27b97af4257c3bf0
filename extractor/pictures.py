"""Pages as pictures: as a viewer shows them, or with the boxes of a result drawn on them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image

from extractor.drawing import draw_page
from extractor.imaging import render, warp
from extractor.ingest import open_input
from extractor.settings import Settings
from models.errors import InputError
from models.geometry import Box
from models.page import DumpPage, PdfPage, PicturePage, Raster
from models.result import ExtractionResult
from models.upright import UprightView

PictureKind = Literal["png", "jpeg", "webp"]

_SAVED_AS: Mapping[PictureKind, tuple[str, Mapping[str, int]]] = {
    "png": ("PNG", {"compress_level": 1}),  # the fastest: it is looked at once
    # A page of a scan in a tenth of the time that the others take, to make and to show; its text stays sharp.
    "jpeg": ("JPEG", {"quality": 85}),
    "webp": ("WEBP", {"quality": 85, "method": 2}),  # for cells: small, and there are many
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at: at ``dpi``, or in an image's own pixels.

    ``rotation`` and ``skew_deg``, those of its ``PageInfo``, stand it upright; without them it is as a viewer shows it.
    ``crop``: only this part of the page as it then stands, in the page's unit; None for all of it.
    """

    dpi: float
    rotation: int = 0
    skew_deg: float = 0.0
    crop: Box | None = None
    kind: PictureKind = "png"


def pictures(data: bytes, result: ExtractionResult, settings: Settings) -> Iterator[tuple[int, bytes]]:
    """Page number and PNG of each page that was read, one at a time. A text dump's pages have no picture.

    ``data`` is the input that ``result`` was extracted from.
    """
    with open_input(data, result.document.filename, settings.limits) as opened:
        for info in result.document.pages:
            source = opened.page(info.number)
            if not isinstance(source, DumpPage):
                yield info.number, draw_page(render(source, settings.imaging), info.number, result)


def picture(data: bytes, filename: str, page: int, settings: Settings, look: Look) -> bytes:
    """One page, counted from 1, as ``look`` says.

    Raises:
        InputError: the bytes cannot be used, there is no such page, or it is a text dump's.
        PageError: the page cannot be drawn.
    """
    seen = Image.fromarray(raster_of(data, filename, page, settings, look).pixels)
    saved_as, options = _SAVED_AS[look.kind]
    out = io.BytesIO()
    seen.save(out, saved_as, **options)
    return out.getvalue()


def raster_of(data: bytes, filename: str, page: int, settings: Settings, look: Look) -> Raster:
    """The pixels of :func:`picture`, which raises the same."""
    with open_input(data, filename, settings.limits) as opened:
        if not 1 <= page <= opened.page_count:
            raise InputError(f"{filename}: there is no page {page}; it has {opened.page_count}")
        source = opened.page(page)
        if isinstance(source, DumpPage):
            raise InputError(f"{filename}: a text dump has no picture; ask for the file")
        shown = _shown(source, look.dpi, settings)
    return _cropped(_upright(shown, look), look.crop)


def _shown(source: PdfPage | PicturePage, dpi: float, settings: Settings) -> Raster:
    if isinstance(source, PicturePage):
        return Raster(source.load(), 1.0)
    return render(source, replace(settings.imaging, target_dpi=dpi, min_dpi=dpi, max_dpi=dpi))


def _upright(shown: Raster, look: Look) -> Raster:
    if look.rotation == 0 and look.skew_deg == 0:
        return shown
    view = UprightView.of(shown.width, shown.height, look.rotation, look.skew_deg)
    return warp(shown, view.to_upright.inverse(), view.width, view.height)


def _cropped(raster: Raster, crop: Box | None) -> Raster:
    if crop is None:
        return raster
    height, width = raster.pixels.shape[:2]
    box = crop.scaled(raster.px_per_unit)
    # At least a pixel, and never beyond the page, however wild the box is.
    x0, y0 = min(max(int(box.x0), 0), width - 1), min(max(int(box.y0), 0), height - 1)
    x1, y1 = min(max(round(box.x1), x0 + 1), width), min(max(round(box.y1), y0 + 1), height)
    return replace(raster, pixels=raster.pixels[y0:y1, x0:x1])
