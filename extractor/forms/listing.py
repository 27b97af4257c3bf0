"""Listings: known columns, as many rows as there are, a total row at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.forms.carried import carried_findings, is_word, split_weight
from extractor.forms.columns import Heads, find_heads, in_order, is_head_row
from extractor.forms.divided import divided
from extractor.forms.labels import is_closer, is_label, likeness
from extractor.forms.levels import placed_under, told_beside
from extractor.forms.overleaf_words import said_overleaf
from extractor.forms.sheet import Finding, Row, finding_in, squeezed
from models.form import Column, Listing
from models.grid import Cell

# A cell over so many columns of a listing, with a number in every slot of the total row, is the total's label.
_TOTAL_COLUMNS = 3
_NUMBER = re.compile(r"[0-9OolI.,，。]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a listing: its findings by column path; a weight in brackets has a path of its own."""

    columns: Mapping[str, Finding]


@dataclass(frozen=True, slots=True)
class ListingReading:
    items: tuple[Item, ...]
    total: Mapping[str, Finding]
    labels: frozenset[str]


def read_listing(rows: Sequence[Row], listing: Listing, furniture: Sequence[str]) -> ListingReading:
    """The items and the totals. ``rows`` begin anywhere before the listing; ``furniture`` are side labels."""
    heads = find_heads(rows, listing.columns)
    start = heads.row + 1 if heads else _first_item(rows, listing)
    cols = heads.cols if heads else {}
    end = next((i for i in range(start, len(rows)) if _total_cell(rows[i], listing, cols)), len(rows))
    body = [row for row in rows[start:end] if not _is_heads(row, listing, furniture)]
    bound = _Binding(rows, listing, heads, furniture, body)
    items = _items(body, listing, bound)
    total = _total(rows[end], listing, bound) if end < len(rows) else {}
    seen = {column.labels[0] for column in listing.columns if heads and column.path in heads.matched}
    if total and listing.total:
        seen.add(listing.total.labels[0])
    return ListingReading(items, total, frozenset(seen))


def listing_start(rows: Sequence[Row], listing: Listing) -> int:
    """The head row, or the first row that looks like an item's; the number of rows where there is neither."""
    heads = find_heads(rows, listing.columns)
    return heads.row if heads else _first_item(rows, listing)


def has_total(rows: Sequence[Row], listing: Listing) -> bool:
    heads = find_heads(rows, listing.columns)
    start = heads.row + 1 if heads else _first_item(rows, listing)
    return any(_total_cell(row, listing, heads.cols if heads else {}) is not None for row in rows[start:])


def item_words(listing: Listing) -> tuple[str, ...]:
    return tuple(word for column in listing.columns for word in column.words)


def _is_heads(row: Row, listing: Listing, furniture: Sequence[str]) -> bool:
    """Heads that a new page prints again: enough of them, or, of heads in two rows, nothing but labels."""
    labels = [*furniture, *(label for column in listing.columns for label in column.labels)]
    words = item_words(listing)
    printed = [cell for cell in row.cells if cell.text.strip()]
    only_labels = printed and all(is_label(it.text, labels) and not is_closer(it.text, words, labels) for it in printed)
    return is_head_row(row, listing.columns) or bool(only_labels)


def _first_item(rows: Sequence[Row], listing: Listing) -> int:
    words = item_words(listing)
    return next((i for i, row in enumerate(rows) if any(is_word(c.text, words) for c in row.cells)), len(rows))


def _total_cell(row: Row, listing: Listing, cols: Mapping[str, range]) -> Cell | None:
    """The total's label: told by its words, or, misread, by how far it reaches and the numbers beside it."""
    if listing.total is None:
        return None
    # 总分 is short: nothing but itself is like it.
    spelt = next((cell for cell in row.cells if likeness(cell.text, listing.total.labels) == 1), None)
    slots = [cell for path in listing.total.slots if path in cols for cell in row.within(cols[path])]
    if spelt is not None or not slots or not all(_NUMBER.fullmatch(squeezed(cell.text)) for cell in slots):
        return spelt
    return next((cell for cell in row.cells if _reach(cell, cols) >= _TOTAL_COLUMNS and cell.text.strip()), None)


