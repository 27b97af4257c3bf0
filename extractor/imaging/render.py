"""A page as pixels, in the shown frame, at a resolution that OCR can use."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pymupdf

from extractor.imaging.settings import ImagingSettings
from models.errors import PageError
from models.page import PdfPage, PicturePage, Pixels, Raster

POINTS_PER_INCH = 72.0

# Share of the page that a picture must cover to be taken for the scanned page itself.
_FULL_PAGE_SHARE = 0.6


def render(page: PdfPage | PicturePage, settings: ImagingSettings) -> Raster:
    """The page's pixels in the shown frame. Raises ``PageError`` where it cannot be drawn or decoded.

    A PDF page is drawn near the resolution of the scan that fills it, or at ``target_dpi`` where none does;
    a picture keeps its own pixels unless they are far too many or too few.
    """
    return _render_pdf(page, settings) if isinstance(page, PdfPage) else _render_picture(page, settings)


def _render_pdf(page: PdfPage, settings: ImagingSettings) -> Raster:
    try:
        scan_dpi = _scan_dpi(page)
        dpi = settings.target_dpi if scan_dpi is None else min(max(scan_dpi, settings.min_dpi), settings.max_dpi)
        scale = min(dpi / POINTS_PER_INCH, math.sqrt(settings.max_pixels / (page.width * page.height)))
        drawn = page.painted.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    except (RuntimeError, ValueError, ZeroDivisionError) as error:
        raise PageError(page.number, "drawing", f"{error}; print the PDF anew") from error
    rows = np.frombuffer(drawn.samples, dtype=np.uint8).reshape(drawn.height, drawn.stride)
    return Raster(rows[:, : drawn.width * 3].reshape(drawn.height, drawn.width, 3), scale)


def _scan_dpi(page: PdfPage) -> float | None:
    """The resolution of the picture that fills the page, or None where none does."""
    best: float | None = None
    for picture in page.handle.get_image_info():
        box = pymupdf.Rect(picture["bbox"])
        covered = box & page.handle.rect
        if covered.is_empty or covered.get_area() < _FULL_PAGE_SHARE * page.width * page.height:
            continue
        # By area: the picture may be turned against its box.
        dpi = POINTS_PER_INCH * math.sqrt(picture["width"] * picture["height"] / box.get_area())
        best = dpi if best is None else max(best, dpi)
    return best


def _render_picture(page: PicturePage, settings: ImagingSettings) -> Raster:
    pixels = page.load()
    scale = _picture_scale(pixels, settings)
    if scale == 1.0:
        return Raster(pixels, 1.0)
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    resized = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    return Raster(np.asarray(resized, dtype=np.uint8), size[0] / width)


def _picture_scale(pixels: Pixels, settings: ImagingSettings) -> float:
    height, width = int(pixels.shape[0]), int(pixels.shape[1])
    if width * height > settings.max_pixels:
        return math.sqrt(settings.max_pixels / (width * height))
    return min(max(1.0, settings.min_long_side_px / max(width, height)), settings.max_enlargement)
