"""Ruled tables whose rules are too few: rows that hold several rows of figures, columns that hold several columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.grids.ruled.lattice import SEEN, Lattice
from extractor.grids.unruled.text_rows import Row, edges_between, joined_rows
from models.figures import FEWEST, ends_in, figure_columns, is_whole
from models.reading_order import rows_of
from models.text import TextLine

FEWEST_COLUMNS = 3
"""A table of fewer columns between rules is none of which one rule is gone: its columns stand by their text alone."""

WHOLE_PAIRS = 2
"""Columns in which two rows have whole figures, from which on they are two rows."""

_COUNT = re.compile(r"\d{1,2}")

_Pair = tuple[TextLine, TextLine]


def lacks_columns(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> bool:
    """Whether in ``FEWEST`` rows of text two texts, one of them a column's figure, stand between the same two rules."""
    crowded = Counter(home for row in _crowded(lattice, lines, text_height) for home in row)
    return max(crowded.values(), default=0) >= FEWEST


def with_columns_of_text(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice with an edge where ``FEWEST`` rows have a gap between two texts, one of them a column's figure, that
    stand between the same two rules: of a worn table one upright rule may be gone.

    It runs from the first such row to the last, but through no text.
    """
    if lattice.n_cols < FEWEST_COLUMNS:
        return lattice
    rows = _crowded(lattice, lines, text_height)
    for c in reversed(range(lattice.n_cols)):
        pairs = [row[c] for row in rows if c in row]
        low = max((left.box.x1 for left, _ in pairs), default=0.0)
        high = min((right.box.x0 for _, right in pairs), default=0.0)
        if len(pairs) >= FEWEST and low < high:
            lattice = _parted(lattice, c, (low + high) / 2, pairs, lines)
    return lattice


def _crowded(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> list[dict[int, _Pair]]:
    """Of each row of text the first two of its texts in a column, by columns that hold several, one a figure."""
    rows = rows_of(lines)
    ends = figure_columns(rows, text_height)
    found: list[dict[int, _Pair]] = []
    for row in rows:
        homes: dict[int, list[TextLine]] = {}
        for line in sorted(row, key=lambda line: line.box.x0):
            homes.setdefault(bisect_left(lattice.xs, line.box.center[0]) - 1, []).append(line)
        several = {home: inside for home, inside in homes.items() if len(inside) > 1}
        found.append(
            {
                home: (inside[0], inside[1])
                for home, inside in several.items()
                if any(ends_in(line, ends, text_height) for line in inside)
            }
        )
    return found


def _parted(lattice: Lattice, c: int, x: float, pairs: Sequence[_Pair], lines: Sequence[TextLine]) -> Lattice:
    """The lattice with column ``c`` cut at ``x`` in the rows that the pairs stand in and between."""
    heights = [line.box.center[1] for pair in pairs for line in pair]
    struck = [line.box.center[1] for line in lines if line.box.x0 < x < line.box.x1]
    cut = [
        float(bottom > min(heights) and top < max(heights) and not any(top < y < bottom for y in struck))
        for top, bottom in pairwise(lattice.ys)
    ]
    return Lattice(
        xs=(*lattice.xs[: c + 1], x, *lattice.xs[c + 1 :]),
        ys=lattice.ys,
        across=np.repeat(lattice.across, [2 if i == c else 1 for i in range(lattice.n_cols)], axis=1),
        upright=np.insert(lattice.upright, c + 1, np.array(cut), axis=1),
    )


def with_rows_of_text(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice with an edge between every two rows of figures that stand between the same two rules.

    A row is divided where it holds ``FEWEST`` rows with figures of its columns, so many that they are no value that
    goes on in the next line, or two with whole figures in the same columns. Cells that are merged with the row above
    or below stay whole.
    """
    placed = [(line.box.center[1], line) for line in lines]
    for r in reversed(range(lattice.n_rows)):
        inside = [line for y, line in placed if lattice.ys[r] < y < lattice.ys[r + 1]]
        rows = rows_of(inside) if len(inside) >= FEWEST else ()
        several = _are_several(lattice, rows)
        if len(rows) < FEWEST and not several:
            continue
        ends = figure_columns(rows, text_height)

        def has_figures(row: Row, ends: Sequence[float] = ends) -> bool:
            return any(ends_in(line, ends, text_height) for line in row) or len(_figures_in(row)) >= WHOLE_PAIRS

        if several or sum(has_figures(row) and len(row) > 1 for row in rows) >= FEWEST:
            groups = joined_rows(rows, has_figures, text_height)
            edges = [edge for between in edges_between(groups, (), text_height) for edge in between]
            lattice = _divided(lattice, r, edges)
    return lattice


def _figures_in(row: Row) -> list[TextLine]:
    """Whole figures, or else the numbers of columns: 1, 2, 3."""
    whole = [line for line in row if is_whole(line.text)]
    counts = [line for line in row if _COUNT.fullmatch(line.text.strip())]
    numbers = [int(line.text) for line in counts]
    counted = len(counts) >= WHOLE_PAIRS and all(right == left + 1 for left, right in pairwise(numbers))
    return counts if counted and not whole else whole


def _are_several(lattice: Lattice, rows: Sequence[Row]) -> bool:
    """Whether two of the rows have whole figures in the same ``WHOLE_PAIRS`` columns: none goes on in the next line."""
    homes = [{bisect_left(lattice.xs, line.box.center[0]) for line in _figures_in(row)} for row in rows]
    figures = [found for found in homes if len(found) >= WHOLE_PAIRS]
    return any(len(upper & lower) >= WHOLE_PAIRS for upper, lower in pairwise(figures))


def _divided(lattice: Lattice, r: int, edges: Sequence[float]) -> Lattice:
    """The lattice with row ``r`` cut at ``edges``, but for the columns in which it is part of a merged cell."""
    whole = (lattice.across[r] < SEEN) | (lattice.across[r + 1] < SEEN)
    if r == 0:
        whole = lattice.across[1] < SEEN
    if r == lattice.n_rows - 1:
        whole = lattice.across[r] < SEEN if r else np.zeros(lattice.n_cols, dtype=bool)
    cuts = np.repeat(np.where(whole, 0.0, 1.0)[None, :], len(edges), axis=0)
    return Lattice(
        xs=lattice.xs,
        ys=(*lattice.ys[: r + 1], *edges, *lattice.ys[r + 1 :]),
        across=np.vstack([lattice.across[: r + 1], cuts, lattice.across[r + 1 :]]),
        upright=np.repeat(lattice.upright, [len(edges) + 1 if i == r else 1 for i in range(lattice.n_rows)], axis=0),
    )
