"""Ruled tables whose rules are too few: rows that hold several rows of figures, columns that hold several columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.grids.lattice import SEEN, Lattice
from extractor.grids.text_rows import Row, edges_between, joined_rows
from models.figures import FEWEST, ends_in, figure_columns
from models.reading_order import rows_of
from models.text import TextLine


def lacks_columns(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> bool:
    """Whether in ``FEWEST`` rows of text two texts, one of them a column's figure, stand between the same two rules."""
    rows = rows_of(lines)
    ends = figure_columns(rows, text_height)
    crowded = 0
    for row in rows:
        homes = [int(np.searchsorted(lattice.xs, line.box.center[0])) for line in row]
        figures = [home for home, line in zip(homes, row, strict=True) if ends_in(line, ends, text_height)]
        crowded += any(homes.count(home) > 1 for home in figures)
    return bool(crowded >= FEWEST)


def with_rows_of_text(lattice: Lattice, lines: Sequence[TextLine], text_height: float) -> Lattice:
    """The lattice with an edge between every two rows of figures that stand between the same two rules.

    A row is divided where it holds ``FEWEST`` rows with figures of its columns, so many that they are no value that
    goes on in the next line. Cells that are merged with the row above or below stay whole.
    """
    for r in reversed(range(lattice.n_rows)):
        inside = [line for line in lines if lattice.ys[r] < line.box.center[1] < lattice.ys[r + 1]]
        rows = rows_of(inside)
        if len(rows) < FEWEST:
            continue
        ends = figure_columns(rows, text_height)

        def has_figures(row: Row, ends: Sequence[float] = ends) -> bool:
            return any(ends_in(line, ends, text_height) for line in row)

        if sum(has_figures(row) and len(row) > 1 for row in rows) >= FEWEST:
            groups = joined_rows(rows, has_figures, text_height)
            edges = [edge for between in edges_between(groups, (), text_height) for edge in between]
            lattice = _divided(lattice, r, edges)
    return lattice


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
