"""A document of each family, drawn from a seed and a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from samples.dice import Dice
from samples.families.books import Books, make_books
from samples.families.budget import budget
from samples.families.final_accounts import final_accounts
from samples.families.manner import Manner, make_manner
from samples.families.narrative import narrative
from samples.families.other import other_table
from samples.families.reports import make_report
from samples.families.scorecard import scorecard_table
from samples.families.shanghai import shanghai_budget, shanghai_final_accounts
from samples.families.table import Document, Table
from samples.families.targets import targets_table


def make_document(family: str, seed: int, index: int) -> Document:
    """The document of a family. Equal arguments give equal documents."""
    return _MAKERS[family](Dice.of(seed, index, family))


def _fiscal(dice: Dice) -> Document:
    """One fiscal table."""
    books = make_books(dice)
    kind = dice.pick(_KINDS)
    manner = make_manner(dice, shanghai=kind.startswith("shanghai"))
    table = other_table(books, manner, dice) if kind == "other" else dice.pick(_TABLES[kind](books, manner))
    return Document("fiscal", books.department, (table,))


def _twins(dice: Dice) -> Document:
    """Two tables under the same heads, the second without a title of its own: pages that must not be joined."""
    books = make_books(dice)
    manner = make_manner(dice, shanghai=False)
    first = other_table(books, manner, dice)
    second = other_table(books, manner, dice)
    while _heads(second) != _heads(first):
        second = other_table(books, manner, dice)
    bare = replace(second, title="", number="", left="", right="", data={**second.data, "title": "", "unit": None})
    return Document("twins", books.department, (first, bare))


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(cell.text for cell in table.cells if cell.row < table.head_rows)


def _targets(dice: Dice) -> Document:
    books = make_books(dice)
    manner = make_manner(dice, shanghai=False)
    return Document("targets", books.department, (targets_table(books, manner, dice),))


def _scorecard(dice: Dice) -> Document:
    books = make_books(dice)
    return Document("scorecard", books.department, (scorecard_table(dice),))


def _narrative(dice: Dice) -> Document:
    """Text with the tables that hold its figures: 1, 3 and 9."""
    books = make_books(dice)
    manner = make_manner(dice, shanghai=False)
    tables = final_accounts(books, manner)
    return Document("narrative", books.department, (tables[0], tables[2], tables[8], *narrative(books, manner, dice)))


_TABLES: Mapping[str, Callable[[Books, Manner], tuple[Table, ...]]] = {
    "final": final_accounts,
    "budget": budget,
    "shanghai_final": shanghai_final_accounts,
    "shanghai_budget": shanghai_budget,
}
_KINDS = ("final", "final", "budget", "budget", "shanghai_final", "shanghai_budget", "other")
_MAKERS: Mapping[str, Callable[[Dice], Document]] = {
    "fiscal": _fiscal,
    "targets": _targets,
    "scorecard": _scorecard,
    "narrative": _narrative,
    "report": make_report,
    "twins": _twins,
}
FAMILIES = tuple(_MAKERS)
