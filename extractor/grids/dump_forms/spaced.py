"""A dump's form of listings (targets, a score card) whose cells only spaces part, as the rows of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.grids.dump_forms.labels import labels_of, names_of, without_labels, without_page_numbers
from extractor.grids.dump_forms.spaced_levels import with_levels
from extractor.grids.dump_forms.spaced_rows import spaced_rows
from extractor.grids.dump_forms.targets import HEAD_SHARE, ListingRow
from extractor.grids.dump_forms.text import Run, Span, Stream, joined
from models.dump import folded
from models.form import FormDefinition, Listing

_TO_NEXT_HEAD = 20  # characters between two heads of one listing: a head above both may stand between them
_NUMBERS = frozenset("0123456789.,—-")


@dataclass(frozen=True, slots=True)
class _Heads:
    """Where a listing's heads stand in the stream, and the runs of each."""

    listing: Listing
    span: Span
    cells: dict[int, list[Run]]


def form_of_text(stream: Stream, forms: Sequence[FormDefinition]) -> FormDefinition | None:
    """The form whose title begins the stream and whose last listing's heads the stream prints."""
    keys = {run.key for run in stream.runs}
    for form in forms:
        if form.matrices or not form.listings or keys & set(map(folded, form.foreign_labels)):
            continue
        if any(heads.listing is form.listings[-1] for heads in _all_heads(stream, form)):
            return form
    return None


def listing_rows_of_text(stream: Stream, form: FormDefinition) -> list[ListingRow]:
    """The rows of the form's listings with their heads and totals; the text around them as free rows."""
    found = list(_all_heads(stream, form))
    starts = [heads.span.start for heads in found]
    rows = list(_free(stream.cut(Span(0, starts[0]))))
    at = 0
    while at < len(found):
        # Heads that a page prints again stand among the rows of their listing.
        end = next((i for i in range(at, len(found)) if found[i].listing is not found[at].listing), len(found))
        bounds = [*starts[at + 1 : end], starts[end] if end < len(found) else len(stream)]
        parts = [stream.cut(Span(heads.span.end, stop)) for heads, stop in zip(found[at:end], bounds, strict=True)]
        heads = found[at]
        rows.append(ListingRow(heads.listing, "heads", {i: list(joined(cell)) for i, cell in heads.cells.items()}))
        rows += _listing([run for part in parts for run in part], heads.listing, form)
        at = end
    return rows


def _all_heads(stream: Stream, form: FormDefinition) -> Iterator[_Heads]:
    found = [heads for listing in form.listings for heads in _heads_of(stream, listing)]
    yield from sorted(found, key=lambda heads: heads.span.start)


def _heads_of(stream: Stream, listing: Listing) -> Iterator[_Heads]:
    at = 0
    while first := stream.find(listing.columns[0].labels, Span(at, len(stream)), whole=True):
        cells = {0: stream.cut(first)}
        end = first.end
        for index, column in enumerate(listing.columns[1:], start=1):
            head = stream.find(column.labels, Span(end, min(len(stream), end + _TO_NEXT_HEAD)))
            if head is not None:
                cells[index], end = stream.cut(head), head.end
        if len(cells) >= HEAD_SHARE * len(listing.columns):
            yield _Heads(listing, Span(first.start, end), cells)
        at = max(first.end, end)


def _listing(runs: Sequence[Run], listing: Listing, form: FormDefinition) -> Iterator[ListingRow]:
    body, total, after = _parted_at_total(runs, listing)
    body = without_page_numbers(without_labels(body, form.section_labels, names_of(listing)))
    labels, rest = labels_of(body, listing)
    own = [(i, column) for i, column in enumerate(listing.columns) if not (column.carried and column.words)]
    rows = spaced_rows(rest, own, listing.blank_names)
    followed = {last.line.box for last, run in pairwise(body) if run.block == last.block}
    beside = [label.runs[-1].line.box in followed for label in labels]
    for row in with_levels(rows, labels, beside, listing):
        yield ListingRow(listing, "item", {i: list(joined(cell)) for i, cell in row.cells.items()})
    if total:
        slots = listing.total.slots if listing.total else {}
        places = [i for i, column in enumerate(listing.columns) if column.path in slots]
        numbers = total[1:][-len(places) :]
        cells = {i: [run.line] for i, run in zip(places[-len(numbers) :], numbers, strict=True)}
        yield ListingRow(listing, "total", {0: [total[0].line]} | cells)
    yield from _free(after)


def _parted_at_total(runs: Sequence[Run], listing: Listing) -> tuple[list[Run], list[Run], list[Run]]:
    """The rows, the total's label and numbers, and what follows them; only rows where no total is printed."""
    labels = set(map(folded, listing.total.labels)) if listing.total else set()
    for at, run in enumerate(runs):
        end = at + 1
        while end < len(runs) and runs[end].block == run.block and set(runs[end].key) <= _NUMBERS:
            end += 1
        begins = at == 0 or runs[at - 1].line.box.y0 != run.line.box.y0
        if run.key in labels and begins and end > at + 1:
            return list(runs[:at]), list(runs[at:end]), list(runs[end:])
    return list(runs), [], []


def _free(runs: Sequence[Run]) -> Iterator[ListingRow]:
    """A row for each line of text that belongs to no listing, its runs as they are parted."""
    for y in dict.fromkeys(run.line.box.y0 for run in runs):
        line = [run.line for run in runs if run.line.box.y0 == y]
        yield ListingRow(None, "before", {i: [part] for i, part in enumerate(line)})
