"""A dump's listing as rows: restored rows as they are, others read in order, merged labels given their rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from extractor.grids.dump_forms.borders import with_moved_borders
from extractor.grids.dump_forms.groups import RowShape, first_rows, groups_of
from extractor.grids.dump_forms.labels import Label, labels_of, stand_in_the_middle, without_page_numbers
from extractor.grids.dump_forms.rows import Row, read_rows
from extractor.grids.dump_forms.text import Run, guessed
from models.form import Listing

_LINES_TO_NEXT_PAGE = 4  # lines of the dump: a row follows after one blank line, a page after its foot's too


def listing_rows(runs: Sequence[Run], listing: Listing) -> list[Row]:
    """The runs as rows of the listing. Runs of settled blocks are in their columns already."""
    if runs and all(run.settled for run in runs):
        return [_blank_row(_settled(list(block)), listing) for _, block in groupby(runs, key=lambda run: run.block)]
    rows = [_blank_row(_said_once(row), listing) for row in _rows(runs, listing)]
    return with_moved_borders(rows, listing)


def _said_once(row: Row) -> Row:
    """A row with a cell too many, where converters wrote one twice: that one once."""
    return Row({column: _once(runs) for column, runs in row.cells.items()})


def _once(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    parted = all(run.slot is not None for run in runs)
    return runs[:1] if parted and len({run.key for run in runs}) == 1 else runs


def _blank_row(row: Row, listing: Listing) -> Row:
    """A row without weight that says one word only: which column it stands in is a guess, so its glyphs say so."""
    number = next(i for i, column in enumerate(listing.columns) if column.kind == "number")
    said = [i for i in row.cells if i < number and not listing.columns[i].words]
    weight = "".join(run.key for run in row.cells.get(number, ()))
    if len(said) != 1 or not weight or Decimal(weight) != 0:
        return row
    runs = row.cells[said[0]]
    text = "".join(run.key for run in runs)
    # A tab says where a word stands; a scrambled row does not, because blank cells left no trace there.
    if text not in listing.blank_names or any(run.slot is not None and not run.settled for run in runs):
        return row
    column = number - 1 if text in listing.blank_values else said[0]
    cells = {i: cell for i, cell in row.cells.items() if i != said[0]}
    return Row(cells | {column: tuple(map(guessed, runs))})


def _rows(runs: Sequence[Run], listing: Listing) -> list[Row]:
    labels, rest = labels_of(without_page_numbers(runs), listing)
    if stand_in_the_middle(labels, listing):
        rows = _centred(labels, rest, listing)
        if rows is not None:
            return rows
    return read_rows(runs, listing, frozenset())


def _centred(labels: Sequence[Label], rest: Sequence[Run], listing: Listing) -> list[Row] | None:
    """The rows read without their labels, which are then given the rows that they stand in the middle of."""
    groups = groups_of(labels, listing)
    rows = [row for row in read_rows(rest, listing, {label.at for label in labels if not label.alone}) if row.cells]
    lines = sorted({run.line.box.y0 for run in (*rest, *(run for label in labels for run in label.runs))})
    breaks = [line for last, line in pairwise(lines) if line - last >= _LINES_TO_NEXT_PAGE]
    starts = first_rows(groups, _shapes(rows, rest, breaks, listing)) if groups else None
    if groups is None or starts is None:
        return None
    for group, firsts in zip(groups, starts, strict=True):
        for label, first in zip(group.inner, firsts, strict=True):
            rows[first].cells[1] = label.runs
        rows[firsts[0]].cells[0] = group.label.runs
    return rows


def _shapes(rows: Sequence[Row], rest: Sequence[Run], breaks: Sequence[float], listing: Listing) -> list[RowShape]:
    number = next(i for i, column in enumerate(listing.columns) if column.kind == "number")
    shapes: list[RowShape] = []
    at = 0
    for row in rows:
        weight = "".join(run.key for run in row.cells.get(number, ()))
        after = rest[at - 1].line.box.y0 if at else rest[at].line.box.y0
        count = sum(len(cell) for cell in row.cells.values())
        shapes.append(
            RowShape(
                start=at,
                height=max(len({run.line.box.y0 for run in cell}) for cell in row.cells.values()),
                weight=Decimal(weight) if weight else None,
                after_break=any(after < line <= rest[at].line.box.y0 for line in breaks),
            )
        )
        at += count
    return shapes


def _settled(runs: Sequence[Run]) -> Row:
    return Row({run.slot - 1: (run,) for run in runs if run.slot is not None})
