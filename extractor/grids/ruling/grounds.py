"""Edges of the coloured bands behind a table's rows, among a PDF's drawings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.grids.ruling.drawn_frame import DrawnFrame, is_visible
from extractor.grids.ruling.in_drawings import ASIDE_PT, BREAK_PT, THIN_PT, corners_of
from models.geometry import Box, PageMap
from models.page import PdfPage
from models.rule import Rule

WIDER = 2.0
"""A band is so many times wider than it is high; what is no wider is the ground of a page or a picture."""


def drawn_band_edges(page: PdfPage, to_shown: PageMap) -> tuple[Rule, ...]:
    """The upper and lower edges of the bands painted on a page, as rules of no thickness, from top to bottom.

    Frames as of the rules drawn. An edge within a larger band is left out, and so is white paint: neither can be seen.

    Raises:
        PageError: ``to_shown`` has a step that cannot be inverted, or more is drawn than is looked at.
    """
    drawings = page.drawings()
    painted = (
        it for it in drawings if it["type"] in ("f", "fs") and is_visible(it.get("fill"), it.get("fill_opacity"))
    )
    corners = [corners_of(item) for drawing in painted for item in drawing["items"] if item[0] in ("re", "qu")]
    if not corners:
        return ()
    frame = DrawnFrame.of(page, to_shown)
    point = frame.point * frame.scale
    array = np.array(corners, dtype=np.float64)
    ends = np.sort(np.stack([frame.upright(array[:, 0:2]), frame.upright(array[:, 2:4])]), axis=0)
    boxes = [Box(*low, *high) for low, high in zip(ends[0].tolist(), ends[1].tolist(), strict=True)]
    high_enough = [box for box in boxes if box.height > THIN_PT * point]
    bands = [band for band in _beside(high_enough, point) if band.width >= WIDER * band.height]
    edges = {
        (round(y / point), band.x0, band.x1): Rule("horizontal", y, band.x0, band.x1, thickness=0.0)
        for band in bands
        for y in (band.y0, band.y1)
        if not any(_hides(other, band, y, ASIDE_PT * point) for other in bands)
    }
    return tuple(sorted(edges.values(), key=lambda edge: edge.position))


def _beside(boxes: Sequence[Box], point: float) -> list[Box]:
    """The boxes, those of one height that touch made one: bands are painted cell by cell."""
    result: list[Box] = []
    for box in sorted(boxes, key=lambda it: (round(it.y0 / point), round(it.y1 / point), it.x0)):
        last = result[-1] if result else None
        level = last is not None and max(abs(box.y0 - last.y0), abs(box.y1 - last.y1)) <= ASIDE_PT * point
        if last is not None and level and box.x0 - last.x1 <= BREAK_PT * point:
            result[-1] = last.union(box)
        else:
            result.append(box)
    return result


def _hides(other: Box, band: Box, y: float, near: float) -> bool:
    """Whether an edge of a band lies inside another one."""
    return other.y0 + near < y < other.y1 - near and other.x0 <= band.x0 + near and other.x1 >= band.x1 - near
