"""Lines of text into cells; a line that reaches over a cell's border is split there, glyph by glyph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Slot, Span
from models.cutting import cut_line
from models.geometry import Box
from models.gutters import EXACT
from models.reading_order import in_reading_order
from models.text import Glyph, TextLine

OVERHANG = 0.3
"""In text heights: glyphs whose middle lies no deeper in the neighbouring cell than this stay with their line.
Boxes of a recogniser's glyphs are off by about a quarter of a glyph."""


PIECES = frozenset("|丨，,、'·:：;；!")
"""What a piece of a dashed rule is read as, between words."""

ON_BORDER = 0.1
"""In text heights: the middle of such a piece is this near to its border. A mark behind a word stands in the first half
of a square of its own, which ends before the border."""


def fill(
    lattice: Lattice, spans: Sequence[Span], lines: Sequence[TextLine], text_height: float, *, whole: bool = False
) -> dict[Span, tuple[TextLine, ...]]:
    """The lines of each span, in reading order; ``whole``: none is split, for no rule parts them."""
    home = {slot: span for span in spans for slot in span.slots}
    found: dict[Span, list[TextLine]] = {span: [] for span in spans}
    for line in lines:
        if whole:
            found[home[_slot(lattice, *line.box.center)]].append(line)
            continue
        for span, piece in _split(line, lattice, home, text_height):
            found[span].append(piece)
    return {span: in_reading_order(pieces) for span, pieces in found.items()}


def box_of(span: Span, lattice: Lattice) -> Box:
    """Where a span stands, in page units."""
    return Box(
        lattice.xs[span.col],
        lattice.ys[span.row],
        lattice.xs[span.col + span.col_span],
        lattice.ys[span.row + span.row_span],
    )


def _split(
    line: TextLine, lattice: Lattice, home: Mapping[Slot, Span], text_height: float
) -> list[tuple[Span, TextLine]]:
    """The line's pieces with their spans; mostly the whole line with one span."""
    if not line.glyphs:
        return [(home[_slot(lattice, *line.box.center)], line)]
    corner = _slot(lattice, line.box.x0, line.box.y0)
    # no glyph of exact text stands outside of its line's box
    if line.engine == EXACT and corner == _slot(lattice, line.box.x1, line.box.y1):
        return [(home[corner], line)]
    owners = [home[_slot(lattice, *glyph.box.center)] for glyph in line.glyphs]
    if owners.count(owners[0]) == len(owners):
        return [(owners[0], line)]
    owners = _without_overhang(owners, line.glyphs, lattice, OVERHANG * text_height)
    borders = [i for i in range(1, len(owners)) if owners[i] != owners[i - 1]]
    if not borders:
        return [(owners[0], line)]
    rims = {at for i in borders for at in (i - 1, i) if _is_of_border(line.glyphs[at], lattice, text_height)}
    starts = sorted({0, *borders, *rims, *(at + 1 for at in rims if at + 1 < len(owners))})
    pieces = ((line.glyphs.index(piece.glyphs[0]), piece) for piece in cut_line(line, starts))
    return [(owners[at], piece) for at, piece in pieces if at not in rims]


def _is_of_border(glyph: Glyph, lattice: Lattice, text_height: float) -> bool:
    """Whether a mark is a piece of the upright border of two cells, which a line was read across: ， of a dash."""
    x = glyph.box.center[0]
    return glyph.char in PIECES and min(abs(x - edge) for edge in lattice.xs) <= ON_BORDER * text_height


def _slot(lattice: Lattice, x: float, y: float) -> Slot:
    col = bisect_right(lattice.xs, x) - 1
    row = bisect_right(lattice.ys, y) - 1
    return min(max(row, 0), lattice.n_rows - 1), min(max(col, 0), lattice.n_cols - 1)


def _without_overhang(owners: Sequence[Span], glyphs: Sequence[Glyph], lattice: Lattice, overhang: float) -> list[Span]:
    """Owners with the glyphs that only lean over a border given back to the cell that holds most of the line.

    Beside others that stand wholly in the neighbouring cell, a glyph is its text's last or first one.
    """
    main = max(dict.fromkeys(owners), key=list(owners).count)
    room = box_of(main, lattice).padded(overhang)
    result: list[Span] = []
    for owner, run in groupby(zip(owners, glyphs, strict=True), key=itemgetter(0)):
        boxes = [glyph.box for _, glyph in run]
        leaning = all(room.contains(*box.center) for box in boxes)
        result += [main if leaning else owner] * len(boxes)
    return result
