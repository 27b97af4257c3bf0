"""A dump's tabbed table that is a form of listings (targets, a score card) as a grid with the form's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractor.grids.dump_forms.fit import TabCell, fit
from models.dump import DumpBlock, folded
from models.form import FormDefinition, Listing
from models.text import TextLine

# A table is a form's if it prints this share of a listing's heads, all pages together.
HEAD_SHARE = 0.5
# A row of heads has at least two of them.
_FEWEST_HEADS = 2


@dataclass(frozen=True, slots=True)
class TabRow:
    """One line of tabbed cells; ``y`` is its line in the dump."""

    y: int
    cells: tuple[TabCell, ...]


@dataclass(slots=True)
class ListingRow:
    """One row of the table as printed: by column of its listing, or free (``listing`` None) by tab stop.

    ``side`` is the label beside the listing; ``role`` tells heads and totals from items.
    """

    listing: Listing | None
    role: str
    cells: dict[int, list[TextLine]] = field(default_factory=dict)
    side: TextLine | None = None


def rows_of(blocks: Sequence[DumpBlock]) -> list[TabRow]:
    """The tabbed lines among the blocks."""
    return [
        TabRow(
            int(block.runs[0].box.y0),
            tuple(TabCell(slot, line) for slot, line in zip(block.slots, block.runs, strict=True)),
        )
        for block in blocks
        if block.slots is not None and block.runs
    ]


def form_of(rows: Sequence[TabRow], title: str, forms: Sequence[FormDefinition]) -> FormDefinition | None:
    """The form of listings whose heads the rows print; of several, the one of which more are there."""
    texts = {cell.key for row in rows for cell in row.cells}
    found: list[tuple[int, bool, FormDefinition]] = []
    for form in forms:
        if form.matrices or not form.listings or texts & set(map(folded, form.foreign_labels)):
            continue
        last = form.listings[-1]
        shared = sum(bool(texts & set(map(folded, column.labels))) for column in last.columns)
        titled = folded(title) in map(folded, form.titles)
        if shared >= HEAD_SHARE * len(last.columns):
            found.append((shared, titled, form))
    return max(found, key=lambda item: (item[1], item[0]), default=(0, False, None))[2]


def read_listings(rows: Sequence[TabRow], form: FormDefinition) -> list[ListingRow]:
    """The table's rows, each cell in its column; rows that a page break cut are whole again."""
    return _Reader(form).read(rows)


