"""The cells of a form in the order in which they are read, and which may follow which, from its definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.reading.unscramble.cells import CellSpec
from models.dump import folded
from models.form import Column, FormDefinition, Slot

_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?")
_YEARS = range(1994, 2100)  # budgets that could have been printed by a computer
_HEAVIEST = 50  # the most that a group of indicators weighs, in every form of the family

Part = Literal["title", "label", "head", "value", "fund", "amount", "goal", "listing", "total", "total_label", "page"]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A cell of the form: its part, its number there (a head's, a fund's column, a listing's), what it should say.

    ``apart``: it may be written apart from the row that it stands in, because it is merged or drawn later.
    ``column``: the listing's, of its cells. ``again``: a page may begin with it, before it goes on.
    """

    part: Part
    index: int
    spec: CellSpec
    apart: bool = False
    column: Column | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A cell that may follow: ``score`` for what it skips; ``row``: whether it begins a row, None where unknown.

    ``goes_on``: it is the rest of a cell that the page's end cut, so only the first cells of a page may be it, after
    column heads that are printed again.
    """

    to: Place
    score: float = 0.0
    row: bool | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """``first``: the cells that a form may begin with; ``after``: those that may follow each, and ``page`` any."""

    form: FormDefinition
    first: tuple[Step, ...]
    after: dict[Place, tuple[Step, ...]]
    page: Place


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words by which a scrambled form is found, folded."""

    form: FormDefinition
    titles: tuple[str, ...]
    matrix: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


def without_year(title: str) -> str:
    """A title without the year that some forms print before it."""
    return _YEAR.sub("", title)


def words_of(form: FormDefinition) -> FormWords:
    total = form.listings[0].total
    return FormWords(
        form,
        tuple(map(folded, form.titles)),
        tuple(tuple(map(folded, row.labels)) for row in form.matrices[0].rows),
        tuple(map(folded, total.labels)) if total else (),
    )


def reading_order(form: FormDefinition) -> ReadingOrder:
    """The order of a form of heads, one matrix, goals below their labels, and one listing."""
    title = Place("title", 0, CellSpec("label", _dated(form.titles)))
    matrix, listing = form.matrices[0], form.listings[0]
    right = [head for head in form.heads if head.place == "right"]
    below = [head for head in form.heads if head.place == "below"]
    heads = [Place("head", i, _announcing(head)) for i, head in enumerate(right)]
    values = [Place("value", i, _value(head)) for i, head in enumerate(right)]
    above_funds = Place("label", 0, _labels(form, matrix.columns), apart=True)
    funds = Place("fund", 0, CellSpec("label", frozenset(folded(one) for row in matrix.rows for one in row.labels)))
    amounts = [Place("amount", i, _amount(slot)) for i, slot in enumerate(matrix.columns)]
    above_goals = Place("label", 1, _labels(form, below), apart=True)
    goals = [Place("goal", i, CellSpec("text")) for i, _ in enumerate(below)]
    above_listing = Place("label", 2, _labels(form, listing.columns), apart=True, again=True)
    columns = [
        Place("listing", i, _column(form, i), apart=bool(column.words), column=column)
        for i, column in enumerate(listing.columns)
    ]
    total_label = Place("total_label", 0, CellSpec("label", _total(form)), apart=True)
    totals = [Place("total", i, _number()) for i in range(2)]
    dash = Place("total", 2, CellSpec("number", frozenset("—-")), apart=True)

    after: dict[Place, list[Step]] = {}
    to_heads = [Step(head) for head in heads]
    to_table = [Step(above_funds), Step(funds, row=True)]
    after[title] = [*to_heads, *to_table]
    for head, value in zip(heads, values, strict=True):
        after[head] = [Step(value), *(Step(one, -3.0) for one in heads), *(Step(one.to, -3.0) for one in to_table)]
        after[value] = [*to_heads, *to_table]
    after[above_funds] = [*to_table, *to_heads]
    after[funds] = [Step(one, -4.0 * i, row=False) for i, one in enumerate(amounts)]
    to_goals = [Step(above_goals, row=True), *_skipping(goals, -4.0)]
    for i, one in enumerate(amounts):
        missing = -4.0 * (len(amounts) - 1 - i)
        after[one] = [
            *(Step(other, -4.0 * skipped, row=False) for skipped, other in enumerate(amounts[i + 1 :])),
            Step(funds, missing, row=True),
            *(Step(step.to, missing + step.score, row=True) for step in to_goals),
        ]
    rows = [Step(columns[0]), Step(columns[1], -2.0), Step(columns[2], -4.0)]
    to_listing = [Step(above_listing), *(Step(row.to, row.score - 2.0) for row in rows)]
    after[above_goals] = [*(Step(step.to, step.score) for step in to_goals), *(Step(s.to, -6.0) for s in to_listing)]
    for i, goal in enumerate(goals):
        after[goal] = [
            *(Step(one, row=False) for one in goals[i + 1 : i + 2]),
            *to_listing,
            *(Step(one, -2.0, goes_on=True) for one in goals[i:]),
        ]
    after[above_listing] = [Step(above_listing), *rows]
    to_total = [Step(total_label, row=True), Step(totals[0], row=True)]
    rests = [Place("listing", i, _rest(), apart=True, column=c) for i, c in enumerate(listing.columns) if c.weight_path]
    for rest in rests:
        after[rest] = [*_in_row(columns, listing.columns, rest.index)]
    cut = [*(one for one in columns if not one.apart and one.spec.kind != "number"), *rests]
    to_rest = [Step(one, -2.0, goes_on=True) for one in cut]
    for i, one in enumerate(columns):
        after[one] = [*_in_row(columns, listing.columns, i), *_next_row(columns, listing.columns, i, above_listing)]
        if i >= _last_number(listing.columns):
            after[one] += to_total
        after[one] += to_rest
    after[above_listing] += to_rest
    after[total_label] = [Step(totals[0])]
    after[totals[0]] = [Step(totals[1], row=False)]
    after[totals[1]] = [Step(dash), Step(total_label)]
    after[dash] = [Step(total_label)]
    page = Place("page", 0, CellSpec("page"), apart=True)
    return ReadingOrder(form, (Step(title), *to_heads), {place: tuple(steps) for place, steps in after.items()}, page)


