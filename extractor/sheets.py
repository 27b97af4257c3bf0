"""A sheet: one page that has been read and cut into tables, and no more than that is known of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.grids import build_grids, grids_of_dump, ledgers_of_dump, listings_of_dump, unread_ink
from extractor.layout import arrange
from extractor.pages import PageReading, read_dump, read_page
from extractor.reading import LayerReader, find_zones, restore_dump
from extractor.tools import Tools
from models.grid import Cell, Grid
from models.page import DumpPage, ReadPage, SourcePage, Turn
from models.text import TextLine


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that has been read and cut into tables and running text. Its pixels are let go."""

    reading: PageReading
    grids: tuple[Grid, ...]
    body: tuple[TextLine, ...] = ()


def read_sheet(source: SourcePage, tools: Tools, layers: LayerReader, likely: Turn | None = None) -> Sheet:
    """Read a page and cut it into tables; ``layers`` reads its document's text layers. Raises PageError.

    ``likely`` is how a scan is turned that does not tell it.
    """
    if isinstance(source, DumpPage):
        with tools.watch.stage("structure"):
            return _sheet_of_dump(source, tools)
    reading = read_page(source, tools, layers, likely)
    page = reading.page
    with tools.watch.stage("structure"):
        layout = arrange(page)
        grids = build_grids(page, layout)
        unread = tuple(cell.box for grid in grids for cell in _unread_cells(page, grid))
    return Sheet(replace(reading, page=replace(page, raster=None), unread=unread), grids, layout.body)


def _sheet_of_dump(source: DumpPage, tools: Tools) -> Sheet:
    forms = tools.definitions.forms
    blocks = restore_dump(source, forms)
    zones = find_zones(source.lines, forms, [title for it in tools.definitions.fiscal for title in it.titles])
    lines = [line for block in blocks for line in block.runs]
    listings = listings_of_dump(blocks, zones, source.number, forms)
    rest = [zone for zone in zones if not any(zone.start <= _top(grid) < zone.end for grid in listings)]
    grids = (
        *grids_of_dump(blocks, source.number, forms),
        *listings,
        *ledgers_of_dump(blocks, rest, source.number, tools.definitions.fiscal, tools.definitions.fiscal_words),
    )
    tabled = {line.box.y0 for grid in listings for cell in grid.cells for line in cell.lines}
    text = [zone for zone in zones if zone.kind == "text"]
    body = tuple(
        line
        for line in lines
        if line.box.y0 not in tabled and any(zone.start <= line.box.y0 < zone.end for zone in text)
    )
    return Sheet(read_dump(source, lines), tuple(sorted(grids, key=_top)), body)


def _top(grid: Grid) -> float:
    return min((cell.box.y0 for cell in grid.cells), default=0.0)


def _unread_cells(page: ReadPage, grid: Grid) -> list[Cell]:
    places = unread_ink(page, grid)
    return [cell for cell in grid.cells if (cell.row, cell.col) in places]
