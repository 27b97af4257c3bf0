"""A document whose tables people put right, interpreted again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from extractor.document import interpret_document
from extractor.editing import EditRefused, HeadedGrids, edited
from extractor.material import Structure, Understandable
from extractor.tables import table_of
from extractor.tools import Knowledge
from extractor.understanding import bbox_of, table_id
from models.grid import Grid
from models.record import Leaf
from models.result import Table
from models.review import Edit, HeadSaid

TableEdit = tuple[str, Edit]
"""What was done to which table, by its id."""

Change = TableEdit | HeadSaid


def restructured(
    material: Understandable, structure: Structure, changes: Sequence[Change], tools: Knowledge
) -> tuple[Understandable, dict[str, Table]]:
    """The document after ``changes``, in order, and the tables that were edited, by id. Raises EditRefused.

    What is said of a head is a reading of it, as what is said of any field is: tables show what was read.
    """
    grids, headed = _put_right(material, structure, changes)
    interpretation = interpret_document(headed.grids, structure.body, tools).interpretation
    forms = tuple(map(headed.as_read, interpretation.forms))
    pages = material.by_number()
    tables = {table_id(index): table_of(index, grid, pages) for index, grid in grids.items()}
    return replace(material, interpretation=replace(interpretation, forms=forms)), tables


def said_of_head(
    material: Understandable, structure: Structure, changes: Sequence[Change], head: Leaf, text: str
) -> HeadSaid | None:
    """What is said of the head of a column by a text; None where it says what stands there after ``changes``.

    ``head``: the field of the column's head, as it was interpreted then.
    """
    if head.place is None:
        return None
    _, headed = _put_right(material, structure, changes)
    return headed.said(head.place, head.label, text, partial(bbox_of, pages=material.by_number()))


def _put_right(
    material: Understandable, structure: Structure, changes: Iterable[Change]
) -> tuple[dict[int, Grid], HeadedGrids]:
    """The grids that were edited, by their place, and all grids with what was said of heads, too."""
    places = {table_id(index): index for index in range(len(structure.grids))}
    shown = partial(bbox_of, pages=material.by_number())
    grids: dict[int, Grid] = {}
    headed = HeadedGrids(list(structure.grids))
    for change in changes:
        if isinstance(change, HeadSaid):
            headed.say(change, shown)
            continue
        table, edit = change
        if table not in places:
            raise EditRefused(f"there is no table {table}; there are {', '.join(places) or 'none'}")
        at = places[table]
        grids[at] = edited(grids.get(at, structure.grids[at]), edit)
        headed.grids[at] = edited(headed.grids[at], edit)
    return grids, headed
