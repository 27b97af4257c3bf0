"""From the detector's boxes to the boxes that are read: one line of one cell each, and nothing inked left out.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.raster.ink import Ink
from extractor.reading.raster.pieces import part, pieces_of
from extractor.reading.raster.places import (
    is_beside,
    is_in_column,
    is_in_line,
    is_in_row,
    is_in_row_of_figures,
    is_in_word,
)
from extractor.reading.raster.rule_pixels import spanned
from extractor.reading.raster.small_ink import (
    DIGIT_HEIGHT,
    HYPHEN_WIDTH,
    STROKE_WIDTH,
    has_company,
    is_dash,
    is_digit,
    is_stroke,
    without_dirt,
)
from extractor.reading.raster.widening import widened
from models.components import Components
from models.geometry import Box
from models.rule import Rule

USUAL_HEIGHT_PX = 24.0
"""The height of a line where the detector found none to measure: 9 pt print at 200 dpi."""

CLEAR_OF_RULES = 0.08
"""Print keeps this many line heights away from what was taken off as rules; what is nearer is left of them."""

LEANING = 0.7
"""Share of a figure's height or width that may touch a rule: its round side may, smeared towards the rule. What was
left of a rule hangs on it all along."""

TABULAR, APART = 3, 0.7
"""Pieces of print beside one another in a row of a table without rules: text in two columns has no more than two. In
line heights: how far apart they stand at least, for the detector often has several in one box; as much as a character.
"""

WORD_GAP = 0.9
"""Ink nearer than this share of the line height belongs to the same line of print."""


def usual_height(boxes: Sequence[Box]) -> float:
    """The median height of the boxes, which every other measure of this file is relative to."""
    return float(np.median([box.height for box in boxes])) if boxes else USUAL_HEIGHT_PX


@dataclass(frozen=True, slots=True)
class LineBoxes:
    """Boxes of one line in one cell: what the detector ``found``, ink that it ``overlooked``, and dashes among it.

    ``dashes`` are alone in their cells, and known by their shape and place: engines take so small a mark for any other.
    What stands beside print is dirt, or was found with it.
    """

    found: tuple[Box, ...] = ()
    overlooked: tuple[Box, ...] = ()
    dashes: tuple[Box, ...] = ()


def line_boxes(detected: Sequence[Box], rules: Sequence[Rule], ink: Ink, bridged: Ink) -> LineBoxes:
    """The detector's boxes, cut at rules and between lines, trimmed and widened; and boxes of overlooked ink.

    ``bridged`` is what was taken off the page as rules.
    """
    height = usual_height(detected)
    pieces = _without_repeats([piece for box in detected for piece in pieces_of(box, rules, ink, bridged, height)])
    found = widened(pieces, rules, ink, height)
    everywhere = _overlooked(found, rules, ink, bridged, height)
    ruled = spanned(rules)
    overlooked = [box for box in everywhere if any(area.contains(*box.center) for area in ruled)]
    print_ = [box for box in overlooked if is_digit(box, rules, height)]
    free = [box for box in everywhere if box not in overlooked and is_digit(box, rules, height)]
    print_ += [
        box
        for box in free
        if is_in_column(box, found, free, height)
        or is_in_row(box, found, height)
        or is_in_word(box, found, height)
        or is_in_row_of_figures(box, found, free, height)
    ]
    strokes = [box for box in everywhere if is_dash(box, rules, height) and is_stroke(part(ink, box))]
    alone = [box for box in strokes if not has_company(box, [*found, *print_], rules)]
    dashes = without_dirt([box for box in alone if box in overlooked], rules, height)
    # Where no rule tells a cell, only what is too wide for dirt is taken for print.
    unruled = [box for box in alone if box not in overlooked and box.width > HYPHEN_WIDTH * height]
    dashes += [box for box in unruled if is_beside(box, found) or is_in_line(box, unruled, height)]
    return LineBoxes(
        tuple(found),
        tuple(_without_repeats([as_line(box, height, ink.shape) for box in print_])),
        tuple(_without_repeats([as_line(box, height, ink.shape) for box in dashes])),
    )


def _without_repeats(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that are not mostly inside a larger one."""
    kept: list[Box] = []
    edges = np.empty((len(boxes), 4))
    for box in sorted(boxes, key=lambda candidate: -candidate.area):
        x0, y0, x1, y1 = edges[: len(kept)].T
        wide = np.minimum(x1, box.x1) - np.maximum(x0, box.x0)
        high = np.minimum(y1, box.y1) - np.maximum(y0, box.y0)
        # More than half: neighbours whose boxes are drawn too large overlap by less.
        if not ((wide > 0) & (high > 0) & (wide * high > 0.6 * box.area)).any():
            edges[len(kept)] = box.x0, box.y0, box.x1, box.y1
            kept.append(box)
    return kept


