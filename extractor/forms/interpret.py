"""Which forms a document's tables are, and what each of their cells means."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.forms.carried import word_in
from extractor.forms.heads import heads_below, heads_in_captions, heads_in_cells
from extractor.forms.heads_left import heads_left
from extractor.forms.labels import is_label, key_of, title_likeness
from extractor.forms.listing import ListingReading, has_total, item_words, listing_start, read_listing
from extractor.forms.matrix import matrix_rows, read_matrix
from extractor.forms.sheet import Finding, Row, Sheet, sheet_of, squeezed
from models.form import Column, Definitions, FormDefinition, Listing, Matrix, Slot
from models.grid import Grid
from models.record import FormReading, Leaf

# A title is long, so it may lose more to OCR than a label: 项目支出绩效自评表 with two wrong characters.
_TITLE_LIKENESS = 0.75
# A table is a form if this share of its labels is there; with the form's title above it, a third will do.
_LABEL_SHARE = 0.5
_TITLED_SHARE = 0.3
# What a title is worth beside the labels in the confidence that this is the form.
_TITLE_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sheet read as one form: what was found, and how much of the form that is."""

    definition: FormDefinition
    sheet: Sheet
    title: str
    titled: float
    heads: Mapping[str, Finding]
    matrices: Mapping[str, Finding]
    listings: tuple[ListingReading, ...]
    share: float

    @property
    def confidence(self) -> float:
        return _TITLE_WEIGHT * self.titled + (1 - _TITLE_WEIGHT) * self.share

    @property
    def accepted(self) -> bool:
        return self.share >= (_TITLED_SHARE if self.titled >= _TITLE_LIKENESS else _LABEL_SHARE)


def interpret(grids: Sequence[Grid], definitions: Definitions) -> tuple[FormReading, ...]:
    """Every form among the tables, in their order. ``Place.table`` and ``FormReading.tables`` index ``grids``."""
    return tuple(
        _reading(candidate)
        for definition in definitions.forms
        for sheet in _sheets(grids, definition)
        if (candidate := _candidate(sheet, definition)).accepted
    )


def _sheets(grids: Sequence[Grid], definition: FormDefinition) -> Iterator[Sheet]:
    """The tables, cut where a title stands inside one, and put together where one goes on from the last."""
    current: Sheet | None = None
    for table, grid in enumerate(grids):
        for part in _parts(sheet_of(table, grid), definition):
            if current is not None and _goes_on(current, part, definition):
                current = current.then(part)
                continue
            if current is not None:
                yield current
            current = part
    if current is not None:
        yield current


def _parts(sheet: Sheet, definition: FormDefinition) -> Iterator[Sheet]:
    starts = [i for i, row in enumerate(sheet.rows) if i and _title_in(row, definition)]
    bounds = [0, *starts, len(sheet.rows)]
    for first, last in itertools.pairwise(bounds):
        own = first == 0
        yield Sheet(sheet.rows[first:last], sheet.captions if own else (), sheet.title if own else "")


def _title_in(row: Row, definition: FormDefinition) -> bool:
    """A title stands alone in its row."""
    printed = [cell for cell in row.cells if cell.text.strip()]
    return len(printed) == 1 and any(
        title_likeness(cell.text, definition.titles) >= _TITLE_LIKENESS for cell in printed
    )


def _goes_on(sheet: Sheet, part: Sheet, definition: FormDefinition) -> bool:
    """A part without title and heads that continues an unfinished listing."""
    above = [part.title, *(line.text for _, line in part.captions)]
    titled = any(title_likeness(text, definition.titles) >= _TITLE_LIKENESS for text in above)
    if titled or (part.rows and _title_in(part.rows[0], definition)):
        return False
    if not _candidate(sheet, definition).accepted or any(has_total(sheet.rows, it) for it in definition.listings):
        return False
    first = [head for head in definition.heads if head.place == "right"]
    if heads_in_cells(part.rows, first, ()) or heads_in_captions(part.captions, first):
        return False
    words = [word for listing in definition.listings for word in item_words(listing)]
    return any(_is_any(cell.text, words) for row in part.rows for cell in row.cells) or any(
        has_total(part.rows, listing) for listing in definition.listings
    )


def _is_any(text: str, words: Sequence[str]) -> bool:
    return bool(words) and is_label(squeezed(text).partition("(")[0].partition("（")[0], words)


def _candidate(sheet: Sheet, definition: FormDefinition) -> _Candidate:
    rows = sheet.rows
    title, titled = _title(sheet, definition)
    listings = tuple(read_listing(rows, listing, definition.section_labels) for listing in definition.listings)
    first_listing = min((listing_start(rows, listing) for listing in definition.listings), default=len(rows))
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
    expected = _expected(definition)
    return _Candidate(
        definition=definition,
        sheet=sheet,
        title=title,
        titled=titled,
        heads=heads,
        matrices=matrices,
        listings=listings,
        share=sum(label in seen for label in expected) / len(expected) if expected else 0.0,
    )


def _title(sheet: Sheet, definition: FormDefinition) -> tuple[str, float]:
    lines = [sheet.title, *(line.text for _, line in sheet.captions)]
    lines += [cell.text for row in sheet.rows[:1] for cell in row.cells]
    ranked = [(title_likeness(text, definition.titles), squeezed(text)) for text in lines if key_of(text)]
    best, title = max(ranked, default=(0.0, ""))
    return (title, best) if best >= _TITLE_LIKENESS else ("", best)


