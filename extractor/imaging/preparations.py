"""A cell's pixels prepared in several ways: what one of them hides another may show."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from models.page import Pixels

DARKEST, LIGHTEST = 2, 98
"""Percentiles of a cell's grey that become black and white: specks and stains beyond them count for nothing."""

STROKE_PX = 2
"""By so much strokes grow or shrink: at 300 dpi a stroke of small print is some five pixels wide."""


def preparations(pixels: Pixels) -> Mapping[str, Pixels]:
    """RGB of shape (height, width, 3), by what was done: ``plain``, ``colourless``, ``contrast``, ``bold``, ``thin``.

    ``colourless`` shows coloured seals and lines as light as paper. ``bold`` closes broken strokes, ``thin`` opens
    those that ran together.
    """
    lightness = pixels.max(axis=2)
    dark, light = np.percentile(lightness, (DARKEST, LIGHTEST))
    spread = np.clip((lightness.astype(np.float32) - dark) * (255 / max(1.0, light - dark)), 0, 255).astype(np.uint8)
    stroke = np.ones((STROKE_PX, STROKE_PX), dtype=np.uint8)
    grays = {
        "colourless": lightness,
        "contrast": spread,
        "bold": cv2.erode(spread, stroke),
        "thin": cv2.dilate(spread, stroke),
    }
    return {"plain": pixels, **{name: np.repeat(gray[:, :, None], 3, axis=2) for name, gray in grays.items()}}