def _reach(cell: Cell, cols: Mapping[str, range]) -> int:
    """How many columns a cell covers whole."""
    return sum(cell.col <= other.start and other.stop <= cell.cols.stop for other in cols.values())


class _Binding:
    """Which cells of a row are which column's, table by table."""

    def __init__(
        self, rows: Sequence[Row], listing: Listing, heads: Heads | None, furniture: Sequence[str], body: Sequence[Row]
    ) -> None:
        self.columns = listing.columns
        self.words = item_words(listing)
        self.furniture = furniture
        self.heads = heads
        self.by_table: dict[int, Mapping[str, range]] = {}
        for table in dict.fromkeys(row.table for row in rows):
            own = find_heads([row for row in rows if row.table == table], listing.columns)
            mine = [row for row in body if row.table == table]
            self.by_table[table] = own.cols if own else self._without_heads(mine)

    def cells(self, row: Row) -> dict[str, tuple[Cell, ...]]:
        """Column path to its cells. A cell that reaches over several columns is the first one's that it may be."""
        bound = self.by_table[row.table]
        taken: set[int] = set()
        result: dict[str, tuple[Cell, ...]] = {}
        for column in self.columns:
            cols = bound.get(column.path)
            cells = row.within(cols) if cols else ()
            own = tuple(
                cell
                for cell in cells
                if id(cell) not in taken and not self._side(cell) and not self._says_next(cell, column, bound)
            )
            taken |= {id(cell) for cell in own}
            result[column.path] = own
        return result

    def label(self, column: Column) -> str:
        return self.heads.printed.get(column.path, column.labels[0]) if self.heads else column.labels[0]

    def _side(self, cell: Cell) -> bool:
        return is_label(cell.text, self.furniture) and not is_closer(cell.text, self.words, self.furniture)

    def _says_next(self, cell: Cell, column: Column, bound: Mapping[str, range]) -> bool:
        """A cell over a column of known words and the next one's, without such a word: the rule between was lost."""
        index = self.columns.index(column) + 1
        after = bound.get(self.columns[index].path) if index < len(self.columns) else None
        if not column.words or after is None or self.columns[index].words or cell.cols.stop < after.stop:
            return False
        text = squeezed(cell.text)
        return len(text) > 1 and not any(word in text for word in column.words) and not is_word(text, column.words)

    def _without_heads(self, rows: Sequence[Row]) -> Mapping[str, range]:
        """Columns by order, from the fullest row that has one of the first column's words: it begins there."""
        words = self.columns[0].words
        leading = [
            row.cells[index:]
            for row in rows
            if (index := next((i for i, cell in enumerate(row.cells) if is_word(cell.text, words)), None)) is not None
        ]
        return in_order(max(leading, key=len, default=()), self.columns)


def _items(rows: Sequence[Row], listing: Listing, bound: _Binding) -> tuple[Item, ...]:
    by_row = divided(rows, [bound.cells(row) for row in rows], listing.columns)
    spanning = [column for column in listing.columns if column.carried]
    heads = {column.path: bound.label(column) for column in spanning}
    begun = said_overleaf(by_row, carried_findings(rows, by_row, spanning, heads), spanning)
    said = told_beside(rows, by_row, begun, listing)
    carried = placed_under(rows, by_row, said, spanning)
    items: list[Item] = []
    previous: dict[str, tuple[Cell, ...]] = {}
    for index, (row, cells) in enumerate(zip(rows, by_row, strict=True)):
        own = {path: value for path, value in cells.items() if not _column(listing, path).carried}
        turned = index > 0 and _page(row) != _page(rows[index - 1])
        opens = _opens(row, cells, index, carried)
        if not opens and not any(cell.text.strip() for value in own.values() for cell in value):
            continue
        if items and _same_item(own, previous, listing):
            items[-1] = _widened(items[-1], row, own, previous)
        elif items and turned and not opens and not _counts(own, listing):
            items[-1] = _widened(items[-1], row, own, {})
            continue
        else:
            items.append(_item(row, cells, listing, bound, carried[index]))
        previous = own
    return tuple(items)


