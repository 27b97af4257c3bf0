"""Pixels of one frame drawn in another, once, from the originals."""

from __future__ import annotations

import cv2
import numpy as np

from models.geometry import Homography, PageMap
from models.page import Pixels, Raster

_WHITE = (255, 255, 255)


def warp(source: Raster, to_source: Homography, width: float, height: float) -> Raster:
    """A raster of ``width`` x ``height`` page units whose points come from where ``to_source`` sends them.

    ``to_source`` maps page units of the new frame to page units of ``source``'s frame; resolution is kept.
    """
    scale = source.px_per_unit
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Raster(
        warp_pixels(source.pixels, in_pixels(to_source, scale, scale), size), scale, _chain(source, to_source)
    )


def in_pixels(to_source: Homography, scale: float, source_scale: float) -> Homography:
    """The same map between pixel centres: page units times scale, less half a pixel."""
    # Page coordinates put the centre of the first pixel at half a pixel; OpenCV puts it at zero.
    to_units = Homography.of(np.array([[1 / scale, 0, 0.5 / scale], [0, 1 / scale, 0.5 / scale], [0, 0, 1]]))
    to_pixels = Homography.of(np.array([[source_scale, 0, -0.5], [0, source_scale, -0.5], [0, 0, 1]]))
    return to_pixels.after(to_source).after(to_units)


def warp_pixels(pixels: Pixels, to_source_px: Homography, size: tuple[int, int]) -> Pixels:
    """Bicubic, on white. A mere quarter turn moves whole pixels and blurs nothing."""
    warped = cv2.warpPerspective(
        pixels,
        to_source_px.array(),
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_WHITE,
    )
    return np.asarray(warped, dtype=np.uint8)


def _chain(source: Raster, to_source: Homography) -> PageMap:
    return PageMap((to_source, *source.to_shown.steps))
