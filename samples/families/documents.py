"""A document of each family, drawn from a seed and a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samples.dice import Dice
from samples.families.books import make_books
from samples.families.final_accounts import final_accounts
from samples.families.manner import make_manner
from samples.families.table import Document


def make_document(family: str, seed: int, index: int) -> Document:
    """The document of a family. Equal arguments give equal documents."""
    return _MAKERS[family](Dice.of(seed, index, family))


def _fiscal(dice: Dice) -> Document:
    """One fiscal table."""
    books = make_books(dice)
    manner = make_manner(dice, shanghai=False)
    table = dice.pick(final_accounts(books, manner))
    return Document("fiscal", books.department, (table,))


_MAKERS: Mapping[str, Callable[[Dice], Document]] = {"fiscal": _fiscal}
FAMILIES = tuple(_MAKERS)
