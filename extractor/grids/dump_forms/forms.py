"""The forms in a text dump as grids: found by their labels, parted by their sections, read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.grids.dump_forms.labels import without_labels
from extractor.grids.dump_forms.listing import listing_rows
from extractor.grids.dump_forms.sections import funds_section, goals_section, heads_section, total_section
from extractor.grids.dump_forms.table import Sections, form_grid
from extractor.grids.dump_forms.text import Run, Span, Stream, stream_of
from models.dump import DumpBlock, folded
from models.form import FormDefinition
from models.grid import Grid

_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?")  # some forms print their year before the title


def grids_of_dump(blocks: Sequence[DumpBlock], page: int, forms: Sequence[FormDefinition]) -> tuple[Grid, ...]:
    """One grid for each form in the dump, in order; text that is no form gives none.

    A form starts with a line that is its title and ends with its total row, the next title or the last block.
    """
    stream = stream_of(blocks)
    found = [(span, form) for form in forms if form.listings and form.matrices for span in _titles(stream, form)]
    found.sort(key=lambda pair: pair[0].start)
    ends = [*(span.start for span, _ in found), len(stream)][1:]
    grids = (
        _grid(Stream(stream.cut(Span(span.start, end))), span.end - span.start, page, form)
        for (span, form), end in zip(found, ends, strict=True)
    )
    return tuple(grid for grid in grids if grid is not None)


def _titles(stream: Stream, form: FormDefinition) -> Iterator[Span]:
    titles = {folded(title) for title in form.titles}
    offset = 0
    for before, run in pairwise((None, *stream.runs)):
        assert run is not None
        alone = before is None or before.line.box.y0 != run.line.box.y0
        if _YEAR.sub("", run.key) in titles and alone:
            yield Span(offset, offset + len(run.key))
        offset += len(run.key)


def _grid(stream: Stream, title_end: int, page: int, form: FormDefinition) -> Grid | None:
    """The grid of the form that the stream holds, or None where its matrix or its listing is not there."""
    matrix, listing = form.matrices[0], form.listings[0]
    everything = Span(title_end, len(stream))
    first_fund = stream.find(matrix.rows[0].labels, everything, whole=True)
    listing_head = _listing_head(stream, form, first_fund.end) if first_fund else None
    if first_fund is None or listing_head is None:
        return None
    total = _total(stream, form, listing_head.end)
    body = [run for part in _between_heads(stream, Span(listing_head.end, total.start), form) for run in part]
    goals = [head for head in form.heads if head.place == "below"]
    goal_start = min(
        (at.start for head in goals if (at := stream.find(head.labels, Span(first_fund.end, listing_head.start)))),
        default=listing_head.start,
    )
    return form_grid(
        Sections(
            title=stream.cut(Span(0, title_end)),
            heads=heads_section(stream, Span(title_end, first_fund.start), form),
            funds=funds_section(stream, Span(title_end, goal_start), form),
            goals=goals_section(stream, Span(goal_start, listing_head.start), form),
            listing_head=_column_heads(stream, listing_head, form),
            rows=listing_rows(without_labels(body, form.section_labels), listing),
            total=total_section(stream, total, form),
        ),
        page,
        form,
    )


def _listing_head(stream: Stream, form: FormDefinition, start: int) -> Span | None:
    """From the first to the last column head of the listing; empty, before its first label, where it has none."""
    columns = form.listings[0].columns
    first = stream.find(columns[0].labels, Span(start, len(stream)), whole=True)
    if first is None:
        words = [at for word in columns[0].words if (at := stream.find([word], Span(start, len(stream)), whole=True))]
        return min((Span(at.start, at.start) for at in words), key=lambda at: at.start, default=None)
    end = first.end
    for column in columns[1:]:
        # Heads stand close together: one found far away is a word of the text.
        found = stream.find(column.labels, Span(end, min(len(stream), end + 20)))
        end = found.end if found else end
    return Span(first.start, end)


def _between_heads(stream: Stream, body: Span, form: FormDefinition) -> Iterator[list[Run]]:
    """The runs of the listing without its heads, where a new page prints them again."""
    at = body.start
    first = form.listings[0].columns[0]
    while again := stream.find(first.labels, Span(at, body.end), whole=True):
        head = _listing_head(stream, form, again.start)
        yield stream.cut(Span(at, again.start))
        at = max(again.end, head.end if head else 0)
    yield stream.cut(Span(at, body.end))


def _column_heads(stream: Stream, head: Span, form: FormDefinition) -> dict[int, list[Run]]:
    heads: dict[int, list[Run]] = {}
    at = head.start
    for index, column in enumerate(form.listings[0].columns):
        found = stream.find(column.labels, Span(at, head.end))
        if found:
            # A star before a head is part of it, as printed.
            start = found.start - 1 if stream.text[found.start - 1 : found.start] == "*" else found.start
            heads[index] = stream.cut(Span(start, found.end))
            at = found.end
    return heads


def _total(stream: Stream, form: FormDefinition, start: int) -> Span:
    """The total row: its label at the start of a run, and what is left of its line and of those that go on it."""
    listing = form.listings[0]
    at = start
    while listing.total:
        found = stream.find(listing.total.labels, Span(at, len(stream)), whole=True)
        if found is None:
            break
        label, *rest = stream.cut(Span(found.start, len(stream)))
        numbers = rest[:3]
        same_block = [
            run for run in numbers if (run.block == label.block and run.slot is not None) or _near(label, run)
        ]
        if label.key in {folded(text) for text in listing.total.labels} and same_block:
            return Span(found.start, found.end + sum(len(run.key) for run in same_block))
        at = found.end
    return Span(len(stream), len(stream))


def _near(label: Run, run: Run) -> bool:
    """A value of the total row: on its line, or wrapped onto the next, and a number or a dash."""
    return run.line.box.y0 - label.line.box.y0 <= 2 and all(char in "0123456789.—-" for char in run.key)