def _skipping(places: Sequence[Place], score: float) -> list[Step]:
    return [Step(place, score * i) for i, place in enumerate(places)]


def _last_number(columns: Sequence[Column]) -> int:
    return max(i for i, column in enumerate(columns) if column.kind == "number")


def _missing(columns: Sequence[Column], skipped: Iterable[int]) -> float:
    """What it costs that these columns say nothing in a row."""
    score = 0.0
    for i in skipped:
        column = columns[i]
        if column.kind == "number":
            score -= 8.0
        elif column.kind == "quantity":
            score -= 1.5
        elif not column.words and i < _last_number(columns):
            score -= 3.0
    return score


def _in_row(places: Sequence[Place], columns: Sequence[Column], at: int) -> list[Step]:
    """The cells further right in the same row; a merged one stands at another height."""
    row = None if places[at].apart else False
    later = [other for other in range(at + 1, len(columns)) if at > 0 or other == 1 or not columns[other].words]
    return [Step(places[i], _missing(columns, range(at + 1, i)), row=None if places[i].apart else row) for i in later]


def _next_row(places: Sequence[Place], columns: Sequence[Column], at: int, heads: Place) -> list[Step]:
    """The first cells of the next row, and column heads printed again."""
    missing = _missing(columns, range(at + 1, len(columns)))
    first = next(i for i, place in enumerate(places) if not place.apart)
    last = _last_number(columns)
    return [
        *(Step(places[i], missing + _missing(columns, range(first, i)), row=True) for i in range(last)),
        Step(heads, missing - 2.0, row=True),
    ]


def _labels(form: FormDefinition, slots: Sequence[Slot]) -> CellSpec:
    words = frozenset(folded(label) for label in (*form.section_labels, *(one for s in slots for one in s.labels)))
    every = words | {f"*{word}" for word in words}
    return CellSpec("label", every, loose=tuple(every))


def _announcing(head: Slot) -> CellSpec:
    """A head's label. One of two characters is a word like any other unless its colon is there."""
    words = [
        star + folded(label) + mark
        for label in head.labels
        for mark in (":", "")
        for star in ("", "*")
        if mark or len(label) > 2
    ]
    return CellSpec("label", frozenset(words), tuple(words))


def _value(head: Slot) -> CellSpec:
    return CellSpec("code" if head.kind == "code" else "year" if head.kind == "date" else "text")


def _amount(slot: Slot) -> CellSpec:
    return CellSpec("amount") if slot.kind == "amount" else _number()


def _number() -> CellSpec:
    return CellSpec("number", frozenset("—-"))


def _column(form: FormDefinition, index: int) -> CellSpec:
    listing = form.listings[0]
    column = listing.columns[index]
    if column.words:
        return _words(column)
    if column.kind == "number":
        return CellSpec("number", most=_HEAVIEST)
    if column.kind == "quantity":
        return CellSpec("value")
    if index < _last_number(listing.columns):
        return CellSpec("name", frozenset(map(folded, listing.blank_names)))
    return CellSpec("remark")


def _words(column: Column) -> CellSpec:
    """The words of a label column; one with a weight in brackets has every weight that a form may print."""
    words = frozenset(map(folded, column.words))
    if column.weight_path is None:
        return CellSpec("label", words)
    weighed = frozenset(f"{word}({weight}{unit})" for word in words for weight in range(101) for unit in ("分", ""))
    return CellSpec("label", weighed | words, bare=words)


def _rest() -> CellSpec:
    """The weight in brackets that a page's end cut off its label."""
    return CellSpec("label", frozenset(f"({weight}{unit})" for weight in range(101) for unit in ("分", "")))


def _total(form: FormDefinition) -> frozenset[str]:
    total = form.listings[0].total
    return frozenset(map(folded, total.labels)) if total else frozenset()


def _dated(titles: Sequence[str]) -> frozenset[str]:
    """The titles as they are, and with the year before them."""
    years = ["", *(f"{year}{word}" for year in _YEARS for word in ("", "年", "年度"))]
    return frozenset(year + folded(title) for title in titles for year in years)
