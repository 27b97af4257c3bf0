"""Lines of heads as a reader saw them, put right by one another: heads set close were read as one, marks apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.grids.unruled.text_rows import Row
from extractor.grids.wording import heads_in
from models.cutting import cut_line
from models.geometry import Box
from models.text import TextLine

NEXT = 1.5
"""In text heights: the middles of two lines of one head are no further apart."""

UNDER = 0.3
"""In text heights: the middles of two lines of one head lie this near to one another on the x axis."""

TORN, BEYOND = 0.5, 0.25
"""In text heights: pieces of one line are no further apart; and texts of a column reach this far beyond both sides of a
place inside it."""

FEWEST = 2
"""Texts that tell that a column goes on under a gap in its head: of two cells one may have been read as one."""

CLEAR, WIDE = 0.15, 0.26
"""In text heights: a gap between the print of two heads is this much wider than those between their characters; and
where the gap alone tells them apart."""

MARK = 1.0
"""In text heights: a single mark is no wider, and stands no further from the head that it belongs to."""

LOW = 0.75
"""In text heights: a quotation mark that was read as digits is lower than digits are."""


def head_lines(rows: Sequence[Row], text_height: float, body: Sequence[Row] = ()) -> tuple[Row, ...]:
    """The rows of heads with lines over two heads cut, and marks that stand apart put to the text beside them.

    A line is cut where it has a gap between two pieces each of which stands in the middle of a line over or under it;
    where it stands over two columns of the ``body`` with no lower heads for both; and between two heads by their words.
    """
    texts = [line.box for row in body for line in row]
    whole = [_whole(row, texts, text_height) for row in _with_marks(rows, text_height)]
    result: list[Row] = []
    for i, row in enumerate(whole):
        beside = [line.box for other in (*whole[max(0, i - 2) : i], *whole[i + 1 : i + 3]) for line in other]
        under = [line.box for other in whole[i + 1 :] for line in other]
        worded = [word for line in row for word in cut_line(line, heads_in("".join(g.char[:1] for g in line.glyphs)))]
        pieces = [piece for line in worded for piece in _parted(line, beside, text_height)]
        result.append(tuple(part for piece in pieces for part in _over_columns(piece, under, texts, text_height)))
    return tuple(result)


def _whole(row: Row, body: Sequence[Box], text_height: float) -> Row:
    """The row with pieces of one line as one: little parts them, and texts go on under them from one to the other."""
    joined: list[TextLine] = []
    for line in sorted(row, key=lambda line: line.box.x0):
        if joined and _are_one(joined[-1].box, line.box, body, text_height):
            joined[-1] = joined[-1].followed_by(line)
        else:
            joined.append(line)
    return tuple(joined)


def _are_one(left: Box, right: Box, body: Sequence[Box], text_height: float) -> bool:
    beyond = BEYOND * text_height
    amid = (left.x1 + right.x0) / 2
    over = [box for box in body if box.x0 + beyond < amid < box.x1 - beyond]
    if right.x0 - left.x1 > TORN * text_height or len(over) < FEWEST:
        return False
    room = TORN * text_height
    return min(box.x0 for box in over) - room <= left.x0 and right.x1 <= max(box.x1 for box in over) + room


def _over_columns(
    line: TextLine, under: Sequence[Box], body: Sequence[Box], text_height: float
) -> tuple[TextLine, ...]:
    """The line cut before each gap that goes on down between two columns of the body: a head of both has a lower one
    for each.
    """
    starts: list[int] = []
    for at in _gaps(line, CLEAR * text_height, marked=True):
        left, right = cut_line(line, [*starts, at])[-2:]
        amid = (left.box.x1 + right.box.x0) / 2
        clear = not any(box.x0 < amid < box.x1 for box in body)
        columns = clear and _has_any(left.box, body) and _has_any(right.box, body)
        if columns and not (_has_any(left.box, under) and _has_any(right.box, under)):
            starts.append(at)
    return cut_line(line, starts)


def _has_any(piece: Box, others: Sequence[Box]) -> bool:
    return any(other.x0 < piece.x1 and piece.x0 < other.x1 for other in others)


def _parted(line: TextLine, others: Sequence[Box], text_height: float) -> tuple[TextLine, ...]:
    near = [box for box in others if abs(box.center[1] - line.box.center[1]) <= NEXT * text_height]
    wide = _gaps(line, WIDE * text_height)
    clear = _gaps(line, CLEAR * text_height)
    for starts in (clear, *([at] for at in clear)):
        pieces = cut_line(line, {*wide, *starts})
        if len(pieces) > 1 and all(_has_line(piece.box, near, text_height) for piece in pieces):
            return pieces
    return cut_line(line, wide)


def _gaps(line: TextLine, wider: float, *, marked: bool = False) -> list[int]:
    """The characters before which there is a gap by so much ``wider`` than usual in the line, with two before and after
    it: words of two are drawn out. ``marked``: what is before it may be a mark.
    """
    glyphs = line.glyphs
    gaps = {
        i: right.box.x0 - left.box.x1
        for i, (left, right) in enumerate(pairwise(glyphs), 1)
        if (marked or _is_character(left.char)) and _is_character(right.char)
    }
    usual = sorted(gaps.values())[len(gaps) // 2] if gaps else 0.0
    found = [i for i, gap in gaps.items() if gap >= usual + wider]
    return [
        i
        for i, before, after in zip(found, (0, *found), (*found[1:], len(glyphs)), strict=False)
        if i - before > 1 < after - i
    ]


def _has_line(piece: Box, others: Sequence[Box], text_height: float) -> bool:
    """Whether a piece of a line is one of a head that has another line over or under it."""
    reach = UNDER * text_height
    return any(
        abs(other.center[0] - piece.center[0]) <= reach and other.width <= piece.width + 2 * text_height
        for other in others
    )


def _with_marks(rows: Sequence[Row], text_height: float) -> list[Row]:
    """The rows with each mark, which a detector took for a text of its own, as part of the text beside it."""
    lines = [line for row in rows for line in row]
    marks = [line for line in lines if _is_mark(line, text_height)]
    hosts = {id(line): line for line in lines if not any(line is mark for mark in marks)}
    alone: list[TextLine] = []
    for mark in marks:
        beside = [key for key, line in hosts.items() if _is_beside(mark.box, line.box, text_height)]
        if not beside:
            alone.append(mark)
            continue
        nearest = min(beside, key=lambda key: _gap(mark.box, hosts[key].box))
        hosts[nearest] = _joined(mark, hosts[nearest])
    return [
        tuple(hosts.get(id(line), line) for line in row if id(line) in hosts or any(line is mark for mark in alone))
        for row in rows
    ]


def _is_mark(line: TextLine, text_height: float) -> bool:
    if line.box.width > MARK * text_height or any(_is_character(char) for char in line.text):
        return False
    return line.box.height <= LOW * text_height or not any(char.isalnum() for char in line.text)


def _is_beside(mark: Box, text: Box, text_height: float) -> bool:
    return text.y0 <= mark.center[1] <= text.y1 and _gap(mark, text) <= MARK * text_height


def _gap(one: Box, other: Box) -> float:
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def _joined(mark: TextLine, text: TextLine) -> TextLine:
    first, second = sorted((mark, text), key=lambda line: line.box.center[0])
    return first.followed_by(second)


def _is_character(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
