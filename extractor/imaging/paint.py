"""How light the print under a seal's paint is, told by brightness and colour around each pixel.

Brightness is sharp and shows paint and ink alike. Colour shows the paint alone, but cameras and JPEG keep it at half
the resolution or less, so that no single pixel says how much of its darkness is paint. How the two go together around a
pixel was fitted on generated seals (``benchmarks/seals_fit.py``) and stands as data in ``data/seal_paint.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import yaml

from models.page import Pixels

Reals = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)

SURE_LEAD = 40
"""By so much, of 255, the strongest channel leads the others where a pixel is surely paint."""

_FEWEST_SURE = 50
"""With fewer pixels of sure paint nothing can be said of its colour: a millimetre of a rim has as many."""

_LEAST_LEAD = 0.08
"""Lead of the paint's channel, of 1, below which its ratio to darkness is mostly noise."""

_TINGED = 0.06
"""Darkness by paint, of 1, from which a pixel may be painted; colour bleeds a little beyond that."""

_BLEEDS_PX = 5

BRIGHT_REACH_PX = 5
"""Brightness is looked at so far around a pixel: a stroke of print or of a seal, and the paper on both its sides."""

TINGE_STEPS_PX = (-8, -6, -4, -2, 0, 2, 4, 6, 8)
"""Colour is looked at in these steps across and down: JPEG keeps it for squares of two pixels, and bleeds by eight."""


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """Paint on a part of a page, shapes (height, width).

    ``bright``: luma, 0 to 1. ``tinge``: the darkness that the colour there tells, 0 to about 1. ``painted``: where
    paint may be. ``strength``: the darkness of the paint itself.
    """

    bright: Reals
    tinge: Reals
    painted: npt.NDArray[np.bool_]
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """Two layers of rectified sums and a last sum, each (weights, offsets); inputs less ``middle``, over ``spread``."""

    middle: Reals
    spread: Reals
    first: tuple[Reals, Reals]
    second: tuple[Reals, Reals]
    last: tuple[Reals, Reals]

    def lightness(self, inputs: Reals) -> Reals:
        """Of inputs (n, features), the lightness of the print, n values of 0 to 1."""
        hidden = (inputs - self.middle) / self.spread
        for weights, offsets in (self.first, self.second):
            hidden = np.maximum(hidden @ weights + offsets, 0)
        weights, offsets = self.last
        return np.asarray(np.clip(hidden @ weights + offsets, 0, 1)[:, 0], np.float32)


def find_paint(part: Pixels) -> Paint | None:
    """The paint on a part of a page with even light; None where there is hardly any."""
    lead = lead_of(np.asarray(cv2.blur(part, (3, 3)), dtype=np.uint8))
    sure = lead > SURE_LEAD
    if int(sure.sum()) < _FEWEST_SURE:
        return None
    rgb = part.astype(np.float32) / 255
    channel = int(part[sure].mean(axis=0).argmax())
    others = [other for other in range(3) if other != channel]
    colour = rgb[:, :, channel] - rgb[:, :, others].mean(axis=2)
    bright = np.asarray(rgb @ _LUMA, np.float32)
    # The middle of broad strokes: their rims are mixed with paper.
    inner = cv2.erode(sure.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    inner &= colour > _LEAST_LEAD
    if int(inner.sum()) < _FEWEST_SURE:
        inner = sure & (colour > _LEAST_LEAD)
    if not inner.any():
        return None
    tinge = np.clip(colour * float(np.median((1 - bright[inner]) / colour[inner])), -0.1, 1.5).astype(np.float32)
    tinged = (tinge > _TINGED).astype(np.uint8)
    painted = cv2.dilate(tinged, np.ones((_BLEEDS_PX, _BLEEDS_PX), np.uint8)) > 0
    return Paint(bright, tinge, painted, float(np.median(1 - bright[inner])))


def inputs_at(paint: Paint, ys: Places, xs: Places) -> Reals:
    """What is looked at around each of n pixels, shape (n, features)."""
    reach = BRIGHT_REACH_PX
    margin = max(reach, *TINGE_STEPS_PX)
    bright = np.pad(paint.bright, margin, mode="edge")
    tinge = np.pad(np.asarray(cv2.blur(paint.tinge, (2, 2)), np.float32), margin, mode="edge")
    ys, xs = ys + margin, xs + margin
    near = range(-reach, reach + 1)
    columns = [bright[ys + down, xs + across] for down in near for across in near]
    columns += [tinge[ys + down, xs + across] for down in TINGE_STEPS_PX for across in TINGE_STEPS_PX]
    columns += [np.full(len(ys), paint.strength, np.float32)]
    return np.stack(columns, axis=1)


def without_paint(part: Pixels) -> Pixels:
    """The part of a page, grey as its print is where paint lay; elsewhere as it was."""
    paint = find_paint(part)
    if paint is None:
        return part
    ys, xs = np.nonzero(paint.painted)
    lightness = fitted_layers().lightness(inputs_at(paint, ys, xs))
    result = part.copy()
    result[ys, xs] = np.rint(lightness * 255).astype(np.uint8)[:, None]
    return result


@cache
def fitted_layers() -> Layers:
    """The layers that come with the package."""
    kept = yaml.safe_load(resources.files("extractor.data").joinpath("seal_paint.yaml").read_text("utf-8"))
    return Layers(
        middle=_row(kept["middle"]),
        spread=_row(kept["spread"]),
        first=_layer(kept["first"]),
        second=_layer(kept["second"]),
        last=_layer(kept["last"]),
    )


def _layer(kept: Mapping[str, Any]) -> tuple[Reals, Reals]:
    return np.stack([_row(row) for row in kept["weights"]]), _row(kept["offsets"])


def _row(kept: str) -> Reals:
    return np.array(kept.split(), np.float32)


def lead_of(pixels: Pixels) -> npt.NDArray[np.int16]:
    """By how much red leads green and blue, or blue leads the others; whichever is more."""
    red, green, blue = (pixels[:, :, channel].astype(np.int16) for channel in range(3))
    return np.asarray(np.maximum(red - np.maximum(green, blue), blue - np.maximum(red, green)), dtype=np.int16)
