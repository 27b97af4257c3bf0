"""Merged cells of a table without rules that the page's edge cut, with their labels in the part overleaf.

Where labels stand at the top of their cells, one overleaf that does not begin with its row is in the middle of what is
left of its cell: that began on the page before, though nothing is printed of it there.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.grids.overleaf.continuation import bare
from extractor.grids.overleaf.page_break import Pair, is_repeated_label, pairs_at_break
from models.geometry import Box
from models.grid import Cell, CellPart, Grid

LEVEL = 0.3
"""In heights of the line: first lines of one row stand level to this, as far as they were read well."""

FEWEST = 2
"""Cells of a row that must begin on one level to show where it begins."""


def with_begun_before(first: Grid, second: Grid) -> Grid:
    """The grid of the first page, of each such cell its last row given to a blank that goes on overleaf."""
    found = [pair for pair in pairs_at_break(first, second) if _began_before(pair, first, second)]
    gone = {id(above) for above, _ in found}
    cells = [cell for cell in first.cells if id(cell) not in gone]
    for above, _ in found:
        cells += _parted(above, first)
    return replace(first, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _began_before(pair: Pair, first: Grid, second: Grid) -> bool:
    """Whether the cell below is another one's than that above, whose label begins with its rows, and began there."""
    above, below = pair
    if above.row_span == 1 or above.is_header or len(above.parts) > 1 or is_repeated_label(above, below):
        return False
    if not bare(above.text) or not bare(below.text):
        return False
    high, low = _lower_by(above, first), _lower_by(below, second)
    return high is not None and low is not None and abs(high) <= LEVEL < low


def _lower_by(cell: Cell, grid: Grid) -> float | None:
    """How far a label's first line is under where its first row begins, in heights of the line; None where the other
    cells of the row do not show that.
    """
    beside = [it for it in grid.cells if it.row == cell.row and it.row_span == 1 and it.lines and it.col > cell.col]
    height = cell.lines[0].box.height
    tops = sorted(it.lines[0].box.center[1] for it in beside)
    if len(tops) < FEWEST or tops[FEWEST - 1] - tops[0] > LEVEL * height:
        return None
    return (cell.lines[0].box.center[1] - tops[0]) / height


def _parted(cell: Cell, grid: Grid) -> tuple[Cell, Cell]:
    """A cell without its last row, and a blank one in that."""
    last = grid.n_rows - 1
    (part,) = cell.parts
    top = max(it.box.y0 for it in grid.cells if it.row == last and it.row_span == 1)
    upper = Box(part.box.x0, part.box.y0, part.box.x1, top)
    lower = Box(part.box.x0, top, part.box.x1, part.box.y1)
    return (
        replace(cell, row_span=cell.row_span - 1, parts=(replace(part, box=upper),)),
        replace(cell, row=last, row_span=1, parts=(CellPart(part.page, lower, ()),)),
    )
