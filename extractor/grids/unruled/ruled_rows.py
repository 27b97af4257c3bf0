"""Rows of a table that is ruled across and not upright: a rule ends the cells over which it runs, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from extractor.grids.filling import box_of
from extractor.grids.ruled.drawn_out import without_drawn_out
from extractor.grids.ruled.lattice import Lattice
from extractor.grids.ruled.spans import Cut, Span, spans_of, without_idle_edges
from extractor.grids.ruling.collinear import covered
from extractor.grids.unruled.table import Divided
from models.rule import Rule

FEWEST = 4
"""Rules, between each two of which there is one row: fewer part the heads, the body and a total."""

CROWDED = 0.1
"""Share of the rows between two rules that hold several rows of text at most, where wrapped texts were told apart."""

SAME = 0.5
"""In text heights: pieces of rules that lie so near are of one edge."""


def with_ruled_rows(
    divided: Divided, rules: Sequence[Rule], text_height: float, *, crowded: float = CROWDED
) -> Divided:
    """The table with the rows that its rules show, if they part all rows. Which cells go over several columns stays.

    ``crowded``: the share of rows between two rules that may hold several rows of text.
    """
    lattice = divided.lattice
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    ys = _edges([rule.position for rule in across], SAME * text_height)
    if len(ys) < FEWEST:
        return divided
    ys = _out_to(ys, divided, text_height)
    if _crowded(divided, ys) > crowded * len(ys):
        return divided
    shares = np.zeros((len(ys), lattice.n_cols))
    for i, y in enumerate(ys):
        near = [rule for rule in across if abs(rule.position - y) <= SAME * text_height]
        for c, (x0, x1) in enumerate(pairwise(lattice.xs)):
            shares[i, c] = covered(near, x0, x1) / (x1 - x0)
    shares[0], shares[-1] = 1.0, 1.0
    upright = np.array([_sides(divided, (a + b) / 2) for a, b in pairwise(ys)])
    ruled = without_drawn_out(Lattice(lattice.xs, tuple(ys), shares, upright), divided.lines, text_height)
    glyphs = [glyph.box for line in divided.lines for glyph in line.glyphs]

    def crosses(cut: Cut, span: Span) -> bool:
        if not cut.across:
            return False
        x0, x1, y = ruled.xs[span.col], ruled.xs[span.col + span.col_span], ruled.ys[cut.at]
        return any(x0 < box.center[0] < x1 and box.y0 + box.height / 4 < y < box.y1 - box.height / 4 for box in glyphs)

    found, spans = without_idle_edges(ruled, spans_of(ruled, crosses))
    one = Divided(found, spans, divided.lines, ruled=False)
    return divided if _lacks_rule(one, divided) else one


def _lacks_rule(ruled: Divided, divided: Divided) -> bool:
    """Whether a cell of several rows and columns holds several texts: the rule under a head was not seen."""
    wide = [box_of(span, ruled.lattice) for span in ruled.spans if min(span.row_span, span.col_span) > 1]
    texts = [box_of(span, divided.lattice) for span in divided.spans]
    middles = [line.box.center for line in divided.lines]
    return any(
        sum(any(text.contains(*middle) and cell.contains(*middle) for middle in middles) for text in texts) > 1
        for cell in wide
    )


def _edges(positions: Sequence[float], near: float) -> list[float]:
    groups: list[list[float]] = []
    for y in sorted(positions):
        if groups and y - groups[-1][-1] <= near:
            groups[-1].append(y)
        else:
            groups.append([y])
    return [median(group) for group in groups]


def _crowded(divided: Divided, ys: Sequence[float]) -> int:
    """Between how many two rules the text stands in several rows."""
    rows = divided.lattice.ys
    middles = [(a + b) / 2 for a, b in pairwise(rows)]
    return sum(sum(a < y < b for y in middles) > 1 for a, b in pairwise(ys))


def _out_to(ys: Sequence[float], divided: Divided, text_height: float) -> list[float]:
    """The edges with those of rows above the first rule and below the last one: the page's edge leaves them open."""
    tops = [line.box.center[1] for line in divided.lines]
    above = [divided.lattice.ys[0]] if min(tops) < ys[0] else []
    below = [divided.lattice.ys[-1]] if max(tops) > ys[-1] else []
    return [
        *(y for y in above if y < ys[0] - SAME * text_height),
        *ys,
        *(y for y in below if y > ys[-1] + SAME * text_height),
    ]


def _sides(divided: Divided, y: float) -> list[float]:
    """1 for each side of a cell at this height, 0 where a cell goes over it."""
    lattice = divided.lattice
    row = min(max(sum(edge <= y for edge in lattice.ys) - 1, 0), lattice.n_rows - 1)
    sides = {span.col for span in divided.spans if span.row <= row < span.row + span.row_span}
    return [1.0 if col in sides or col == lattice.n_cols else 0.0 for col in range(lattice.n_cols + 1)]
