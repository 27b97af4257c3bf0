"""Where the table breaks: it is laid on an endless strip, and the strip is cut into pages."""

from __future__ import annotations

from dataclasses import dataclass

# A cut inside a row leaves at least this many of its lines on each side, else the row goes over whole.
_LEAST_LINES = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the strip on one page: from ``start`` to ``end`` along the strip, in points."""

    start: float
    end: float
    cut_row: int | None  # the row that the part's start cuts, or None at a row's edge
    ends_in_row: bool = False


def cut_strip(
    tops: list[float],
    lines: list[int],
    first_room: float,
    room: float,
    *,
    padding: float,
    leading: float,
    cut_rows: bool,
) -> list[Part]:
    """Parts of the strip. ``tops`` has one more entry than rows; ``lines`` is the most lines of a cell of each row.

    ``first_room`` and ``room`` are the heights of the first page and of the others.
    """
    parts: list[Part] = []
    start, cut_row = 0.0, None
    while True:
        limit = start + (first_room if not parts else room - (padding if cut_row is not None else 0))
        if tops[-1] <= limit:
            return [*parts, Part(start, tops[-1], cut_row)]
        row = next(at for at in range(len(tops) - 1) if tops[at + 1] > limit)
        kept = int((limit - tops[row] - padding) / leading)
        already = max(0, round((start - tops[row] - padding) / leading))
        cuttable = kept - already >= _LEAST_LINES and lines[row] - kept >= _LEAST_LINES
        too_tall = tops[row] <= start
        if (cut_rows and cuttable) or too_tall:
            end, next_cut = tops[row] + padding + max(kept, already + 1) * leading, row
        else:
            end, next_cut = tops[row], None
        parts.append(Part(start, end, cut_row, ends_in_row=next_cut is not None))
        start, cut_row = end, next_cut
