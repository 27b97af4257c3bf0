"""A form's sections laid out as the grid that the printed form has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.grids.dump_forms.rows import Row
from extractor.grids.dump_forms.sections import Funds, Headed
from extractor.grids.dump_forms.text import Run, joined
from models.form import FormDefinition
from models.geometry import Box, union_of
from models.grid import Cell, CellPart, Grid


@dataclass(frozen=True, slots=True)
class Sections:
    """A form taken apart. ``listing_head`` and the cells of ``rows`` are keyed by the listing's column."""

    title: list[Run]
    heads: list[Headed]
    funds: Funds
    goals: list[Headed]
    listing_head: dict[int, list[Run]]
    rows: Sequence[Row]
    total: Headed | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cell before its row is known."""

    col: int
    span: int
    runs: Sequence[Run]
    is_header: bool = False
    row_span: int = 1


def form_grid(sections: Sections, page: int, form: FormDefinition) -> Grid:
    """The grid: one column for the side labels and one for each column of the listing."""
    listing = form.listings[0]
    width = len(listing.columns) + 1
    rows = [
        *_heads(sections.heads, width),
        *_funds(sections.funds, width, len(form.matrices[0].columns)),
        *_goals(sections.goals, width),
        *_listing(sections, carried=[i + 1 for i, column in enumerate(listing.columns) if column.carried]),
        *_total(sections, form, width),
    ]
    cells = tuple(_cells(rows, width, page))
    title = "".join(run.line.text for run in sections.title)
    return Grid(len(rows), width, cells, title=title, captions=tuple((page, line) for line in joined(sections.title)))


def _heads(heads: Sequence[Headed], width: int) -> Iterator[list[_Draft]]:
    """Three labels with values a row, as the form prints them, for as long as there are any."""
    per_row = width // 3
    for start in range(0, len(heads), 3):
        row: list[_Draft] = []
        for index, head in enumerate(heads[start : start + 3]):
            at = index * per_row
            row += [_Draft(at, 1, head.label, is_header=True), _Draft(at + 1, per_row - 1, head.value)]
        yield row


def _funds(funds: Funds, width: int, columns: int) -> Iterator[list[_Draft]]:
    first = width - columns
    if funds.column_heads:
        yield [_Draft(first + i, 1, runs, is_header=True) for i, runs in funds.column_heads.items()]
    for index, (label, values) in enumerate(funds.rows):
        side = [_Draft(0, 1, funds.side, is_header=True, row_span=len(funds.rows))] if index == 0 else []
        yield [
            *side,
            _Draft(1, first - 1, label, is_header=True),
            *(_Draft(first + i, 1, runs) for i, runs in values.items()),
        ]


def _goals(goals: Sequence[Headed], width: int) -> Iterator[list[_Draft]]:
    if goals:
        span = (width - 1) // len(goals)
        yield [_Draft(1 + i * span, span, goal.label, is_header=True) for i, goal in enumerate(goals)]
        yield [_Draft(1 + i * span, span, goal.value) for i, goal in enumerate(goals)]


def _listing(sections: Sections, carried: Sequence[int]) -> Iterator[list[_Draft]]:
    if sections.listing_head:
        yield [_Draft(i + 1, 1, runs, is_header=True) for i, runs in sections.listing_head.items()]
    for index, row in enumerate(sections.rows):
        drafts = [
            _Draft(i + 1, 1, runs, row_span=_carried_rows(sections.rows, index, i) if i + 1 in carried else 1)
            for i, runs in row.cells.items()
        ]
        yield drafts


def _carried_rows(rows: Sequence[Row], start: int, column: int) -> int:
    """How many rows a cell of a carried column speaks for: until this column, or one left of it, says anew."""
    end = start + 1
    while end < len(rows) and not any(i <= column for i in rows[end].cells):
        end += 1
    return end - start


def _total(sections: Sections, form: FormDefinition, width: int) -> Iterator[list[_Draft]]:
    listing, total = form.listings[0], sections.total
    if total is None or listing.total is None:
        return
    first = min(i for i, column in enumerate(listing.columns) if column.path in listing.total.slots) + 1
    values = [_Draft(first + i, 1, [run]) for i, run in enumerate(total.value[: width - first])]
    yield [_Draft(0, first, total.label, is_header=True), *values]


def _cells(rows: Sequence[Sequence[_Draft]], width: int, page: int) -> Iterator[Cell]:
    """Every slot covered once: drafts as they are, the rest blank cells one slot large."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        by_column = {draft.col: draft for draft in row}
        extent = _extent(row, rows, index)
        for column in range(width):
            if (index, column) in taken:
                continue
            draft = by_column.get(column)
            if draft is None:
                yield Cell(index, column, 1, 1, (CellPart(page, _blank_box(by_column, column, extent)),))
                continue
            slots = {(index + r, column + c) for r in range(draft.row_span) for c in range(draft.span)}
            taken |= slots
            lines = joined(draft.runs)
            box = union_of(line.box for line in lines) or _blank_box(by_column, column, extent)
            yield Cell(
                index, column, draft.row_span, draft.span, (CellPart(page, box, lines),), is_header=draft.is_header
            )


def _extent(row: Sequence[_Draft], rows: Sequence[Sequence[_Draft]], index: int) -> Box:
    """The box around a row's text, or around the nearest row's above that has any."""
    for drafts in (row, *reversed(rows[:index]), *rows[index:]):
        box = _around(drafts)
        if box is not None:
            return box
    return Box(0, 0, 0, 0)


def _around(drafts: Iterable[_Draft]) -> Box | None:
    return union_of(run.line.box for draft in drafts if draft.row_span == 1 for run in draft.runs)


def _blank_box(drafts: Mapping[int, _Draft], column: int, extent: Box) -> Box:
    """Where a blank cell would stand: at the end of the cell before it, no wider than nothing."""
    before = [draft for col, draft in drafts.items() if col < column and draft.runs]
    x = before[-1].runs[-1].line.box.x1 if before else extent.x0
    return Box(x, extent.y0, x, extent.y1)
