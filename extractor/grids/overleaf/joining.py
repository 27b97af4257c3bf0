"""Tables that go on overleaf, made one grid.

The rules, in the order in which they are tried:

1. A grid goes on with the one before it if it stands at the top of the next page, over the same columns and
   without a heading of its own (``continuation``).
2. Columns are the union of both pages' edges: a page that holds one block of a form lacks the others' (``columns``).
3. Head rows that are printed again overleaf are dropped.
4. A row that the page edge cut is one row: a text of it runs on, and no cell holds two finished texts
   (``page_break``).
5. Between two whole rows, labels of merged cells go on where they are printed again or left empty, from the left
   to the first cell that says something new.

A cell so united keeps both parts, each with its page and box; a label printed twice keeps the first reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.grids.heads import with_heads
from extractor.grids.overleaf.begun_before import with_begun_before
from extractor.grids.overleaf.columns import on_common_columns, parted_as
from extractor.grids.overleaf.continuation import goes_on, repeated_rows
from extractor.grids.overleaf.headed_before import with_headings_before
from extractor.grids.overleaf.page_break import is_repeated_label, is_row_cut, pairs_at_break, united_labels
from extractor.grids.overleaf.refitting import refitted
from extractor.grids.overleaf.resumed import resumed
from models.grid import Cell, Grid
from models.text import TextLine


def join_pages(
    grids: Sequence[Grid], page_heights: Mapping[int, float], body: Sequence[tuple[int, TextLine]] = ()
) -> tuple[Grid, ...]:
    """The document's tables: ``grids`` in page order, those that go on overleaf joined.

    ``page_heights``: of each page by its number, in page units. ``body``: the lines that belong to no table, each with
    its page: the heading of a table that begins overleaf may be among them.
    """
    result: list[Grid] = []
    for grid in with_headings_before(grids, body):
        if result and goes_on(result[-1], grid, page_heights):
            result[-1] = joined(result[-1], grid)
        else:
            result.append(grid)
    # a single row without rules is the rest of a table from the page before, or else a line of text
    return tuple(grid for grid in result if grid.ruled or grid.n_rows > 1)


def joined(first: Grid, second: Grid) -> Grid:
    """Two parts of one table as one grid, the rows of ``second`` under those of ``first``."""
    ruled = first.ruled and second.ruled
    first, second = (
        on_common_columns(first, second) if ruled else (first, resumed(first, second) or refitted(first, second))
    )
    second = without_rows(second, repeated_rows(first, second))
    second = parted_as(first, second) if ruled else second
    pairs = pairs_at_break(first, second)
    cut = is_row_cut(first, second)
    if not ruled and not cut:
        first = with_begun_before(first, second)
    united = pairs if cut else united_labels(first, second) if ruled or _has_merged(first) else ()
    shift = first.n_rows - int(cut)
    gone = {id(cell) for pair in united for cell in pair}
    cells = [
        *(cell for cell in first.cells if id(cell) not in gone),
        *(_united(above, below, shift) for above, below in united),
        *(replace(cell, row=cell.row + shift) for cell in second.cells if id(cell) not in gone),
    ]
    return replace(
        first,
        n_rows=shift + second.n_rows,
        cells=with_heads(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        captions=(*first.captions, *second.captions),
    )


def without_rows(grid: Grid, count: int) -> Grid:
    """The grid without its first ``count`` rows; a cell that reaches below them stays, shortened."""
    cells = tuple(
        replace(cell, row=max(0, cell.row - count), row_span=min(cell.row_span, cell.row + cell.row_span - count))
        for cell in grid.cells
        if cell.row + cell.row_span > count
    )
    return replace(grid, n_rows=grid.n_rows - count, cells=cells)


def _has_merged(grid: Grid) -> bool:
    """Whether cells of the body go over several rows."""
    return any(cell.row_span > 1 and not cell.is_header for cell in grid.cells)


def _united(above: Cell, below: Cell, shift: int) -> Cell:
    """Both as one cell; ``shift`` is the row of ``below``'s grid in the joined one."""
    parts = below.parts
    if is_repeated_label(above, below):
        parts = tuple(replace(part, lines=()) for part in parts)
    return replace(above, row_span=shift + below.row_span - above.row, parts=(*above.parts, *parts))
