"""Parts of an upright page that stand sideways on it, such as a wide table: found, and put into their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.imaging.ink import gray_of, ink_mask, shrunk
from extractor.imaging.segments import Gray
from extractor.imaging.textlines import Line, Print, find_lines
from models.components import Components
from models.geometry import Box, Homography, PageMap
from models.mosaic import Mosaic
from models.page import Raster

# Long side of the mask in which blocks are sought, pixels: characters are still 8 high.
_MASK_PX = 1200

# Ink nearer than this belongs to one block, in characters: rows of a table, and lines of a paragraph.
_BLOCK_GAP = 1.5

# A block stands sideways whose lines run down the page by so many times their length across it.
_MOSTLY = 3.0

# A part has so many lines at least, and is so many characters long along them.
_FEWEST_LINES = 2
_SHORTEST = 10.0

# Level text nearer beside a part, in characters, is its neighbour in a table: the part is a stack of narrow lines,
# whose characters stand in columns too.
_NEIGHBOUR = 2.0

# Paper left around a part, in characters: less than half of what parts it from anything else.
_MARGIN = 0.7

_WHITE = 255


@dataclass(frozen=True, slots=True)
class Lie:
    """How things lie on a page, in page units: the parts that stand ``sideways``, and the ``level`` lines in none."""

    sideways: tuple[Box, ...]
    level: tuple[Box, ...]


def find_lie(raster: Raster) -> Lie:
    """What stands sideways on a level page and what does not, as far as ink alone can tell."""
    gray = shrunk(gray_of(raster.pixels), _MASK_PX)
    ink = ink_mask(gray)
    page = Print.of(ink)
    down, height = find_lines(page, "down"), page.height
    if len(down) < _FEWEST_LINES:
        return Lie((), ())
    across, blocks = find_lines(page, "across"), _blocks(ink, height)
    sideways = [block for block in blocks if _length(down, block) > _MOSTLY * _length(across, block)]
    others = [block for block in blocks if any(_holds(block, line) for line in across) and block not in sideways]
    parts = [
        part
        for part in _united(sideways, others)
        if part.height >= _SHORTEST * height
        and sum(_holds(part, line) for line in down) >= _FEWEST_LINES
        and not any(_is_beside(part, line, _NEIGHBOUR * height) for line in across)
    ]
    level = [line for line in across if not any(_holds(part, line) for part in parts)]
    scale = raster.pixels.shape[1] / gray.shape[1] / raster.px_per_unit
    return Lie(
        tuple(part.padded(_MARGIN * height).scaled(scale) for part in parts),
        tuple(_box(line).scaled(scale) for line in level),
    )


def part_of(raster: Raster, box: Box) -> Raster:
    """What of a page lies in ``box``, which is in page units; with its way to the page as shown."""
    x0, y0, x1, y1 = _in_pixels(box, raster)
    scale = raster.px_per_unit
    shift = Homography.of([[1.0, 0.0, x0 / scale], [0.0, 1.0, y0 / scale]])
    return Raster(raster.pixels[y0:y1, x0:x1], scale, PageMap((shift, *raster.to_shown.steps)))


def put_together(raster: Raster, mosaic: Mosaic, parts: Mapping[int, tuple[Box, Raster]]) -> Raster:
    """The page in the frame of ``mosaic``. ``parts``: by their numbers there, where each lay and as it stands now."""
    scale = raster.px_per_unit
    page = raster.pixels.copy()
    for box, _ in parts.values():
        x0, y0, x1, y1 = _in_pixels(box, raster)
        page[y0:y1, x0:x1] = _WHITE
    pixels = np.full((round(mosaic.height * scale), round(mosaic.width * scale), 3), _WHITE, np.uint8)
    for strip in mosaic.strips:
        piece = page[round(strip.start * scale) : round(strip.stop * scale)] if strip.part is None else None
        if strip.part is not None:
            piece = parts[strip.part][1].pixels if strip.part in parts else None
        if piece is not None:
            x, y = round(strip.left * scale), round(strip.top * scale)
            room = pixels[y : y + piece.shape[0], x : x + piece.shape[1]]
            room[:] = piece[: room.shape[0], : room.shape[1]]
    return Raster(pixels, scale, mosaic.to_shown)


def _in_pixels(box: Box, raster: Raster) -> tuple[int, int, int, int]:
    height, width = raster.pixels.shape[:2]
    scaled = box.scaled(raster.px_per_unit)
    x0, y0 = min(max(int(scaled.x0), 0), width - 1), min(max(int(scaled.y0), 0), height - 1)
    return x0, y0, min(max(round(scaled.x1), x0 + 1), width), min(max(round(scaled.y1), y0 + 1), height)


def _blocks(ink: Gray, height: float) -> list[Box]:
    """What stands close together, as boxes in pixels of the mask."""
    gap = max(3, round(_BLOCK_GAP * height)) | 1
    near = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    stats = Components.of(near).stats
    return [Box(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:]]


def _box(line: Line) -> Box:
    return Box(float(line.x), float(line.y), float(line.x + line.width), float(line.y + line.height))


def _holds(block: Box, line: Line) -> bool:
    return block.contains(line.x + line.width / 2, line.y + line.height / 2)


def _is_beside(block: Box, line: Line, near: float) -> bool:
    """Whether a line that the block does not hold is level with it, and as near to one of its sides."""
    level = block.y0 < line.y + line.height / 2 < block.y1
    gap = max(line.x - block.x1, block.x0 - (line.x + line.width))
    return level and -near < gap < near and not _holds(block, line)


def _length(lines: Sequence[Line], block: Box) -> int:
    return sum(max(line.width, line.height) for line in lines if _holds(block, line))


def _united(blocks: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Blocks made one wherever none of the others would come to lie in it."""
    parts = sorted(blocks, key=lambda box: -box.area)
    before = 0
    while len(parts) != before:
        before = len(parts)
        result: list[Box] = []
        for block in parts:
            for at, part in enumerate(result):
                whole = part.union(block)
                if not any(whole.contains(*other.center) for other in others):
                    result[at] = whole
                    break
            else:
                result.append(block)
        parts = result
    return parts
