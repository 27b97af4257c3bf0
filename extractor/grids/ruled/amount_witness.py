"""Amounts as witnesses of a rule that was not made out beside them: set flush right, they end right before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractor.grids.ruled.lattice import SEEN, Lattice
from models.cutting import cut_line
from models.figures import is_amount
from models.text import TextLine

MARKS = frozenset("|}{]:;!")
"""As what a dash of a rule is read where it stands between two texts."""


def with_amounts_apart(lattice: Lattice, lines: Sequence[TextLine]) -> tuple[Lattice, tuple[TextLine, ...]]:
    """The lattice with a side drawn where a line was read through it that has an amount up to there, if the same column
    edge is drawn above and below; and the lines, these cut there, without the mark that the rule was read as.
    """
    upright = lattice.upright.copy()
    result: list[TextLine] = []
    for line in lines:
        found = _place(line, lattice)
        if found is None:
            result.append(line)
            continue
        r, c, at = found
        upright[r, c] = 1.0
        pieces = cut_line(line, [at, at + 1] if line.glyphs[at].char in MARKS else [at])
        result += [piece for piece in pieces if piece.text not in MARKS]
    return replace(lattice, upright=upright), tuple(result)


def _place(line: TextLine, lattice: Lattice) -> tuple[int, int, int] | None:
    """The row and the column edge of the side that a line goes through, and its first glyph beyond."""
    r = bisect_right(lattice.ys, line.box.center[1]) - 1
    if not 0 <= r < lattice.n_rows or not line.glyphs:
        return None
    middles = [glyph.box.center[0] for glyph in line.glyphs]
    first, last = (bisect_right(lattice.xs, x) for x in (min(middles), max(middles)))
    for c in range(max(1, first), min(lattice.n_cols, last)):
        at = sum(middle < lattice.xs[c] for middle in middles)
        if _is_lost(lattice, r, c):
            amount = "".join(glyph.char for glyph in line.glyphs[:at])
            if is_amount(amount.strip()):
                return r, c, at
    return None


def _is_lost(lattice: Lattice, r: int, c: int) -> bool:
    """Whether a side is not drawn, its column edge is above and below, and the two slots are closed there."""
    edge = lattice.upright[:, c]
    closed = min(lattice.across[r, c - 1 : c + 1].min(), lattice.across[r + 1, c - 1 : c + 1].min()) >= SEEN
    return bool(edge[r] < SEEN and closed and edge[:r].max(initial=0.0) >= SEEN and edge[r:].max() >= SEEN)