class _Reader:
    """Goes down the table: which listing stands here, and where its heads' tab stops are."""

    def __init__(self, form: FormDefinition) -> None:
        self.sides = set(map(folded, form.section_labels))
        self.labels = {
            label: (listing, index)
            for listing in form.listings
            for index, column in enumerate(listing.columns)
            for label in map(folded, column.labels)
        }
        self.form = form
        self.listing: Listing | None = None
        self.slots: dict[int, int] = {}
        self.last_stops: dict[int, int] = {}
        self.out: list[ListingRow] = []

    def read(self, rows: Sequence[TabRow]) -> list[ListingRow]:
        heads_before = False
        for before, row in pairwise((None, *rows)):
            assert row is not None
            if self._are_heads(row, after_heads=heads_before):
                self._heads(row, again=heads_before)
                heads_before = True
                continue
            broken = heads_before or (before is not None and row.y - before.y > 1)
            heads_before = False
            self._row(row, broken=broken)
        return [row for row in self.out if row.cells or row.side]

    def _are_heads(self, row: TabRow, *, after_heads: bool) -> bool:
        keys = [cell.key for cell in row.cells]
        known = all(key in self.labels or key in self.sides for key in keys)
        return known and any(key in self.labels for key in keys) and (after_heads or len(keys) >= _FEWEST_HEADS)

    def _heads(self, row: TabRow, *, again: bool) -> None:
        """A new listing's heads are a row of the table; those that a page prints again only tell tab stops."""
        listing = self._listing_of(row)
        if not again:
            self.slots = {}
        self.last_stops = {}
        columns = self._columns(row, listing)
        self.slots |= {column: cell.slot for cell, column in zip(row.cells, columns, strict=True) if column is not None}
        fresh = listing is not self.listing
        self.listing = listing
        if fresh:
            self.out.append(ListingRow(listing, "heads"))
        heads = next(it for it in reversed(self.out) if it.role == "heads" and it.listing is listing)
        for cell, column in zip(row.cells, columns, strict=True):
            if column is not None:
                heads.cells.setdefault(column, [cell.line])
            elif fresh and cell.slot == 0 and cell.key in self.sides:
                heads.side = cell.line

    def _listing_of(self, row: TabRow) -> Listing:
        """The listing that has most of the row's labels; the present one where that says no less."""
        counts = [
            (sum(it is not None for it in self._columns(row, listing)), listing is self.listing, -number, listing)
            for number, listing in enumerate(self.form.listings)
        ]
        return max(counts, key=lambda item: item[:3])[3]

    @staticmethod
    def _columns(row: TabRow, listing: Listing) -> list[int | None]:
        """The column that each cell is the head of. Two columns may share a wording: then the order tells them."""
        found: list[int | None] = []
        for cell in row.cells:
            fitting = [i for i, column in enumerate(listing.columns) if cell.key in map(folded, column.labels)]
            free = [i for i in fitting if i not in found]
            found.append(next(iter(free or fitting), None))
        return found

    def _row(self, row: TabRow, *, broken: bool) -> None:
        side = next((cell.line for cell in row.cells[:1] if cell.key in self.sides), None)
        cells = [self._without_heads(cell) for cell in (row.cells[1:] if side else row.cells)]
        listing = self.listing
        if listing is None or (self.out and self.out[-1].role in {"total", "after"}):
            role = "before" if listing is None else "after"
            self.out.append(ListingRow(None, role, {cell.slot: [cell.line] for cell in cells}, side))
        elif _is_total(cells, listing):
            self.out.append(ListingRow(listing, "total", self._total(cells, listing), side))
        elif broken and self._goes_on(cells, listing):
            self._continue(cells, listing)
        else:
            fitted = fit(cells, listing.columns, self.slots)
            self.last_stops = {cell.slot: i for i, cell in fitted.items()}
            self.out.append(ListingRow(listing, "item", {i: [cell.line] for i, cell in fitted.items()}, side))

    def _goes_on(self, cells: Sequence[TabCell], listing: Listing) -> bool:
        """Items of a listing with numbers have some; what has none after a page break ends the row before."""
        numbers = any(column.kind in {"number", "amount"} for column in listing.columns)
        last = self.out[-1] if self.out else None
        return numbers and last is not None and last.role == "item" and not any(cell.is_number for cell in cells)

    def _continue(self, cells: Sequence[TabCell], listing: Listing) -> None:
        """The rest of a cut row: under the heads that were printed since, else under the cells that it goes on from."""
        last = self.out[-1].cells
        stops = self.last_stops or {slot: i for i, slot in self.slots.items()}
        for cell in cells:
            column = stops.get(cell.slot)
            if column is None or listing.columns[column].kind != "text":
                column = max((i for i in last if listing.columns[i].kind == "text"), default=0)
            last.setdefault(column, []).append(cell.line)

    def _total(self, cells: Sequence[TabCell], listing: Listing) -> dict[int, list[TextLine]]:
        slots = listing.total.slots if listing.total else {}
        places = [i for i, column in enumerate(listing.columns) if column.path in slots]
        numbers = [cell for cell in cells if cell.is_number]
        label = next(cell for cell in cells if not cell.is_number)
        return {0: [label.line]} | {
            i: [cell.line] for i, cell in zip(places[-len(numbers) :] if numbers else (), numbers, strict=False)
        }

    def _without_heads(self, cell: TabCell) -> TabCell:
        """A cell that begins with a column's head, which the page break left on it, without that head."""
        first, _, rest = cell.line.text.partition(" ")
        if not rest.strip() or folded(first) not in self.labels:
            return cell
        glyphs = cell.line.glyphs[len(folded(first)) :]
        box = replace(cell.line.box, x0=glyphs[0].box.x0) if glyphs else cell.line.box
        return TabCell(cell.slot, replace(cell.line, text=rest.strip(), box=box, glyphs=glyphs))


def _is_total(cells: Sequence[TabCell], listing: Listing) -> bool:
    labels = set(map(folded, listing.total.labels)) if listing.total else set()
    return bool(cells) and cells[0].key in labels and any(cell.is_number for cell in cells[1:])
