"""Where the groups of a listing begin, decided by the weights that their labels print.

A merged cell's label stands beside one of its rows in a dump, not always beside the first. Where every number is
there and only the borders are off, the sums say where they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate, pairwise

from extractor.grids.dump_forms.labels import weight_in
from extractor.grids.dump_forms.rows import Row
from extractor.grids.dump_forms.text import guessed
from models.form import Listing


def with_moved_borders(rows: Sequence[Row], listing: Listing) -> list[Row]:
    """The rows; a label of the first column, and what stands under it, beside the row where its weights begin.

    Unchanged where the printed weights are not those of all rows together, or where a label would have to pass
    another one. What was moved is no better than a guess.
    """
    number = next(i for i, column in enumerate(listing.columns) if column.kind == "number")
    inner = [i for i, column in enumerate(listing.columns) if column.words]
    firsts = [i for i, row in enumerate(rows) if 0 in row.cells]
    weights = [_number("".join(run.key for run in row.cells.get(number, ()))) for row in rows]
    printed = [_number(weight_in("".join(run.key for run in rows[i].cells[0])) or "") for i in firsts]
    reached = [Decimal(0), *accumulate(weight or Decimal(0) for weight in weights)]
    wanted = [Decimal(0), *accumulate(weight or Decimal(0) for weight in printed)]
    if not firsts or firsts[0] != 0 or None in (*weights, *printed) or wanted[-1] != reached[-1]:
        return list(rows)
    moved = list(rows)
    bounds = [*firsts, len(rows)]
    for group, (last, first) in enumerate(pairwise(firsts), start=1):
        starts = [i for i in range(last + 1, bounds[group + 1]) if reached[i] == wanted[group]]
        to = min(starts, key=lambda i: abs(i - first), default=first)
        if to != first and not _passes(moved, first, to, inner):
            cells = {i: moved[first].cells[i] for i in inner if i in moved[first].cells}
            moved[first] = Row({i: cell for i, cell in moved[first].cells.items() if i not in cells})
            moved[to] = Row(moved[to].cells | {i: tuple(map(guessed, cell)) for i, cell in cells.items()})
    return moved


def _passes(rows: Sequence[Row], first: int, to: int, inner: Collection[int]) -> bool:
    """Whether a label stands between the row that a group began with and the row that it should begin with."""
    between = range(first + 1, to + 1) if to > first else range(to, first)
    return any(i in rows[row].cells for row in between for i in inner)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
