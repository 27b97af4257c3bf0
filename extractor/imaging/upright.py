"""A page made to stand upright: deskewed, turned, and drawn once from its original pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.imaging.ink import gray_of, ink_mask
from extractor.imaging.segments import Gray, find_segments
from extractor.imaging.settings import ImagingSettings
from extractor.imaging.skew import find_lean
from extractor.imaging.turn import Recognise, find_turn
from extractor.imaging.warp import warp
from models.geometry import Homography, bounding_box
from models.page import Raster, Turn

# Long side of the picture in which lines are sought, pixels: 0.05° is a pixel there, and LSD takes 60 ms.
_ANALYSIS_PX = 1600

# A lean smaller than this is left alone, degrees: one pixel over the width of a page.
_NO_LEAN_DEG = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """``raster`` in the upright frame with its way back; ``turn`` and ``skew_deg`` as in the contract.

    Where ``decided`` is False the page may still lie on its side or head; ``reasons`` say why.
    """

    raster: Raster
    turn: Turn
    skew_deg: float
    decided: bool
    reasons: tuple[str, ...]


def stand_upright(raster: Raster, recognise: Recognise, words: Sequence[str], settings: ImagingSettings) -> Upright:
    """Find lean and turn, and draw the page upright.

    ``recognise`` reads crops of text lines; ``words`` are what a form of the expected kinds says.
    """
    gray = _analysis_gray(raster)
    ink = ink_mask(gray)
    lean = find_lean(find_segments(gray), ink)
    angle = lean.angle_deg if abs(lean.angle_deg) >= _NO_LEAN_DEG else 0.0
    level = _drawn(raster, angle, 0)
    verdict = find_turn(level.pixels, recognise, words, settings)
    upright = level if verdict.turn == 0 else _drawn(raster, angle, verdict.turn)
    return Upright(upright, verdict.turn, angle, verdict.decided, (f"lean read from {lean.source}", verdict.reason))


def _analysis_gray(raster: Raster) -> Gray:
    gray = gray_of(raster.pixels)
    scale = _ANALYSIS_PX / max(gray.shape)
    if scale >= 1.0:
        return gray
    size = (round(gray.shape[1] * scale), round(gray.shape[0] * scale))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _drawn(raster: Raster, lean_deg: float, turn: Turn) -> Raster:
    """The raster turned back by its lean and then clockwise by ``turn``, on paper that holds all of it."""
    if lean_deg == 0.0 and turn == 0:
        return raster
    angle = np.radians(lean_deg - turn)
    # From upright to source: the x axis of the upright page runs at this angle in the source.
    rotation = Homography.of(
        np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    )
    corners = np.array([[0, 0], [raster.width, 0], [raster.width, raster.height], [0, raster.height]])
    box = bounding_box(rotation.inverse().apply(corners))
    shift = Homography.of(np.array([[1, 0, box.x0], [0, 1, box.y0], [0, 0, 1]]))
    return warp(raster, rotation.after(shift), box.width, box.height)
