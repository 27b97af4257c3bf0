"""A grid as a table of the contract."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.pages import PageReading
from extractor.understanding import bbox_of, table_id
from models.grid import Cell, Grid
from models.record import Place
from models.result import Table, TableCell


def table_of(index: int, grid: Grid, pages: Mapping[int, PageReading]) -> Table:
    """The table at ``index``, from 0, in the document's order; ``pages`` by number."""
    return Table(
        id=table_id(index),
        title=grid.title,
        pages=grid.pages,
        n_rows=grid.n_rows,
        n_cols=grid.n_cols,
        cells=tuple(_cell(cell, pages) for cell in grid.cells),
    )


def _cell(cell: Cell, pages: Mapping[int, PageReading]) -> TableCell:
    return TableCell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=cell.text,
        confidence=round(min((line.probability for line in cell.lines), default=1.0), 4),
        page=cell.page,
        bbox=bbox_of(Place(cell.page, cell.box), pages),
        is_header=cell.is_header,
    )
