"""Where the text of a merged cell stands when the cell goes over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from samples.layout_break import Part


def merged_lines(
    span: tuple[float, float],
    count: int,
    parts: Sequence[Part],
    at: int,
    *,
    leading: float,
    text: Literal["once", "each"],
) -> tuple[range, float]:
    """Which of ``count`` lines stand in part ``at``, and the top of the first of them; ``span``: the cell on the strip.

    The whole text stands in the largest piece (or in each that has room); where none has room, it runs on.
    """
    top, bottom = span
    pieces = [max(0.0, min(bottom, part.end) - max(top, part.start)) for part in parts]
    height = count * leading
    start = max(top, parts[at].start)
    if max(pieces) >= height:
        here = at == pieces.index(max(pieces)) or (text == "each" and pieces[at] >= height)
        return range(count if here else 0), start + (pieces[at] - height) / 2
    room = [int(piece / leading) for piece in pieces]
    begin = min(count, sum(room[:at]))
    last = max(number for number, piece in enumerate(pieces) if piece > 0)
    return range(begin, count if at == last else min(count, begin + room[at])), start
