"""Pictures of single glyphs as vectors that can be compared across typefaces, sizes and weights."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Ink = npt.NDArray[np.float32]
"""Shape (height, width): 0 is paper, 1 is the darkest print."""

Vectors = npt.NDArray[np.float32]
"""Shape (n, LENGTH), rows of length 1: their products are likenesses, 1 for equal pictures."""

SIDE_PX = 32
"""Every glyph is brought to a square of this side: the size of 11 pt print at 200 dpi."""

CELLS, DIRECTIONS = 8, 8
"""Strokes are counted by direction in so many cells a side: fine enough to tell 未 from 末 within a typeface, and
coarse enough to find 未 in another one. The classic measure for recognising printed Chinese."""

LENGTH = DIRECTIONS * CELLS * CELLS

SPREAD = 0.6
"""How far, in cells, a stroke counts beside its own cell."""

INKED = 0.35
"""Ink darker than this bounds the glyph; paler is the soft rim that drawing leaves."""


def trimmed(ink: Ink) -> Ink | None:
    """The part that holds the glyph; None where there is no ink."""
    if not ink.size:
        return None
    dark = ink > INKED
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def vectors(glyphs: Sequence[Ink]) -> Vectors:
    """One row for each trimmed glyph."""
    if not glyphs:
        return np.zeros((0, LENGTH), dtype=np.float32)
    squares = np.pad(np.stack([_square(glyph) for glyph in glyphs]), ((0, 0), (2, 2), (2, 2)))
    across = squares[:, 1:-1, 2:] - squares[:, 1:-1, :-2]
    down = squares[:, 2:, 1:-1] - squares[:, :-2, 1:-1]
    counted = np.sqrt(_by_cell(_by_direction(across, down)))
    centred = counted - counted.mean(axis=1, keepdims=True)
    return np.asarray(centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def _square(glyph: Ink) -> Ink:
    shrinks = min(glyph.shape) > SIDE_PX
    resized = cv2.resize(glyph, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    return np.asarray(resized, dtype=np.float32)


def _by_direction(across: Ink, down: Ink) -> Ink:
    """The strength of each pixel's edge, shared by the two nearest directions: shape (n, directions, side, side)."""
    angle = np.arctan2(down, across) / (2 * np.pi) * DIRECTIONS
    strength = np.hypot(across, down)
    low = np.floor(angle)
    share = angle - low
    lower = low.astype(np.int8) % DIRECTIONS
    to_lower, to_next = strength * (1 - share), strength * share
    maps = np.empty((len(across), DIRECTIONS, *across.shape[1:]), dtype=np.float32)
    for direction in range(DIRECTIONS):
        maps[:, direction] = to_lower * (lower == direction) + to_next * (lower == (direction - 1) % DIRECTIONS)
    return maps


def _by_cell(maps: Ink) -> Ink:
    """Each direction's strength around each cell's middle: shape (n, directions * cells * cells)."""
    side = maps.shape[-1]
    middles = (np.arange(CELLS) + 0.5) * side / CELLS - 0.5
    weights = np.exp(-0.5 * ((np.arange(side) - middles[:, None]) / (SPREAD * side / CELLS)) ** 2)
    weights = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    cells = weights @ maps @ weights.T
    return np.asarray(cells.reshape(len(maps), -1))
