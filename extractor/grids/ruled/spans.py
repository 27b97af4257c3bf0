"""From a lattice to cells' spans: slots with no rule between them are one cell, and every cell is a rectangle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from extractor.grids.ruled.lattice import SEEN, Lattice

Slot = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A rectangle of slots: rows ``row`` to ``row + row_span - 1``, columns likewise."""

    row: int
    col: int
    row_span: int
    col_span: int

    @property
    def slots(self) -> frozenset[Slot]:
        rows, cols = range(self.row, self.row + self.row_span), range(self.col, self.col + self.col_span)
        return frozenset((r, c) for r in rows for c in cols)


@dataclass(frozen=True, slots=True)
class Cut:
    """A straight cut of a group of slots: before row ``at`` (``across``) or before column ``at``."""

    across: bool
    at: int


Crosses = Callable[[Cut, Span], bool]
"""Whether a cut, within a rectangle of slots, would go through text."""


def spans_of(lattice: Lattice, crosses: Crosses) -> tuple[Span, ...]:
    """The cells' spans, by row and column; every slot lies in exactly one.

    A group of slots that is no rectangle lacks a rule: it is cut where most of one was seen, never through text
    if there is another way.
    """
    spans = [span for group in _groups(lattice) for span in _rectangles(group, lattice, crosses)]
    return tuple(sorted(spans))


def without_idle_edges(lattice: Lattice, spans: Sequence[Span]) -> tuple[Lattice, tuple[Span, ...]]:
    """Both without the inner edges that no span begins or ends at: a rule seen in one place, overruled there."""
    rows = sorted({0, lattice.n_rows, *(span.row for span in spans)})
    cols = sorted({0, lattice.n_cols, *(span.col for span in spans)})
    left = Lattice(
        xs=tuple(lattice.xs[c] for c in cols),
        ys=tuple(lattice.ys[r] for r in rows),
        across=lattice.across[np.ix_(rows, cols[:-1])],
        upright=lattice.upright[np.ix_(rows[:-1], cols)],
    )
    return left, tuple(
        Span(
            row=rows.index(span.row),
            col=cols.index(span.col),
            row_span=rows.index(span.row + span.row_span) - rows.index(span.row),
            col_span=cols.index(span.col + span.col_span) - cols.index(span.col),
        )
        for span in spans
    )


def _groups(lattice: Lattice) -> list[frozenset[Slot]]:
    """Slots connected across sides that are not drawn."""
    return _pieces([(r, c) for r in range(lattice.n_rows) for c in range(lattice.n_cols)], lattice)


def _flood(start: Slot, lattice: Lattice, within: AbstractSet[Slot]) -> frozenset[Slot]:
    reached, edge = {start}, [start]
    while edge:
        r, c = edge.pop()
        sides = (
            ((r - 1, c), lattice.across[r, c]),
            ((r + 1, c), lattice.across[r + 1, c]),
            ((r, c - 1), lattice.upright[r, c]),
            ((r, c + 1), lattice.upright[r, c + 1]),
        )
        for slot, share in sides:
            if slot in within and slot not in reached and share < SEEN:
                reached.add(slot)
                edge.append(slot)
    return frozenset(reached)


def _rectangles(group: frozenset[Slot], lattice: Lattice, crosses: Crosses) -> list[Span]:
    bounds = bounds_of(group)
    if bounds.slots == group:
        return [bounds]
    cuts = [Cut(across=True, at=r) for r in range(bounds.row + 1, bounds.row + bounds.row_span)]
    cuts += [Cut(across=False, at=c) for c in range(bounds.col + 1, bounds.col + bounds.col_span)]
    best = max(cuts, key=lambda cut: (not crosses(cut, bounds), _evidence(cut, group, lattice)))
    parts = [frozenset(s for s in group if (s[not best.across] < best.at) is before) for before in (True, False)]
    return [span for part in parts for piece in _pieces(part, lattice) for span in _rectangles(piece, lattice, crosses)]


def _pieces(slots: Iterable[Slot], lattice: Lattice) -> list[frozenset[Slot]]:
    """The connected pieces of some slots: of a table, or of what a cut has left on one side."""
    left, pieces = set(slots), []
    for slot in sorted(left):
        if slot in left:
            pieces.append(_flood(slot, lattice, left))
            left -= pieces[-1]
    return pieces


def _evidence(cut: Cut, group: frozenset[Slot], lattice: Lattice) -> float:
    """How much of the cut is ruled, mean share; the same edge elsewhere in the table breaks ties."""
    shares = []
    for r, c in group:
        if cut.across and cut.at in (r, r + 1):
            shares.append(float(lattice.across[cut.at, c]))
        elif not cut.across and cut.at in (c, c + 1):
            shares.append(float(lattice.upright[r, cut.at]))
    edge = lattice.across[cut.at] if cut.across else lattice.upright[:, cut.at]
    # a tenth: enough to decide between equals, too little to outvote what was seen at the place itself
    return float(np.mean(shares)) + 0.1 * float(edge.mean())


def bounds_of(slots: Iterable[Slot]) -> Span:
    """The smallest rectangle around slots."""
    rows, cols = zip(*slots, strict=True)
    return Span(min(rows), min(cols), max(rows) - min(rows) + 1, max(cols) - min(cols) + 1)
