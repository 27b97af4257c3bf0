"""Which texts stand in which slot of a lattice."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractor.grids.ruled.lattice import Lattice
from models.text import TextLine


def slot_at(edges: Sequence[float], at: float) -> int | None:
    """The number of the slot between two of the edges that a place lies in; None outside of them."""
    i = bisect_right(edges, at) - 1
    return i if 0 <= i < len(edges) - 1 else None


def texts_by_slot(lattice: Lattice, lines: Sequence[TextLine]) -> Mapping[tuple[int, int], Sequence[str]]:
    """The texts whose middles lie in each slot, by row and column; slots without any are left out."""
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for line in lines:
        x, y = line.box.center
        r, c = slot_at(lattice.ys, y), slot_at(lattice.xs, x)
        if r is not None and c is not None:
            texts[r, c].append(line.text)
    return dict(texts)
