"""A document whose tables people put right, interpreted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import interpret_document
from extractor.editing import EditRefused, edited
from extractor.material import Structure, Understandable
from extractor.tables import table_of
from extractor.tools import Knowledge
from extractor.understanding import table_id
from models.result import Table
from models.review import Edit

TableEdit = tuple[str, Edit]
"""What was done to which table, by its id."""


def restructured(
    material: Understandable, structure: Structure, edits: Sequence[TableEdit], tools: Knowledge
) -> tuple[Understandable, dict[str, Table]]:
    """The document after ``edits``, in order, and the tables that they changed, by id. Raises EditRefused."""
    places = {table_id(index): index for index in range(len(structure.grids))}
    grids = list(structure.grids)
    for table, edit in edits:
        if table not in places:
            raise EditRefused(f"there is no table {table}; there are {', '.join(places) or 'none'}")
        grids[places[table]] = edited(grids[places[table]], edit)
    interpretation = interpret_document(grids, structure.body, tools).interpretation
    pages = material.by_number()
    tables = {table: table_of(places[table], grids[places[table]], pages) for table, _ in edits}
    return replace(material, interpretation=interpretation), tables
