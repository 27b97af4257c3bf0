"""Print that a detector boxed twice: a line and, over its end, a piece of it again."""

from __future__ import annotations

from collections.abc import Sequence

from models.text import TextLine

INSIDE = 0.6
"""Share of the smaller box that lies in the other where both are of one print; lines set solid overlap by a third."""

FEWEST = 2
"""Characters that a piece has at least: one alone may be of another line."""


def without_doubles(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines without those that lie over another one which begins or ends with their text."""
    by_top = sorted(lines, key=lambda line: line.box.y0)
    pieces: set[int] = set()
    for i, upper in enumerate(by_top):
        for lower in by_top[i + 1 :]:
            if lower.box.y0 >= upper.box.y1:
                break
            piece, whole = sorted((upper, lower), key=lambda line: len(line.text))
            if _is_piece(piece, whole):
                pieces.add(id(piece))
    return tuple(line for line in lines if id(line) not in pieces)


def _is_piece(piece: TextLine, whole: TextLine) -> bool:
    if not FEWEST <= len(piece.text) < len(whole.text):
        return False
    shared = piece.box.intersection(whole.box)
    if shared is None or shared.area < INSIDE * min(piece.box.area, whole.box.area):
        return False
    return whole.text.startswith(piece.text) or whole.text.endswith(piece.text)
