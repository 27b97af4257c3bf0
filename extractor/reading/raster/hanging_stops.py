"""Full stops carried over to a line of their own, which are as small as dirt: known by what stands before them.

Everything here is in pixels of the upright page, whose rules have been taken off.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.reading.engines.contract import Recognised, RecognisedCharacter
from extractor.reading.raster.ink import Ink
from extractor.reading.raster.pieces import part
from models.components import Components
from models.geometry import Box
from models.rule import Rule

SIZE = (0.12, 0.36)
"""The least and the most that a full stop measures both ways, in line heights; line boxes are a third higher than
their print."""

GRAIN = 0.08
"""In line heights: what is smaller both ways is the paper's grain. Larger dirt tells that a mark may be dirt, too."""

ROUND = 2.0
"""A full stop is less than this many times as long one way as the other."""

ASIDE = (-0.1, 0.8)
"""How far right of where its line begins a full stop stands, in line heights: it keeps to one side of its square."""

CENTRED = (-0.6, 0.5)
"""The same of the middle of its line, where lines are centred in their cell."""

UNDER = (0.2, 1.2)
"""How far under its line, in line heights: at the foot or in the middle of the next one."""

FULL = 1.0
"""In line heights: less room than this is left at the end of a line that had no place for one mark more."""

SHORTEST = 3.0
"""In line heights: no shorter line is a sentence that was wrapped."""

CLOSED = frozenset("。．.；;，,：:、！!？?…")
"""What a line ends in that needs no full stop."""

ENDED = frozenset("。．.！!？?")
"""What a line ends in after which another text may begin."""

FLUSH, IN_LINE = 4, 0.15
"""So many lines that begin in line, this nearly in line heights, show where a column begins."""

INDENT = 2.5
"""In line heights: the first line of a paragraph begins less far inside than a second column."""

SPACING = 1.6
"""In line heights: lines of one text stand no further apart."""

MARGIN = 0.25
"""In line heights: the room beside a mark, as in the crops that the recogniser was trained on."""

Written = tuple[Box, str]
"""A line's box and what it says."""


@dataclass(frozen=True, slots=True)
class HangingStop:
    """Its own tight box, and its line's: right under the line before it, for it may stand at the foot of its square."""

    mark: Box
    line: Box


def hanging_stops(
    lines: Sequence[Written], rules: Sequence[Rule], marks: Ink, height: float
) -> tuple[HangingStop, ...]:
    """The full stops under the beginning, or the middle, of a line that fills its cell and does not
    end.

    ``marks`` is all ink, specks among it; ``height`` that of the page's usual line.
    """
    stops = (_stop_under(written, lines, rules, marks, height) for written in lines)
    return tuple(stop for stop in stops if stop is not None)


def in_columns(read: Sequence[tuple[Box, Recognised]], height: float) -> tuple[Written, ...]:
    """What lines say, those that were read over several columns cut where others begin in line under one another."""
    lefts = np.array([box.x0 for box, _ in read])
    starts = sorted(float(x) for x in lefts if (np.abs(lefts - x) <= IN_LINE * height).sum() >= FLUSH)
    return tuple(piece for box, reading in read for piece in _pieces(box, reading, starts, height))


def _pieces(box: Box, reading: Recognised, starts: Sequence[float], height: float) -> Iterator[Written]:
    """Cut at those of the ``starts``, which are sorted, that lie well inside the line."""
    first = bisect_right(starts, box.x0 + INDENT * height)
    within = starts[first : bisect_left(starts, box.x1 - FULL * height)]
    columns: dict[int, list[RecognisedCharacter]] = {}
    for char in reading.characters:
        middle = box.x0 + (char.x0 + char.x1) / 2 * box.width
        columns.setdefault(bisect_right(within, middle), []).append(char)
    for at, chars in enumerate(columns.values()):
        x0 = box.x0 + (chars[0].x0 * box.width if at else 0.0)
        x1 = box.x0 + chars[-1].x1 * box.width if at + 1 < len(columns) else box.x1
        yield Box(x0, box.y0, x1, box.y1), "".join(char.char for char in chars).strip()


