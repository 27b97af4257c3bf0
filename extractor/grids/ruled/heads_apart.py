"""Heads beside one another in one cell, because the rule between them was lost: under a seal, or at the table's top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.grids.ruled.lattice import SEEN, Lattice
from models.figures import is_figure
from models.geometry import Box
from models.median import median
from models.text import TextLine

APART = 0.8
"""In text heights: the least gap between two heads. Two words of one head stand closer."""

AMID = 1.0
"""In text heights: the middle of a head is this near to that of its cell."""

MOSTLY = 0.5
"""Share of the rows below in which an edge is drawn that the row right below has lost, too."""

WIDEST = 1.3
"""Times as wide as the others of its line that a character at an end is at most: a scrap of the lost rule, and grain,
widen its box."""

SHORTEST = 2
"""Characters of a head: those of one word that is drawn out stand alone."""

OF_SECTION = 4
"""Heads of a row under figures, where a section of the form begins: fewer texts may be those of a merged cell."""

COLONS = frozenset(":：")
"""What a field in a line over the table has, and no head of a column."""


def with_heads_apart(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice with a side drawn between heads that each stand in the middle of their part of one cell, if the edge
    between them is drawn below. Rows from the first with a figure on are none of heads, but for those of many texts
    and no figure.
    """
    upright = lattice.upright.copy()
    first = _first_of_body(lattice, lines)
    for r in (r for r in range(lattice.n_rows - 1) if r < first or _begins_section(lattice, r, lines, text_height)):
        for start, stop in _wide_cells(lattice, r):
            room = Box(lattice.xs[start], lattice.ys[r], lattice.xs[stop], lattice.ys[r + 1])
            heads = _heads([line for line in lines if room.contains(*line.box.center)], text_height)
            below = [c for c in range(start + 1, stop) if _is_drawn_below(lattice, r, c)]
            found = _between(heads, lattice.xs[start], [lattice.xs[c] for c in below])
            sides = [lattice.xs[start], *(lattice.xs[below[i]] for i in found), lattice.xs[stop]]
            if _are_amid(heads, sides, AMID * text_height):
                upright[r, [below[i] for i in found]] = 1.0
    return replace(lattice, upright=upright)


def _is_drawn_below(lattice: Lattice, r: int, c: int) -> bool:
    """Whether a column edge is drawn right below a row, or in most rows below: two rows may have lost it."""
    drawn = lattice.upright[r + 1 :, c] >= SEEN
    return bool(drawn[0] or drawn.mean() > MOSTLY)


def _first_of_body(lattice: Lattice, lines: Sequence[TextLine]) -> int:
    """The first row with a figure, but for the last one, which has none below it; 0 where none has."""
    figures = [line.box.center[1] for line in lines if is_figure(line.text)]
    first = min(figures, default=lattice.ys[0])
    return min(sum(y <= first for y in lattice.ys[1:]), lattice.n_rows - 1)


def _begins_section(lattice: Lattice, r: int, lines: Sequence[TextLine], text_height: float) -> bool:
    inside = [line for line in lines if lattice.ys[r] <= line.box.center[1] < lattice.ys[r + 1]]
    return len(_heads(inside, text_height)) >= OF_SECTION


def _wide_cells(lattice: Lattice, r: int) -> Iterator[tuple[int, int]]:
    """The cells of one row and several columns, closed above and below, as first and last column edge."""
    drawn = [c for c in range(lattice.n_cols + 1) if c in (0, lattice.n_cols) or lattice.upright[r, c] >= SEEN]
    for start, stop in pairwise(drawn):
        closed = min(lattice.across[r, start:stop].min(), lattice.across[r + 1, start:stop].min()) >= SEEN
        if stop - start > 1 and closed:
            yield start, stop


def _heads(lines: Sequence[TextLine], text_height: float) -> list[Box]:
    """The texts of a cell that stand beside one another, wrapped ones as one; none where one of them is no head."""
    heads: list[tuple[Box, str]] = []
    for box, text in sorted(((_of_print(line), line.text) for line in lines), key=lambda one: one[0].x0):
        if heads and box.x0 - heads[-1][0].x1 < APART * text_height:
            heads[-1] = heads[-1][0].union(box), heads[-1][1] + text
        else:
            heads.append((box, text))
    sound = all(len(text.strip()) >= SHORTEST and not COLONS & set(text) and not is_figure(text) for _, text in heads)
    return [box for box, _ in heads] if sound else []


def _of_print(line: TextLine) -> Box:
    """A line's box, its characters at the ends no wider than characters are."""
    if len(line.glyphs) < SHORTEST:
        return line.box
    usual = WIDEST * median([glyph.box.width for glyph in line.glyphs])
    first, last = line.glyphs[0].box, line.glyphs[-1].box
    return replace(line.box, x0=max(line.box.x0, first.x1 - usual), x1=min(line.box.x1, last.x0 + usual))


def _between(heads: Sequence[Box], start: float, edges: Sequence[float]) -> list[int]:
    """For each gap between two heads the edge in it around whose cell the left one stands best; as far as there are."""
    found: list[int] = []
    for left, right in pairwise(heads):
        inside = [i for i, x in enumerate(edges) if left.x1 <= x <= right.x0]
        if not inside:
            break
        begin = edges[found[-1]] if found else start
        off = {i: abs((begin + edges[i]) / 2 - left.center[0]) for i in inside}
        found.append(min(inside, key=off.__getitem__))
    return found


def _are_amid(heads: Sequence[Box], sides: Sequence[float], near: float) -> bool:
    """Whether there are several heads, each in the middle between two sides."""
    if not 1 < len(heads) == len(sides) - 1:
        return False
    middles = [(a + b) / 2 for a, b in pairwise(sides)]
    return all(abs(middle - head.center[0]) <= near for middle, head in zip(middles, heads, strict=True))