def _overlooked(boxes: Sequence[Box], rules: Sequence[Rule], ink: Ink, bridged: Ink, height: float) -> list[Box]:
    """Tight boxes around ink inside tables that no box covers: the lone digits and dashes of small cells."""
    free = _inside(ink, (*spanned(rules), *_table_without_rules(boxes, rules, height, ink)))
    for box in boxes:
        # A tenth of a line: the soft rim of print, which boxes drawn tight leave out.
        part(free, box.padded(0.1 * height))[:] = False
    words = cv2.dilate(free.astype(np.uint8), np.ones((1, max(1, round(WORD_GAP * height))), np.uint8))
    for rule in rules:
        if rule.orientation == "vertical":
            x = round(rule.position)
            words[max(0, round(rule.start)) : round(rule.end), max(0, x - 1) : x + 2] = 0
    pieces = Components.of(words)
    found = []
    for label in range(1, len(pieces)):
        x, y, width, rows = (int(value) for value in pieces.stats[label, :4])
        here = free[y : y + rows, x : x + width] & (pieces.labels[y : y + rows, x : x + width] == label)
        tight = _bounds(here)
        if tight is None:
            continue
        placed = tight.moved(x, y)
        if not _is_left_of_rules(placed, free, bridged, height):
            found.append(placed)
    return found


def _is_left_of_rules(box: Box, ink: Ink, bridged: Ink, height: float) -> bool:
    """Whether the ink in a tight box is what was left when rules were taken off."""
    clear = CLEAR_OF_RULES * height
    if not part(bridged, box.padded(clear)).any():
        return False
    if box.width < STROKE_WIDTH * height or box.height < DIGIT_HEIGHT * height:
        return True
    room = box.padded(clear + 1)
    print_, rules = part(ink, room), part(bridged, room).astype(np.uint8)
    tall, wide = _along(print_, rules), _along(print_.T, rules.T)
    return max(tall / box.height, wide / box.width) > LEANING


def _along(ink: Ink, rules: npt.NDArray[np.uint8]) -> int:
    """How many rows of ink touch an upright rule, which is drawn through where print hides it."""
    through = cv2.morphologyEx(rules, cv2.MORPH_CLOSE, np.ones((len(rules), 1), np.uint8))
    touching = ink & (cv2.dilate(through, np.ones((1, 3), np.uint8)) > 0)
    return int(touching.any(axis=1).sum())


def _table_without_rules(boxes: Sequence[Box], rules: Sequence[Rule], height: float, ink: Ink) -> tuple[Box, ...]:
    """The area from the first row to the last that has as many pieces of print as only a table has; none or one.

    It reaches to the last rule as long as one in it: of the only row below its heads just the label may have been
    found. As wide as the page: of columns of dashes at a table's side the detector finds nothing.
    """
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.center[1]):
        if rows and box.center[1] - rows[-1][-1].center[1] <= height / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    tabular = [box for row in rows if sum(_pieces_in(box, ink, height) for box in row) >= TABULAR for box in row]
    if not tabular:
        return ()
    top, foot = min(box.y0 for box in tabular), max(box.y1 for box in tabular)
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    own = [rule for rule in across if top - height <= rule.position <= foot + height]
    alike = [
        rule.position
        for rule in across
        if any(abs(rule.start - one.start) <= height and abs(rule.end - one.end) <= height for one in own)
    ]
    return (Box(0, top, ink.shape[1], max([foot, *alike])),)


def _pieces_in(box: Box, ink: Ink, height: float) -> int:
    """Into how many pieces of print a box's gaps part it."""
    inked = np.flatnonzero(part(ink, box).any(axis=0))
    return 1 + int((np.diff(inked) > APART * height).sum())


def _inside(ink: Ink, areas: Sequence[Box]) -> Ink:
    result = np.zeros_like(ink)
    for area in areas:
        part(result, area)[:] = part(ink, area)
    return result


def _bounds(ink: Ink) -> Box | None:
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return None
    return Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def as_line(box: Box, height: float, shape: tuple[int, ...]) -> Box:
    """The ink's tight box grown to a line's height, around its middle, with a margin at both ends."""
    missing = max(0.0, height - box.height) / 2
    # As loose as the crops that the recogniser was trained on.
    margin = 0.25 * height
    return Box(
        max(0.0, box.x0 - margin),
        max(0.0, box.y0 - missing),
        min(float(shape[1]), box.x1 + margin),
        min(float(shape[0]), box.y1 + missing),
    )