def _column(listing: Listing, path: str) -> Column:
    return next(column for column in listing.columns if column.path == path)


def _page(row: Row) -> tuple[int, int]:
    """The table and the page that a row begins on, by its shortest cell: a spanning one may begin earlier."""
    shortest = min(row.cells, key=lambda cell: (cell.row_span, cell.col), default=None)
    return row.table, shortest.page if shortest else 0


def _opens(row: Row, cells: Mapping[str, tuple[Cell, ...]], index: int, carried: Sequence[dict[str, Finding]]) -> bool:
    """A row with nothing but a name of its own in a carried column is an item that was left blank."""
    return any(
        cell.row == row.index and cell.text.strip()
        for path, finding in carried[index].items()
        if index == 0 or finding is not carried[index - 1][path]
        for cell in cells[path]
    )


def _same_item(own: Mapping[str, tuple[Cell, ...]], previous: Mapping[str, tuple[Cell, ...]], listing: Listing) -> bool:
    """Rows that most cells span are one item, unevenly divided; so are rows with one name and one set of numbers."""
    shared = [path for path, cells in own.items() if cells and previous.get(path) == cells]
    if 2 * len(shared) > len(own):
        return True
    fresh = {path: tuple(cell for cell in cells if cell not in previous.get(path, ())) for path, cells in own.items()}
    return _named_by(shared, own, listing) and not _counts(fresh, listing)


def _named_by(shared: Sequence[str], own: Mapping[str, tuple[Cell, ...]], listing: Listing) -> bool:
    names = {column.labelled_by for column in listing.columns if column.labelled_by}
    return any(path in names and any(cell.text.strip() for cell in own[path]) for path in shared)


def _counts(own: Mapping[str, tuple[Cell, ...]], listing: Listing) -> bool:
    """An item has numbers; the first row overleaf without any is the end of a row that the page break cut."""
    numbers = [path for path in own if _column(listing, path).kind == "number"]
    return not numbers or any(cell.text.strip() for path in numbers for cell in own[path])


def _widened(
    item: Item, row: Row, own: Mapping[str, tuple[Cell, ...]], previous: Mapping[str, tuple[Cell, ...]]
) -> Item:
    columns = dict(item.columns)
    for path, cells in own.items():
        fresh = [cell for cell in cells if cell not in previous.get(path, ())]
        more = finding_in(row, fresh, "")
        old = columns[path]
        columns[path] = replace(old, lines=old.lines + more.lines, place=old.place or more.place)
    return Item(columns)


def _item(
    row: Row,
    cells: Mapping[str, tuple[Cell, ...]],
    listing: Listing,
    bound: _Binding,
    carried: Mapping[str, Finding],
) -> Item:
    found: dict[str, Finding] = {}
    for column in listing.columns:
        finding = carried.get(column.path) or finding_in(row, cells[column.path], bound.label(column))
        if column.weight_path is None:
            found[column.path] = finding
            continue
        text, weight = split_weight(finding, bound.label(column))
        found[column.path], found[column.weight_path] = text, weight
    return Item(found)


def _total(row: Row, listing: Listing, bound: _Binding) -> dict[str, Finding]:
    cell = _total_cell(row, listing, bound.by_table[row.table])
    if listing.total is None or cell is None:
        return {}
    cols = bound.by_table[row.table]
    label = squeezed(cell.text)
    return {
        slot.path: finding_in(row, [c for c in row.within(cols.get(column, range(0))) if c is not cell], label)
        for column, slot in listing.total.slots.items()
    }
