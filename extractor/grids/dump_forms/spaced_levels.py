"""Which rows the labels of a listing's levels speak for, where a dump writes each at the middle of its rows.

A label on a row's line is that row's alone. One with its lines to itself stands in the middle of two rows or more,
or above them, or is a row that says no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from extractor.grids.dump_forms.labels import Label
from extractor.grids.dump_forms.text import Run
from models.dump import folded
from models.form import Column, Listing

_PADDINGS = (0.3, 0.6, 1.0)  # lines of text: white above and below a row's text together; whichever fits
# What a way to give rows to labels costs, in lines of text that a label stands off the middle of its rows.
_OFF_CENTRE = 0.05  # a line off the middle that a dump cannot show: only parts what is else alike
_NOT_ITS_ROW, _MORE_THAN_ITS_ROW, _ONE_ROW = 10.0, 2.0, 1.2
_OTHERS_NAME = 3.0  # a name that is known to stand under another label
_NO_ROW, _NO_NUMBERS = 0.8, 6.0  # a row of numbers is never left blank

Cells = Mapping[int, Sequence[Run]]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A row with the cells of its levels, those that begin there. ``cells`` may be empty: only the labels are said."""

    cells: Cells


@dataclass(frozen=True, slots=True)
class _Parting:
    """``firsts``: for each label so far its first row and the row after its last."""

    cost: float
    spans: tuple[tuple[int, int], ...]


def with_levels(
    rows: Sequence[Cells], labels: Sequence[Label], beside: Sequence[bool], listing: Listing
) -> list[LevelRow]:
    """The rows, those that were left blank among them, with their labels. ``beside``: labels on the line of a row."""
    placed = _in_columns(labels, beside, listing) if labels else []
    inner = [(label, on_line) for label, on_line in zip(placed, beside, strict=True) if label.column == 1]
    outer = [label for label in placed if label.column == 0]
    if not inner:
        return [LevelRow(cells) for cells in rows]
    spans = _parted(rows, inner, listing)
    out: list[LevelRow] = []
    parent: str | None = None
    for (label, _), (first, end) in zip(inner, spans, strict=True):
        known = listing.columns[1].above(label.word)
        above = parent if parent in known else known[0] if known else parent
        levels: dict[int, Sequence[Run]] = {1: label.runs}
        head = min((it for it in outer if it.word == above), key=lambda it: abs(it.at - label.at), default=None)
        if head is not None and above != parent:
            levels[0] = head.runs
        parent = above
        own = rows[first:end] or [{}]
        out.append(LevelRow({**own[0], **levels}))
        out += [LevelRow(cells) for cells in own[1:]]
    return out


def _in_columns(labels: Sequence[Label], beside: Sequence[bool], listing: Listing) -> list[Label]:
    """The labels, those whose word stands in both columns in the one that their place speaks for."""
    outer, inner = (set(listing.columns[i].words) for i in (0, 1))
    printed = {label.word for label in labels}
    placed = []
    for label, following, on_line in zip(labels, (*labels[1:], None), beside, strict=True):
        if label.word in outer and label.word in inner:
            below = set(listing.columns[1].under.get(label.word, ())) & printed
            before_label = following is not None and following.at == label.at
            placed.append(replace(label, column=0 if below and (before_label or not on_line) else 1))
        else:
            placed.append(label)
    return placed


def _parted(
    rows: Sequence[Cells], labels: Sequence[tuple[Label, bool]], listing: Listing
) -> tuple[tuple[int, int], ...]:
    """For each label the rows that it speaks for, all of them parted in order, as near the middle as can be."""
    pages = (_Page(rows, padding, listing, top_aligned=top) for top in (False, True) for padding in _PADDINGS)
    return min((_best(page, labels) for page in pages), key=lambda parting: parting.cost).spans


def _best(page: _Page, labels: Sequence[tuple[Label, bool]]) -> _Parting:
    best: dict[int, _Parting] = {0: _Parting(0.0, ())}
    for label, on_line in labels:
        reached: dict[int, _Parting] = {}
        for first, parting in best.items():
            for end in range(first, len(page.starts) + 1):
                cost = parting.cost + page.misfit(label, first, end, on_line=on_line)
                if end not in reached or cost < reached[end].cost:
                    reached[end] = _Parting(cost, (*parting.spans, (first, end)))
        best = reached
    return best[len(page.starts)]


class _Page:
    """How high the rows stood on the page, in lines of text, from the lines that their cells were wrapped to."""

    def __init__(self, rows: Sequence[Cells], padding: float, listing: Listing, *, top_aligned: bool) -> None:
        self.top_aligned = top_aligned
        self.no_row = _NO_NUMBERS if any(column.kind == "number" for column in listing.columns) else _NO_ROW
        names = ["".join(run.key for run in row.get(2, ())) for row in rows]
        self.known = [_above(name, listing.columns[2]) for name in names]
        counts = [[len({run.line.box.y0 for run in cell}) for cell in row.values()] for row in rows]
        heights = [max(count) + padding for count in counts]
        self.tops = [0.0, *accumulate(heights)]
        self.first_lines = [
            top + (height - min(count)) / 2 for top, height, count in zip(self.tops, heights, counts, strict=False)
        ]
        self.starts = [0, *accumulate(sum(map(len, row.values())) for row in rows)][: len(rows)]

    def misfit(self, label: Label, first: int, end: int, *, on_line: bool) -> float:
        slot = bisect_left(self.starts, label.at)
        others = sum(bool(known) and label.word not in known for known in self.known[first:end])
        return others * _OTHERS_NAME + self._from_middle(label, slot, (first, end), on_line=on_line)

    def _from_middle(self, label: Label, slot: int, rows: tuple[int, int], *, on_line: bool) -> float:
        first, end = rows
        if on_line:
            return (_MORE_THAN_ITS_ROW if end - first > 1 else 0.0) if first <= slot < end else _NOT_ITS_ROW
        if first == end:
            return self.no_row + _NOT_ITS_ROW * (first != slot)
        lines = len({run.line.box.y0 for run in label.runs})
        expected = (self.tops[first] + self.tops[end] - lines) / 2
        before = self.first_lines[slot - 1] if slot else 0.0
        after = self.first_lines[slot] if slot < len(self.starts) else self.tops[-1]
        off = max(0.0, before - expected, expected - after) + abs(expected - (before + after) / 2) * _OFF_CENTRE
        if self.top_aligned:
            off = abs(self.tops[first] - self.tops[slot])
        return off + (_ONE_ROW if end - first == 1 else 0.0)


def _above(name: str, column: Column) -> frozenset[str]:
    """The labels under which the name is known to stand; none where it is a unit's own."""
    return frozenset(folded(label) for label, names in column.under.items() if name in map(folded, names))