def _heads(sheet: Sheet, definition: FormDefinition, first_block: int, first_listing: int) -> dict[str, Finding]:
    right = [head for head in definition.heads if head.place == "right"]
    below = [head for head in definition.heads if head.place == "below"]
    known = definition.labels()
    captions = [
        (page, line)
        for page, line in sheet.captions
        if not is_label(line.text, definition.section_labels)
        and title_likeness(line.text, definition.titles) < _TITLE_LIKENESS
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


def _expected(definition: FormDefinition) -> tuple[str, ...]:
    """The labels that tell the form, one wording of each."""
    slots: list[Slot] = [*definition.heads]
    labels: list[str] = []
    for matrix in definition.matrices:
        slots += matrix.columns
        labels += [row.labels[0] for row in matrix.rows]
    for listing in definition.listings:
        slots += listing.columns
        labels += [listing.total.labels[0]] if listing.total else []
    return tuple(dict.fromkeys([*(slot.labels[0] for slot in slots if slot.labels), *labels]))


def _reading(candidate: _Candidate) -> FormReading:
    sheet = candidate.sheet
    leaves = tuple(_leaves(candidate))
    pages = {leaf.place.page for leaf in leaves if leaf.place}
    pages |= {cell.page for row in sheet.rows for cell in row.cells}
    return FormReading(
        form=candidate.definition.form,
        title=candidate.title or candidate.definition.titles[0],
        tables=sheet.tables,
        pages=tuple(sorted(pages)),
        confidence=candidate.confidence,
        leaves=leaves,
        lists=_lists(candidate.definition),
    )


def _lists(definition: FormDefinition) -> tuple[str, ...]:
    return (*(matrix.path for matrix in definition.matrices), *(listing.path for listing in definition.listings))


def _leaves(candidate: _Candidate) -> Iterator[Leaf]:
    definition = candidate.definition
    for head in definition.heads:
        yield _leaf(head.path, head.path, head, candidate.heads.get(head.path, Finding()))
    for matrix in definition.matrices:
        yield from _matrix_leaves(matrix, candidate.matrices)
    for listing, reading in zip(definition.listings, candidate.listings, strict=True):
        yield from _listing_leaves(listing, reading)


def _matrix_leaves(matrix: Matrix, found: Mapping[str, Finding]) -> Iterator[Leaf]:
    for index, row in enumerate(matrix.rows):
        prefix = f"{matrix.path}[{index}]"
        name = Slot(path=matrix.key, labels=row.labels, indicator=row.indicator)
        yield _leaf(
            f"{prefix}.{matrix.key}", f"{matrix.path}.{matrix.key}", name, found[f"{prefix}.{matrix.key}"], row.key
        )
        for column in matrix.columns:
            slot = column.model_copy(update={"indicator": f"{row.indicator}.{column.indicator}"})
            path = f"{prefix}.{column.path}"
            yield _leaf(path, f"{matrix.path}.{column.path}", slot, found[path])


def _listing_leaves(listing: Listing, reading: ListingReading) -> Iterator[Leaf]:
    for index, item in enumerate(reading.items):
        for column in listing.columns:
            slot, finding = _named(column, item.columns, listing)
            prefix = f"{listing.path}[{index}]"
            leaf = _leaf(f"{prefix}.{column.path}", f"{listing.path}.{column.path}", slot, finding)
            yield replace(leaf, parent=_parent(column, item.columns, listing))
            if column.weight_path:
                weight = Slot(path=column.weight_path, kind="number", indicator=f"{column.indicator}_weight")
                path = f"{prefix}.{column.weight_path}"
                yield _leaf(path, f"{listing.path}.{column.weight_path}", weight, item.columns[column.weight_path])
    for slot in listing.total.slots.values() if listing.total else ():
        yield _leaf(slot.path, slot.path, slot, reading.total.get(slot.path, Finding()))


def _named(column: Column, columns: Mapping[str, Finding], listing: Listing) -> tuple[Slot, Finding]:
    """The leaf's slot and finding, under the name that its row bears where it bears one."""
    finding = columns[column.path]
    if column.labelled_by is None:
        return column, finding
    name = "".join(squeezed(line.text) for line in columns[column.labelled_by].lines)
    if not key_of(name) or name in listing.blank_names:
        return column, finding
    return column.model_copy(update={"indicator": None}), Finding(finding.lines, finding.place, name)


def _parent(column: Column, columns: Mapping[str, Finding], listing: Listing) -> str | None:
    """What the last of the spanning columns says, for a leaf that bears its row's name."""
    spanning = [it for it in listing.columns if it.carried]
    if column.labelled_by is None or not spanning:
        return None
    return word_in(columns[spanning[-1].path], spanning[-1]) or None


def _leaf(path: str, role: str, slot: Slot, finding: Finding, fixed: str | None = None) -> Leaf:
    return Leaf(
        path=path,
        role=role,
        kind=slot.kind,
        as_text=slot.as_text,
        label=finding.label,
        canonical=slot.indicator,
        place=finding.place,
        lines=finding.lines,
        fixed=fixed,
    )
