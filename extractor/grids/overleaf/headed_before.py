"""Headings at the foot of a page, 表三：支出总表 and 单位：万元, of tables that begin overleaf."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.grid import Grid
from models.layout import UNIT
from models.text import TextLine

MOST = 8
"""Lines of such a heading with what heads had room under it; running text has more."""

_TITLE = re.compile(r"表(?:[（(][^（()）]*[)）])?$")


def with_headings_before(grids: Sequence[Grid], body: Sequence[tuple[int, TextLine]]) -> tuple[Grid, ...]:
    """The grids, each that is the first of its page with the heading that stands at the foot of the page before, under
    all the tables there. ``body``: the lines that belong to no table, each with its page.
    """
    on_page: dict[int, list[Grid]] = defaultdict(list)
    free: dict[int, list[TextLine]] = defaultdict(list)
    for number, line in body:
        free[number].append(line)
    result: list[Grid] = []
    for grid in grids:
        page = grid.pages[0]
        begins = not on_page[page] and not _is_headed(grid)
        heading = _heading_at_foot(on_page[page - 1], free[page - 1]) if begins else ()
        result.append(_headed(grid, page - 1, heading) if heading else grid)
        on_page[page].append(grid)
    return tuple(result)


def is_headed_before(grid: Grid) -> bool:
    """Whether the grid's heading stands on the page before."""
    return any(number < grid.pages[0] for number, _ in grid.captions)


def _heading_at_foot(grids: Sequence[Grid], free: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The free lines of a page from a title on that stands under all its ``grids``, and over a unit."""
    foot = max((cell.box.y1 for grid in grids for cell in grid.cells), default=float("inf"))
    under = [line for line in free if line.box.y0 >= foot]
    unit = next((at for at, line in enumerate(under) if UNIT.search(line.text)), 0)
    titles = [at for at, line in enumerate(under[:unit]) if _TITLE.search(line.text.strip())]
    return tuple(under[titles[-1] :]) if titles and len(under) - titles[-1] <= MOST else ()


def _is_headed(grid: Grid) -> bool:
    top = min(cell.box.y0 for cell in grid.cells if cell.page == grid.pages[0])
    return bool(grid.title) or any(line.box.center[1] < top for _, line in grid.captions)


def _headed(grid: Grid, page: int, heading: Sequence[TextLine]) -> Grid:
    placed = ((page, line) for line in heading)
    return replace(grid, title=heading[0].text.strip(), captions=(*placed, *grid.captions))
