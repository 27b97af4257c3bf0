"""Tables of lines and amounts among a document's grids, each with every leaf of the contract's ``fiscal_table``."""

from __future__ import annotations

from collections.abc import Container, Sequence

from extractor.forms.fiscal.leaves import reading_of
from extractor.forms.fiscal.overleaf import goes_on
from extractor.forms.fiscal.recognise import Table, recognised
from models.form import Definitions
from models.grid import Grid
from models.join_proof import verdict
from models.record import FormReading


def interpret_tables(
    grids: Sequence[Grid], taken: Container[int], definitions: Definitions
) -> tuple[tuple[int, FormReading], ...]:
    """Each table with the index of its first grid. ``taken``: the grids that are forms."""
    words = definitions.fiscal_words
    tables: list[tuple[int, Table]] = []
    last = -1
    for number, grid in enumerate(grids):
        if number in taken:
            continue
        near = tables and last == number - 1 and not _proved_apart(grids[last], grid)
        body = goes_on(tables[-1][1], number, grid, definitions, words) if near else None
        if body is not None:
            first, table = tables[-1]
            tables[-1] = (first, table.with_body(body))
            last = number
            continue
        found = recognised(number, grid, definitions, words)
        if found is not None:
            tables.append((number, found))
            last = number
    return tuple((first, reading_of(table, words)) for first, table in tables)


def _proved_apart(one: Grid, other: Grid) -> bool:
    """Whether their numbers say that they are two tables, though one looks like the other's rest."""
    return one.n_cols == other.n_cols and verdict(one, other) == "two"
