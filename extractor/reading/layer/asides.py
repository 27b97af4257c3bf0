"""Parts of a page's text that run otherwise than the rest: a table that stands sideways on an upright page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.reading.layer.glyphs import Flags, Numbers, PaintedText
from models.geometry import Box, PageMap
from models.page import Turn
from models.text import TextLine

FEWEST_GLYPHS = 30
"""A part has as many glyphs at least; marks and running heads beside a page have fewer."""

SHORTEST, THINNEST = 12.0, 1.8
"""In ems: a part is at least so long along its lines, and so wide across them. Heads that run upwards in an
upright table are shorter, and a lone line is a running head."""

APART = 3.0
"""In ems: the gap from which glyphs of one turn are two parts, if other text stands in it."""

FOREIGN = 0.03
"""Glyphs of the page's own turn within a part, as a share of the part's: more, and they are one thing with it."""

Places = npt.NDArray[np.intp]
"""Numbers of glyphs, shape (n,)."""

_TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Aside:
    """``lines`` and ``box``, which is around them, stand upright in the frame of the whole page turned by ``turn``.

    ``to_shown`` leads from that frame to the page as shown.
    """

    turn: Turn
    box: Box
    lines: tuple[TextLine, ...]
    to_shown: PageMap


def turned_parts(text: PaintedText, turn: Turn) -> tuple[tuple[Turn, Flags], ...]:
    """Turn and glyphs of each part that runs otherwise than by ``turn``."""
    return tuple(
        (other, part)
        for other in _TURNS
        if other != turn
        for part in _groups(text, other, turn)
        if _is_part(text, part, other, turn)
    )


def _groups(text: PaintedText, other: Turn, turn: Turn) -> Iterator[Flags]:
    """The glyphs of a turn, parted where text of the page's own turn stands between them, above or beside."""
    mine = np.flatnonzero(text.turns == other)
    if len(mine) < FEWEST_GLYPHS:
        return
    gap = APART * float(np.median(text.sizes[mine]))
    foreign = text.boxes[text.printed & (text.turns == turn)]
    for row in _parted(text.boxes, mine, foreign, 1, gap):
        for group in _parted(text.boxes, row, foreign, 0, gap):
            part = np.zeros(len(text.chars), dtype=bool)
            part[group] = True
            yield part


def _parted(boxes: Numbers, mine: Places, foreign: Numbers, axis: int, gap: float) -> list[Places]:
    """Numbers of boxes, parted along an axis (0 is x) at gaps in which a foreign box has its middle."""
    order = mine[np.argsort(boxes[mine, axis])]
    starts, floor = boxes[order[1:], axis], np.maximum.accumulate(boxes[order, axis + 2])[:-1]
    middles = (foreign[:, axis] + foreign[:, axis + 2]) / 2
    cuts = [
        int(at) + 1
        for at in np.flatnonzero(starts - floor > gap)
        if np.any((middles > floor[at]) & (middles < starts[at]))
    ]
    return list(np.split(order, cuts))


def _is_part(text: PaintedText, part: Flags, other: Turn, turn: Turn) -> bool:
    printed = part & text.printed
    if printed.sum() < FEWEST_GLYPHS:
        return False
    box = outline(text.boxes[printed])
    across, along = (box.width, box.height) if (other - turn) % 180 else (box.height, box.width)
    size = float(np.median(text.sizes[printed]))
    if along < SHORTEST * size or across < THINNEST * size:
        return False
    middles = (text.boxes[:, :2] + text.boxes[:, 2:]) / 2
    inside = np.all((middles > [box.x0, box.y0]) & (middles < [box.x1, box.y1]), axis=1)
    return bool((inside & text.printed & (text.turns == turn)).sum() <= FOREIGN * printed.sum())


def outline(boxes: Numbers) -> Box:
    """The box around boxes of shape (n, 4), n >= 1."""
    x0, y0 = boxes[:, :2].min(axis=0)
    x1, y1 = boxes[:, 2:].max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))
