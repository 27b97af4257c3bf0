"""Ruling lines among a PDF's drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import numpy as np
import pymupdf

from extractor.grids.ruling.collinear import merged
from extractor.grids.ruling.drawn_frame import DrawnFrame, is_visible
from models.geometry import PageMap
from models.page import PdfPage
from models.rule import Rule

THIN_PT = 3.0
"""In points on a page up to A4, as all lengths here. A filled rectangle up to this thick is a rule; producers draw
borders of up to 2.25 pt as rectangles."""

LEAN = 0.02
"""Rise over run up to which a line counts as horizontal or vertical: 1.1 degrees."""

ASIDE_PT = 0.8
"""Pieces of one rule, drawn cell by cell, differ by rounding and by half a line width."""

GAP_PT = 4.0
"""The widest gap between dashes drawn one by one. Cells are wider than this."""

BREAK_PT = 1.0
"""The widest gap between pieces of one rule, drawn cell by cell. The rules under two heads of several columns each
stop further from one another, to show which columns are whose."""

DASH_PT = 14.0
"""No dash is longer."""

SHORTEST_PT = 4.0
"""What is shorter after merging is a tick or part of a picture."""

Segment = tuple[float, float, float, float, float]
"""x0, y0, x1, y1, thickness; unrotated page coordinates, points."""


def drawn_rules(page: PdfPage, to_shown: PageMap) -> tuple[Rule, ...]:
    """The rules drawn on a page: lines, dashes, thin rectangles and the borders of stroked ones.

    ``to_shown`` maps the upright frame, in which the rules come back, to the page as shown; it must be made of
    homographies only, as a text layer's is. White paint is left out.

    Raises:
        PageError: ``to_shown`` has a step that cannot be inverted, or more is drawn than is looked at.
    """
    drawings = page.drawings()
    frame = DrawnFrame.of(page, to_shown)
    point, scale = frame.point, frame.scale
    segments = [seg for drawing in drawings for seg in _segments(drawing, THIN_PT * point)]
    if not segments:
        return ()
    array = np.array(segments, dtype=np.float64)
    starts, ends = frame.upright(array[:, 0:2]).tolist(), frame.upright(array[:, 2:4]).tolist()
    found = [
        rule
        for (x0, y0), (x1, y1), thickness in zip(starts, ends, (array[:, 4] * scale).tolist(), strict=True)
        if (rule := _rule(x0, y0, x1, y1, thickness)) is not None
    ]
    joined = _joined(found, point * scale)
    return tuple(rule for rule in joined if rule.length >= SHORTEST_PT * point * scale)


def _joined(rules: Sequence[Rule], point: float) -> tuple[Rule, ...]:
    """Pieces that touch made one rule, and then dashes over their gaps; ``point``: a point's length."""
    whole = merged(rules, aside=ASIDE_PT * point, gap=BREAK_PT * point)
    dashes = [rule for rule in whole if rule.length <= DASH_PT * point]
    drawn_out = merged(dashes, aside=ASIDE_PT * point, gap=GAP_PT * point)
    return (*(rule for rule in whole if rule.length > DASH_PT * point), *drawn_out)


def _segments(drawing: dict[str, Any], thin: float) -> Iterator[Segment]:
    """The straight pieces that one path paints."""
    stroked = drawing["type"] in ("s", "fs") and is_visible(drawing.get("color"), drawing.get("stroke_opacity"))
    filled = drawing["type"] in ("f", "fs") and is_visible(drawing.get("fill"), drawing.get("fill_opacity"))
    width = float(drawing.get("width") or 0.0)
    for item in drawing["items"]:
        kind: Literal["l", "re", "qu", "c"] = item[0]
        if kind == "l" and stroked:
            yield (*item[1], *item[2], width)
        elif kind in ("re", "qu"):
            yield from _of_rectangle(corners_of(item), width, thin, stroked=stroked, filled=filled)
    if filled and not stroked and all(item[0] == "l" for item in drawing["items"]):
        x0, y0, x1, y1 = drawing["rect"]
        yield from _thin_middle(x0, y0, x1, y1, thin)


def corners_of(item: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - pymupdf gives bare tuples here
    """The corners of a drawn rectangle: x0, y0, x1, y1."""
    if item[0] == "qu":
        points = pymupdf.Quad(item[1]).rect
        return points.x0, points.y0, points.x1, points.y1
    x0, y0, x1, y1 = item[1]
    return x0, y0, x1, y1


def _of_rectangle(
    box: tuple[float, float, float, float], width: float, thin: float, *, stroked: bool, filled: bool
) -> Iterator[Segment]:
    x0, y0, x1, y1 = box
    if min(x1 - x0, y1 - y0) <= thin:
        if stroked or filled:
            yield from _thin_middle(x0, y0, x1, y1, thin)
    elif stroked:
        yield (x0, y0, x1, y0, width)
        yield (x0, y1, x1, y1, width)
        yield (x0, y0, x0, y1, width)
        yield (x1, y0, x1, y1, width)


def _thin_middle(x0: float, y0: float, x1: float, y1: float, thin: float) -> Iterator[Segment]:
    """The middle line of a thin rectangle."""
    wide, high = x1 - x0, y1 - y0
    if min(wide, high) > thin:
        return
    if wide >= high:
        yield (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, high)
    else:
        yield ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, wide)


def _rule(x0: float, y0: float, x1: float, y1: float, thickness: float) -> Rule | None:
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= LEAN * wide and wide > 0:
        return Rule("horizontal", (y0 + y1) / 2, min(x0, x1), max(x0, x1), thickness)
    if wide <= LEAN * high and high > 0:
        return Rule("vertical", (x0 + x1) / 2, min(y0, y1), max(y0, y1), thickness)
    return None
