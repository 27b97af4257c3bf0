"""Sides of slots that strokes of text were taken for: rules seem to run on through the merged cell beside their end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractor.grids.ruled.lattice import SEEN, Lattice
from extractor.grids.ruled.slot_texts import slot_at
from models.geometry import Box, union_of
from models.text import TextLine

TOUCH = 0.1
"""In text heights: strokes lie this near to the boxes of their line, or inside them."""

CENTRED, OFF = 0.3, 0.5
"""In text heights: so near to the middle of the merged cell its text stands, and so far off that of a part of it."""

ROOM = 1.0
"""In text heights: cells so much higher than their text tell whether texts stand in the middle of their cells."""

WRAPPED = 0.5
"""In text heights: lines of one text stand no further apart."""

Boxes = Sequence[Box]


def without_drawn_out(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice without the last sides of rules that touch text which stands in the middle of both cells together; as
    it is where texts stand at the top of their cells.
    """
    columns: list[list[Box]] = [[] for _ in range(lattice.n_cols)]
    for line in lines:
        c = slot_at(lattice.xs, line.box.center[0])
        if c is not None:
            columns[c].append(line.box)
    if not _are_centred(lattice, columns, text_height):
        return lattice
    across = lattice.across.copy()
    for c, boxes in enumerate(columns):
        edges = [0, *(r for r in range(1, lattice.n_rows) if across[r, c] >= SEEN), lattice.n_rows]
        for top, r, foot in zip(edges, edges[1:], edges[2:], strict=False):
            if _is_last(lattice, r, c):
                high, edge, low = lattice.ys[top], lattice.ys[r], lattice.ys[foot]
                across[r, c] = 0.0 if _stands_across(boxes, high, edge, low, text_height) else across[r, c]
    return replace(lattice, across=across)


def _are_centred(lattice: Lattice, columns: Sequence[Boxes], text_height: float) -> bool:
    """Whether texts stand in the middle of their cells, of those that have room."""
    off = [
        abs(text.center[1] - (top + foot) / 2)
        for c, boxes in enumerate(columns)
        for top, foot in _cells(lattice, c)
        if (text := union_of(_inside(boxes, top, foot))) is not None and foot - top - text.height >= ROOM * text_height
    ]
    return median(off or [0.0]) <= CENTRED * text_height


def _cells(lattice: Lattice, c: int) -> Iterator[tuple[float, float]]:
    drawn = [y for y, side in zip(lattice.ys, lattice.across[:, c], strict=True) if side >= SEEN]
    yield from pairwise(drawn)


def _is_last(lattice: Lattice, r: int, c: int) -> bool:
    """Whether the rule of a side goes on to one of its ends only, or to none."""
    return not all(0 <= beside < lattice.n_cols and lattice.across[r, beside] >= SEEN for beside in (c - 1, c + 1))


def _stands_across(boxes: Boxes, top: float, edge: float, foot: float, text_height: float) -> bool:
    """Whether a text between ``top`` and ``foot`` that the edge touches stands in their middle, and not in that of the
    cells that the edge would make.
    """
    near = TOUCH * text_height
    if not any(box.y0 - near <= edge <= box.y1 + near for box in boxes):
        return False
    upper, lower = union_of(_inside(boxes, top, edge)), union_of(_inside(boxes, edge, foot))
    if upper is not None and lower is not None and lower.y0 - upper.y1 > WRAPPED * text_height:
        return False
    off = [abs(it.center[1] - (a + b) / 2) for it, a, b in ((upper, top, edge), (lower, edge, foot)) if it is not None]
    whole = union_of([it for it in (upper, lower) if it is not None])
    if whole is None or max(off) < OFF * text_height:
        return False
    return abs(whole.center[1] - (top + foot) / 2) <= CENTRED * text_height


def _inside(boxes: Boxes, top: float, foot: float) -> list[Box]:
    return [box for box in boxes if top < box.center[1] < foot]
