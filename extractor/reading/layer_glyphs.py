"""A PDF page's glyphs as they are painted, wherever the producer put them in the stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pymupdf

from models.geometry import Box, Homography, bounding_box
from models.page import Turn

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
"""Not among them: CID_FOR_UNKNOWN_UNICODE, so that a glyph without a known character comes as U+FFFD, and not as
some other character; PRESERVE_LIGATURES, so that a ligature comes as its letters."""

ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.12
"""The ideographic em box around the baseline, in ems. Fonts' own ascenders differ too much to measure gaps by."""


@dataclass(frozen=True, slots=True)
class PaintedGlyph:
    """A character of the text layer: its box, its baseline's direction in quarter turns, and its font size."""

    char: str
    box: Box
    size: float
    turn: Turn
    visible: bool


def painted_glyphs(page: pymupdf.Page) -> tuple[PaintedGlyph, ...]:
    """Every glyph and space of the page, in the shown frame (``/Rotate`` applied), in stream order."""
    to_shown = _homography(page.rotation_matrix)
    content: dict[str, Any] = page.get_text("rawdict", flags=FLAGS)
    return tuple(
        _glyph(char, span, line, to_shown)
        for block in content["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
    )


def _homography(matrix: pymupdf.Matrix) -> Homography:
    return Homography((matrix.a, matrix.c, matrix.e, matrix.b, matrix.d, matrix.f, 0.0, 0.0, 1.0))


def _glyph(char: dict[str, Any], span: dict[str, Any], line: dict[str, Any], to_shown: Homography) -> PaintedGlyph:
    origin, tip = to_shown.apply([char["origin"], np.add(char["origin"], line["dir"])])
    box = bounding_box(to_shown.apply(Box(*char["bbox"]).corners()))
    size = float(span["size"])
    turn = 0 if line["wmode"] else _turn(tip - origin)
    return PaintedGlyph(
        char["c"],
        box if line["wmode"] else _em_box(box, (float(origin[0]), float(origin[1])), size, turn),
        size,
        turn,
        visible=span["alpha"] > 0,
    )


def _turn(direction: Sequence[float]) -> Turn:
    """Degrees clockwise that text running in that direction (y down) must be turned to run to the right."""
    dx, dy = direction
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 180
    return 270 if dy > 0 else 90


def _em_box(box: Box, origin: tuple[float, float], size: float, turn: Turn) -> Box:
    """The box with the font's own height replaced by the em box around the baseline."""
    x, y = origin
    above, below = ABOVE_BASELINE * size, BELOW_BASELINE * size
    match turn:
        case 0:
            return Box(box.x0, y - above, box.x1, y + below)
        case 180:
            return Box(box.x0, y - below, box.x1, y + above)
        case 90:
            return Box(x - above, box.y0, x + below, box.y1)
        case 270:
            return Box(x - below, box.y0, x + above, box.y1)


def majority_turn(glyphs: Sequence[PaintedGlyph]) -> Turn:
    """The turn that most glyphs ask for; 0 for none."""
    counted: Counter[Turn] = Counter(glyph.turn for glyph in glyphs if not glyph.char.isspace())
    return max(counted, key=lambda turn: (counted[turn], -turn)) if counted else 0


def upright_to_shown(turn: Turn, width: float, height: float) -> Homography:
    """From the frame of the page turned by ``turn`` to the shown page of that width and height."""
    rows: dict[Literal[0, 90, 180, 270], tuple[tuple[float, float, float], tuple[float, float, float]]] = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, 1, 0), (-1, 0, height)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, -1, width), (1, 0, 0)),
    }
    return Homography.of(rows[turn])
