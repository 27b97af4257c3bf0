"""Rows of listings laid out as the grid that the printed table has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractor.grids.dump_forms.spaced import form_of_text, listing_rows_of_text
from extractor.grids.dump_forms.targets import ListingRow, form_of, read_listings, rows_of
from extractor.grids.dump_forms.text import Stream, joined, stream_of
from models.dump import DumpBlock, DumpZone, folded
from models.form import FormDefinition
from models.geometry import Box, union_of
from models.grid import Cell, CellPart, Grid
from models.text import TextLine

_LONGEST_NUMBER = 8  # characters before a title on its line


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cell before its box is known: columns ``col`` to before ``end``."""

    col: int
    end: int
    lines: Sequence[TextLine]
    is_header: bool


def listings_of_dump(
    blocks: Sequence[DumpBlock], zones: Sequence[DumpZone], page: int, forms: Sequence[FormDefinition]
) -> tuple[Grid, ...]:
    """One grid for each table of the dump that is a form of listings alone, in order, tabbed or parted by spaces."""
    stream = stream_of([block for block in blocks if block.slots is None])
    grids: list[Grid] = []
    for zone in zones:
        tabbed = _of_zone(blocks, zone, page, forms) if zone.kind == "table" else None
        if tabbed is not None:
            grids.append(tabbed)
        elif zone.kind != "form":
            grids += _of_text(stream, zone, page, forms)
    return tuple(grids)


def _of_text(stream: Stream, zone: DumpZone, page: int, forms: Sequence[FormDefinition]) -> Iterator[Grid]:
    """Forms without tabs, each from its title to the next one's, or to the end of the zone."""
    runs = [run for run in stream.runs if zone.start <= run.line.box.y0 < zone.end]
    lines = [list(line) for _, line in groupby(runs, key=lambda run: run.line.box.y0)]
    titles = {folded(title) for form in forms for title in form.titles}
    starts = [at for at, line in enumerate(lines) if _ends_in_title("".join(run.key for run in line), titles)]
    for start, end in pairwise((*starts, len(lines))):
        title, *body = (joined(line) for line in lines[start:end])
        inside = Stream([run for line in lines[start + 1 : end] for run in line])
        form = form_of_text(inside, forms) if body else None
        if form is not None:
            yield listings_grid(listing_rows_of_text(inside, form), page, title[0].text, title)


def _ends_in_title(line: str, titles: Collection[str]) -> bool:
    """Whether a line is a title, after its number (``附件1``, ``表十四:``) or a year."""
    return any(line.endswith(title) and len(line) - len(title) <= _LONGEST_NUMBER for title in titles)


def _of_zone(blocks: Sequence[DumpBlock], zone: DumpZone, page: int, forms: Sequence[FormDefinition]) -> Grid | None:
    lines = [block for block in blocks if block.runs]
    rows = rows_of([block for block in lines if zone.body <= block.runs[0].box.y0 < zone.notes])
    form = form_of(rows, zone.title, forms)
    if form is None:
        return None
    above = [run for block in lines for run in block.runs if zone.start <= run.box.y0 < zone.body]
    return listings_grid(read_listings(rows, form), page, zone.title, above)


def listings_grid(rows: Sequence[ListingRow], page: int, title: str, captions: Sequence[TextLine]) -> Grid:
    """One column for the side labels, where there are any, and as many as the widest listing has."""
    sides = any(row.side is not None for row in rows)
    width = max((len(row.listing.columns) for row in rows if row.listing), default=0) + sides
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        drafts = list(_drafts(row, width, sides=sides))
        cells += _cells(index, drafts, width, page)
    return Grid(len(rows), width, tuple(cells), title=title, captions=tuple((page, line) for line in captions))


def _drafts(row: ListingRow, width: int, *, sides: bool) -> Iterator[_Draft]:
    """The row's cells from the left; the last column of a listing reaches to the table's edge."""
    first = int(sides)
    if row.side is not None:
        yield _Draft(0, 1, [row.side], is_header=True)
    if row.listing is None:
        yield from _free(row, width, first)
        return
    last = len(row.listing.columns) - 1
    columns = sorted(row.cells)
    for number, column in enumerate(columns):
        end = width if column == last else column + first + 1
        if row.role == "total" and number == 0:
            end = columns[1] + first if len(columns) > 1 else width
        yield _Draft(column + first, end, row.cells[column], is_header=row.role == "heads")


def _free(row: ListingRow, width: int, first: int) -> Iterator[_Draft]:
    """Cells of no listing, one column each, the last to the edge; more than there are columns share the last."""
    lines = [line for _, cell in sorted(row.cells.items()) for line in cell]
    start = first if row.side is not None else 0
    room = max(1, width - start)
    parts = [[line] for line in lines[: room - 1]] + ([lines[room - 1 :]] if lines[room - 1 :] else [])
    for number, part in enumerate(parts):
        end = width if number == len(parts) - 1 else start + number + 1
        yield _Draft(start + number, end, part, is_header=False)


def _cells(index: int, drafts: Sequence[_Draft], width: int, page: int) -> Iterator[Cell]:
    around = union_of(line.box for draft in drafts for line in draft.lines) or Box(0, 0, 0, 0)
    by_column = {draft.col: draft for draft in drafts}
    column, x = 0, around.x0
    while column < width:
        draft = by_column.get(column)
        if draft is None:
            # A blank cell stands where the one before it ends, and has no width.
            yield Cell(index, column, 1, 1, (CellPart(page, Box(x, around.y0, x, around.y0 + 1)),))
            column += 1
            continue
        box = union_of(line.box for line in draft.lines) or around
        part = CellPart(page, box, tuple(draft.lines))
        yield Cell(index, column, 1, draft.end - column, (part,), is_header=draft.is_header)
        column, x = draft.end, draft.lines[-1].box.x1 if draft.lines else x
