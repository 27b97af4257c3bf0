"""Which rows a merged cell's label speaks for, where the label stands in the middle of them.

The rows are parted among the labels of the second column, in order, so that each label stands as near as can be
to the middle of its rows; the labels of the first column follow from the definition, and their printed weights
are the sums of their rows'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby

from extractor.grids.dump_forms.labels import Label
from models.form import Listing

_WRONG_SUM = 20.0  # in lines of text: only a label very far from its rows outweighs its printed weight
_BROKEN_CELL = 1.0  # in lines: a page break within the rows is likelier than a label this far off
_PADDINGS = (0.2, 0.4, 0.6, 0.8, 1.2)  # in lines: white above and below a row's text together; whichever fits the form
_TOP_ALIGNED = ((), (1,), (0, 1))  # the columns whose labels stand at the top of their cells; the usual first
_BESIDE_ONE_OF_MANY = 0.4  # in lines: a label on the line of a row is rather that row's alone
_OFF_CENTRE = 0.05  # a line of text off the middle that a dump cannot show: only parts what is else alike


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row as far as its labels need it: ``height`` in lines of text, ``start`` the index of its first run.

    ``after_break``: a page probably ends before it.
    """

    start: int
    height: int
    weight: Decimal | None
    after_break: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A label of the first column and those of the second that stand under it."""

    label: Label
    inner: tuple[Label, ...]


def groups_of(labels: Sequence[Label], listing: Listing) -> list[Group] | None:
    """The labels of the second column under those of the first, or None where the two do not fit together."""
    outer = [label for label in labels if label.column == 0]
    inner = [label for label in labels if label.column == 1]
    above = listing.columns[1].above
    parents: list[str] = []
    for label in inner:
        known = above(label.word)
        if not known:
            return None
        parents.append(parents[-1] if parents and parents[-1] in known else known[0])
    by_word = {word: list(group) for word, group in groupby(outer, key=lambda label: label.word)}
    grouped = [
        (word, [label for _, label in pairs])
        for word, pairs in groupby(zip(parents, inner, strict=True), key=lambda pair: pair[0])
    ]
    if [word for word, _ in grouped] != list(by_word):
        return None
    return [Group(by_word[word][0], tuple(below)) for word, below in grouped]


def first_rows(groups: Sequence[Group], rows: Sequence[RowShape]) -> list[list[int]] | None:
    """For each group the first row of each of its labels; None where there are more labels than rows."""
    pages = (_Page(rows, padding, tops) for tops in _TOP_ALIGNED for padding in _PADDINGS)
    found = [reading for page in pages if (reading := _parted(groups, page))]
    return min(found, key=lambda reading: reading[0])[1] if found else None


def _parted(groups: Sequence[Group], page: _Page) -> tuple[float, list[list[int]]] | None:
    best: dict[int, tuple[float, list[list[int]]]] = {0: (0.0, [])}
    for group in groups:
        reached: dict[int, tuple[float, list[list[int]]]] = {}
        for start, (cost, starts) in best.items():
            for end, (inside, here) in page.parted(group.inner, start).items():
                total = cost + inside + page.misfit(group, start, end)
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*starts, here])
        best = reached
    return best.get(len(page.rows))


class _Page:
    """How high the rows stood on the page, in lines of text, rebuilt from the number of lines in their cells."""

    def __init__(self, rows: Sequence[RowShape], padding: float, top_aligned: Collection[int]) -> None:
        self.rows, self.padding, self.top_aligned = rows, padding, top_aligned
        self.tops = [0.0, *accumulate(row.height + padding for row in rows)]
        self.starts = [row.start for row in rows]
        self.breaks = [i for i, row in enumerate(rows) if row.after_break]

    def parted(self, labels: Sequence[Label], start: int) -> dict[int, tuple[float, list[int]]]:
        """From row ``start`` on, for each row where the labels' rows may end: the best way to part them."""
        best: dict[int, tuple[float, list[int]]] = {start: (0.0, [])}
        for label in labels:
            reached: dict[int, tuple[float, list[int]]] = {}
            for first, (cost, firsts) in best.items():
                for end in range(first + 1, len(self.rows) + 1):
                    total = cost + self.distance(label, first, end)
                    if end not in reached or total < reached[end][0]:
                        reached[end] = (total, [*firsts, first])
            best = reached
        return best

    def misfit(self, group: Group, start: int, end: int) -> float:
        weights = [row.weight for row in self.rows[start:end] if row.weight is not None]
        wrong = group.label.weight is not None and sum(weights, Decimal(0)) != Decimal(group.label.weight)
        return self.distance(group.label, start, end) + (_WRONG_SUM if wrong else 0.0)

    def distance(self, label: Label, first: int, end: int) -> float:
        """Lines of text between where the label stands and where the middle of these rows would put it."""
        slot = bisect_left(self.starts, label.at)
        return min(self._from_middle(label, slot, a, b) + penalty for a, b, penalty in self._parts(first, end))

    def _parts(self, first: int, end: int) -> Iterator[tuple[int, int, float]]:
        yield first, end, 0.0
        for at in self.breaks:
            if first < at < end:
                yield first, at, _BROKEN_CELL
                yield at, end, _BROKEN_CELL

    def _from_middle(self, label: Label, slot: int, first: int, end: int) -> float:
        """A label is written before the first row that begins below its own first line."""
        if slot == first and end == first + 1 and (not label.alone or self.rows[first].height > 1):
            return 0.0  # a cell of one row: with others on its line, or before one that is a block of its own
        lines = len({run.line.box.y0 for run in label.runs})
        expected = (self.tops[first] + self.tops[end] - lines) / 2
        lowest = self._line(slot - 1) if slot else 0.0
        highest = self._line(slot) if slot < len(self.rows) else self.tops[-1]
        if not label.alone and slot < len(self.rows):
            # On a row's line it stands beside that row.
            expected += lines / 2
            lowest, highest = self.tops[slot], self.tops[slot + 1]
        if label.column in self.top_aligned:
            # Level with the first row: where such a label came before it, the rows would be read in order.
            expected = (self._line(first) + self._line(first + 1)) / 2
        beside = 0.0 if label.alone else _BESIDE_ONE_OF_MANY
        off = abs(expected - (lowest + highest) / 2) * _OFF_CENTRE
        return max(0.0, lowest - expected, expected - highest) + off + beside

    def _line(self, row: int) -> float:
        return self.tops[row] + self.padding / 2
