"""Likely text lines on an upright-or-sideways page, by the shape of its ink alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from extractor.imaging.ink import without_rules
from extractor.imaging.segments import Gray
from models.components import Components
from models.geometry import Box
from models.page import Pixels

Axis = Literal["across", "down"]

# A character's bounding box, in pixels of the analysed mask, from specks to titles.
_CHARACTER_PX = (5, 120)

# A text line worth reading is this many times as long as high: three characters say more than one.
_LINE_ASPECT = 2.5

# A longer line is cut to this many times its thickness: twelve characters say enough.
_CROP_ASPECT = 12.0


@dataclass(frozen=True, slots=True)
class Line:
    """A text line's box in pixels of the mask: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int


def character_height(pieces: Components) -> float:
    """The usual size of a character in pixels, from the larger sides of pieces of ink; 0 where there is no text."""
    sides = pieces.stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    low, high = _CHARACTER_PX
    sides = np.sort(sides[(sides >= low) & (sides <= high)])
    if len(sides) < 10:
        return 0.0
    # By size, and a little above the middle, so that the many small parts and specks do not outvote whole characters.
    return float(sides[np.searchsorted(np.cumsum(sides), sides.sum() * 0.6)])


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """The ink of a deskewed page without its rules, and the usual size of a character in it, in pixels."""

    text: Gray
    height: float

    @staticmethod
    def of(ink: Gray) -> Print:
        height = character_height(Components.of(ink))
        return Print(without_rules(ink, height) if height else ink, height)


def find_lines(page: Print, axis: Axis) -> list[Line]:
    """Boxes of text lines that run along the axis, longest text first."""
    text, height = page.text, page.height
    if height == 0.0:
        return []
    # Characters of one line stand closer than two lines do: bridge 0.6 of a character along the axis.
    bridge = max(3, round(0.6 * height)) | 1
    kernel = np.ones((1, bridge) if axis == "across" else (bridge, 1), np.uint8)
    merged = cv2.morphologyEx(text, cv2.MORPH_CLOSE, kernel)
    stats = Components.of(merged).stats
    lines = [
        _cut(Line(int(x), int(y), int(w), int(h)))
        for x, y, w, h, area in stats[1:]
        if _is_line(*((w, h) if axis == "across" else (h, w)), area, height)
    ]
    return sorted(lines, key=lambda line: -max(line.width, line.height) / height)


def lines_in(boxes: Sequence[Box]) -> dict[Axis, list[Line]]:
    """Boxes of text lines, in pixels, by the axis along which each runs, longest first; no squares."""
    lines = [Line(int(box.x0), int(box.y0), round(box.width), round(box.height)) for box in boxes]
    along: dict[Axis, list[Line]] = {
        "across": [_cut(line) for line in lines if line.width >= _LINE_ASPECT * line.height],
        "down": [_cut(line) for line in lines if line.height >= _LINE_ASPECT * line.width],
    }
    return {axis: sorted(found, key=lambda line: -max(line.width, line.height)) for axis, found in along.items()}


def _is_line(length: int, thickness: int, area: int, height: float) -> bool:
    # About as thick as a character is high, and filled as print is, which a ring or a frame is not.
    return (
        0.6 * height <= thickness <= 2.2 * height
        and length >= _LINE_ASPECT * thickness
        and area >= 0.25 * length * thickness
    )


def _cut(line: Line) -> Line:
    longest = round(_CROP_ASPECT * min(line.width, line.height))
    return Line(line.x, line.y, min(line.width, longest), min(line.height, longest))


def crop(pixels: Pixels, line: Line, scale: float) -> Pixels:
    """The line's pixels with a margin of a fifth of its thickness; ``scale`` is pixels per mask pixel."""
    margin = 0.2 * min(line.width, line.height)
    x0, y0 = max(0, int((line.x - margin) * scale)), max(0, int((line.y - margin) * scale))
    x1, y1 = int((line.x + line.width + margin) * scale), int((line.y + line.height + margin) * scale)
    return pixels[y0 : y1 + 1, x0 : x1 + 1]
