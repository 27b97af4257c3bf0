"""Headings at the foot of a page, 表三：支出总表 and 单位：万元, of tables that begin overleaf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.grid import Grid
from models.text import TextLine

MOST = 8
"""Lines of such a heading with what heads had room under it; running text has more."""

_TITLE = re.compile(r"表(?:[（(][^（()）]*[)）])?$")
_UNIT = re.compile(r"单位\s*[:：]")

Placed = tuple[int, TextLine]
"""A line with the number of its page."""


def with_headings_before(grids: Sequence[Grid], body: Sequence[Placed]) -> tuple[Grid, ...]:
    """The grids, each that is the first of its page with the heading that stands at the foot of the page before, under
    all the tables there. ``body``: the lines that belong to no table.
    """
    result: list[Grid] = []
    for grid in grids:
        page = grid.pages[0]
        first = not any(other.pages[-1] == page for other in result)
        heading = _heading_at_foot(page - 1, result, body) if first and not _is_headed(grid) else ()
        result.append(_headed(grid, heading) if heading else grid)
    return tuple(result)


def is_headed_before(grid: Grid) -> bool:
    """Whether the grid's heading stands on the page before."""
    return any(number < grid.pages[0] for number, _ in grid.captions)


def _heading_at_foot(page: int, grids: Sequence[Grid], body: Sequence[Placed]) -> tuple[Placed, ...]:
    feet = [part.box.y1 for grid in grids for cell in grid.cells for part in cell.parts if part.page == page]
    free = [(number, line) for number, line in body if number == page and feet and line.box.y0 >= max(feet)]
    units = [at for at, (_, line) in enumerate(free) if _UNIT.search(line.text)]
    titles = [at for at, (_, line) in enumerate(free[: units[0]] if units else ()) if _TITLE.search(line.text.strip())]
    return tuple(free[titles[-1] :]) if titles and len(free) - titles[-1] <= MOST else ()


def _is_headed(grid: Grid) -> bool:
    top = min(cell.box.y0 for cell in grid.cells if cell.page == grid.pages[0])
    return bool(grid.title) or any(line.box.center[1] < top for _, line in grid.captions)


def _headed(grid: Grid, heading: Sequence[Placed]) -> Grid:
    return replace(grid, title=heading[0][1].text.strip(), captions=(*heading, *grid.captions))
