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
    return tuple(line for line in lines if not any(_is_piece(line, other) for other in lines if other is not line))


def _is_piece(piece: TextLine, whole: TextLine) -> bool:
    if piece.box.y0 >= whole.box.y1 or piece.box.y1 <= whole.box.y0 or piece.box.x0 >= whole.box.x1:
        return False
    shared = piece.box.intersection(whole.box)
    if (
        shared is None
        or shared.area < INSIDE * min(piece.box.area, whole.box.area)
        or not FEWEST <= len(piece.text) < len(whole.text)
    ):
        return False
    return whole.text.startswith(piece.text) or whole.text.endswith(piece.text)