def _stop_under(
    written: Written, lines: Sequence[Written], rules: Sequence[Rule], marks: Ink, height: float
) -> HangingStop | None:
    box, text = written
    if box.width < SHORTEST * height or text[-1:] in CLOSED:
        return None
    end = _end_of_cell(box, rules)
    if end is None or _has_more(box, end, lines, height):
        end = _end_of_text(box, lines, height) or _end_of_column(box, lines, height)
    if end is None or end - box.x1 >= FULL * height:
        return None
    foot = min((rule.position for rule in rules if _crosses_under(rule, box)), default=float(marks.shape[0]))
    room = Box(box.x0, box.y1, end, min(foot, box.y1 + height))
    # A stop may have been read as a line of its own, as 0: its size tells it from one.
    if room.height <= 0 or any(room.contains(*other.center) for other, said in lines if other != box and said[1:]):
        return None
    top, bottom = (at * height for at in UNDER)
    # The next line may begin before the foot of a full stop's own square.
    next_ = min((other.y0 for other, _ in lines if other.center[1] > room.y1 and _overlaps(other, room)), default=foot)
    foot = min(foot, next_)
    for x, (left, right) in ((box.x0, ASIDE), (box.center[0], CENTRED)):
        place = Box(max(0.0, x + left * height), box.y1 + top, x + right * height, min(foot, box.y1 + bottom))
        mark = _lone_mark(marks, place, height)
        # Where a line was cut into columns that are none, its own full stop stands under the beginning of a piece.
        if mark is not None and not any(other.contains(*mark.center) for other, said in lines if said[1:]):
            top = max(box.y1, mark.y1 - height)
            margin = MARGIN * height
            return HangingStop(mark, Box(mark.x0 - margin, top, mark.x1 + margin, top + height))
    return None


def _overlaps(line: Box, room: Box) -> bool:
    return line.x0 < room.x1 and room.x0 < line.x1


def _end_of_cell(box: Box, rules: Sequence[Rule]) -> float | None:
    y = box.center[1]
    ends = [rule.position for rule in rules if rule.orientation == "vertical" and rule.start <= y <= rule.end]
    return min((x for x in ends if x > box.center[0]), default=None)


def _has_more(box: Box, end: float, lines: Sequence[Written], height: float) -> bool:
    """Whether print stands beside a line, or half a row off, before its cell ends: then no rules part the columns."""
    x, y = box.center
    return any(
        other.y0 - height < y < other.y1 + height and box.x1 + FULL * height <= other.x1 and x < other.x0 < end
        for other, _ in lines
    )


def _end_of_text(box: Box, lines: Sequence[Written], height: float) -> float | None:
    """Where the line above ends that begins where this one does: without rules it tells how wide the text is."""
    above = [
        other
        for other, text in lines
        if 0 < box.center[1] - other.center[1] <= SPACING * height
        and abs(box.x0 - other.x0) <= FULL * height / 2
        and text[-1:] not in ENDED
    ]
    return above[0].x1 if len(above) == 1 else None


def _end_of_column(box: Box, lines: Sequence[Written], height: float) -> float | None:
    """Where the longest line ends of those that begin in line with this one, where these make a column."""
    ends = [other.x1 for other, _ in lines if abs(other.x0 - box.x0) <= IN_LINE * height]
    return max(ends) if len(ends) >= FLUSH else None


def _crosses_under(rule: Rule, box: Box) -> bool:
    return rule.orientation == "horizontal" and rule.position > box.center[1] and rule.start <= box.x0 <= rule.end


def _lone_mark(marks: Ink, room: Box, height: float) -> Box | None:
    """The one mark in the room that is no speck, if it is a full stop's size and shape and lies wholly inside."""
    ink = part(marks, room)
    if not ink.any():
        return None
    _paper, *found = Components.of(ink).stats.tolist()
    large_enough = [one for one in found if max(one[2], one[3]) >= GRAIN * height]
    if len(large_enough) != 1:
        return None
    x, y, width, rows = large_enough[0][:4]
    small, large = min(width, rows), max(width, rows)
    inside = x > 0 and y > 0 and x + width < ink.shape[1] and y + rows < ink.shape[0]
    if not inside or not SIZE[0] * height <= small or not large <= min(SIZE[1] * height, ROUND * small):
        return None
    return Box(x, y, x + width, y + rows).moved(int(room.x0), int(room.y0))
