"""One sheet read as one form: what of the form is there, and how much of it that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.forms.heads import heads_below, heads_in_captions, heads_in_cells
from extractor.forms.heads_left import heads_left
from extractor.forms.labels import is_label, key_of, title_likeness
from extractor.forms.listing import ListingReading, listing_start, read_listing
from extractor.forms.matrix import matrix_rows, read_matrix
from extractor.forms.sheet import Finding, Row, Sheet, squeezed
from models.form import FormDefinition, Listing, Slot

# A title is long, so it may lose more to OCR than a label: 项目支出绩效自评表 with two wrong characters.
TITLE_LIKENESS = 0.75
# A table is a form if this share of its labels is there; with the form's title above it, a third will do.
_LABEL_SHARE = 0.5
_TITLED_SHARE = 0.3
# What a title is worth beside the labels in the confidence that this is the form.
_TITLE_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet read as one form. ``share`` of the form's labels, ``seen`` of them, are there.

    ``titled``: how like the form's title the sheet's is. ``foreign``: it has labels that this form never prints.
    """

    definition: FormDefinition
    sheet: Sheet
    title: str
    titled: float
    heads: Mapping[str, Finding]
    matrices: Mapping[str, Finding]
    listings: tuple[ListingReading, ...]
    share: float
    seen: int
    foreign: bool

    @property
    def confidence(self) -> float:
        return _TITLE_WEIGHT * self.titled + (1 - _TITLE_WEIGHT) * self.share

    @property
    def accepted(self) -> bool:
        least = _TITLED_SHARE if self.titled >= TITLE_LIKENESS else _LABEL_SHARE
        return self.share >= least and not self.foreign

    @property
    def rows(self) -> frozenset[tuple[int, int]]:
        """The rows that it takes, by table and number."""
        return frozenset((row.table, row.index) for row in self.sheet.rows)


def read_as(sheet: Sheet, definition: FormDefinition) -> Candidate:
    rows = sheet.rows
    title, titled = _title(sheet, definition)
    starts = [listing_start(rows, listing) for listing in definition.listings]
    listings = tuple(
        read_listing(rows[: _end(start, starts, len(rows))], listing, definition.section_labels)
        for listing, start in zip(definition.listings, starts, strict=True)
    )
    first_listing = min(starts, default=len(rows))
    matrices: dict[str, Finding] = {}
    seen: set[str] = {label for listing in listings for label in listing.labels}
    first_block = first_listing
    for matrix in definition.matrices:
        found, labels = read_matrix(rows[:first_listing], matrix)
        matrices |= found
        seen |= labels
        span = matrix_rows(rows[:first_listing], matrix)
        first_block = min(first_block, span.start) if span else first_block
    heads = _heads(sheet, definition, first_block, first_listing)
    seen |= {head.labels[0] for head in definition.heads if head.path in heads}
    there = [it for it, found in zip(definition.listings, listings, strict=True) if found.items or not it.optional]
    expected = _expected(definition, there)
    return Candidate(
        definition=definition,
        sheet=sheet,
        title=title,
        titled=titled,
        heads=heads,
        matrices=matrices,
        listings=listings,
        share=sum(label in seen for label in expected) / len(expected) if expected else 0.0,
        seen=len(seen),
        foreign=has_foreign(rows, definition),
    )


def has_foreign(rows: Sequence[Row], definition: FormDefinition) -> bool:
    return any(is_label(cell.text, definition.foreign_labels) for row in rows for cell in row.cells)


def _end(start: int, starts: Sequence[int], length: int) -> int:
    """Where the next listing begins."""
    return min((other for other in starts if other > start), default=length)


def _title(sheet: Sheet, definition: FormDefinition) -> tuple[str, float]:
    lines = [sheet.title, *(line.text for _, line in sheet.captions)]
    lines += [cell.text for row in sheet.rows[:1] for cell in row.cells]
    ranked = [(title_likeness(text, definition.titles), squeezed(text)) for text in lines if key_of(text)]
    best, title = max(ranked, default=(0.0, ""))
    return (title, best) if best >= TITLE_LIKENESS else ("", best)


def _heads(sheet: Sheet, definition: FormDefinition, first_block: int, first_listing: int) -> dict[str, Finding]:
    if not definition.heads:
        return {}
    right = [head for head in definition.heads if head.place == "right"]
    below = [head for head in definition.heads if head.place == "below"]
    known = definition.labels()
    captions = [
        (page, line)
        for page, line in sheet.captions
        if not is_label(line.text, definition.section_labels)
        and title_likeness(line.text, definition.titles) < TITLE_LIKENESS
    ]
    found = heads_in_captions(captions, right)
    for path, finding in heads_in_cells(sheet.rows[:first_block], right, known).items():
        if path not in found or not found[path].lines:
            found[path] = finding
    found |= heads_left(sheet.rows[:first_block], right, found, known)
    ends = [label for listing in definition.listings for label in _listing_labels(listing)]
    found |= heads_below(sheet.rows[: first_listing + 1], below, ends)
    return found


def _listing_labels(listing: Listing) -> tuple[str, ...]:
    return tuple(label for column in listing.columns for label in (*column.labels, *column.words))


def _expected(definition: FormDefinition, listings: Sequence[Listing]) -> tuple[str, ...]:
    """The labels that tell the form, one wording of each."""
    slots: list[Slot] = [*definition.heads]
    labels: list[str] = []
    for matrix in definition.matrices:
        slots += matrix.columns
        labels += [row.labels[0] for row in matrix.rows]
    for listing in listings:
        slots += listing.columns
        labels += [listing.total.labels[0]] if listing.total else []
    return tuple(dict.fromkeys([*(slot.labels[0] for slot in slots if slot.labels), *labels]))
