"""A form's leaves: each slot of its definition with what was found there, under its path in ``data``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractor.forms.candidate import Candidate
from extractor.forms.carried import word_in
from extractor.forms.labels import key_of
from extractor.forms.listing import ListingReading
from extractor.forms.sheet import Finding, squeezed
from models.form import Column, Listing, Matrix, Slot
from models.record import FormReading, Leaf


def reading_of(candidate: Candidate) -> FormReading:
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
        lists=_lists(candidate),
    )


def _lists(candidate: Candidate) -> tuple[str, ...]:
    matrices = (matrix.path for matrix in candidate.definition.matrices)
    return (*matrices, *(listing.path for listing, _ in _listings(candidate)))


def _listings(candidate: Candidate) -> Iterator[tuple[Listing, ListingReading]]:
    """The listings that the form has: one that forms may leave out only where it is there."""
    for listing, reading in zip(candidate.definition.listings, candidate.listings, strict=True):
        if reading.items or not listing.optional:
            yield listing, reading


def _leaves(candidate: Candidate) -> Iterator[Leaf]:
    definition = candidate.definition
    for head in definition.heads:
        yield _leaf(head.path, head.path, head, candidate.heads.get(head.path, Finding()))
    for matrix in definition.matrices:
        yield from _matrix_leaves(matrix, candidate.matrices)
    for listing, reading in _listings(candidate):
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
        aside=slot.aside,
    )
