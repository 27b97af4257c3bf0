"""The numbers of a document's tables, as other tables and the text speak of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from models.fiscal import SideName
from models.spec import Labels, Spec

# Yuan in 元, 万元, 亿元: what an amount may be in where the page does not say.
_MONEY = (Decimal(1), Decimal(10_000), Decimal(100_000_000))
_ANY = "*"
_REMEMBERED = 4096  # names whose keys are remembered: each is compared with every line of every table
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』", '"'))


@lru_cache(maxsize=_REMEMBERED)
def word_key(text: str) -> str:
    """One character for one: full width made half, every quotation mark the same. What names are compared by."""
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    normal = unicodedata.normalize("NFKC", char)
    return (normal if len(normal) == 1 else char).translate(_QUOTES)


class Spot(Spec):
    """A place in a table. Of ``lines`` and ``columns`` the first that the table has counts.

    ``*`` among lines, or no ``lines``: the table's first line, or with ``latest`` that of the latest year.
    No ``columns``: the line's first.
    """

    table: str
    side: SideName | None = None
    lines: Labels = ()
    columns: Labels = ()
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """``record``: the index of its reading among the document's; ``path``: its leaf there.

    ``table`` is the contract's name of the table (``final_accounts.05``), or of the form; ``title`` as printed.
    ``line`` is the line's canonical name, ``name`` the printed one, ``column`` the column's key; ``year`` what a line
    of one year among others says of it. ``value`` is None for one that is blank or cannot be read (then ``blank`` is
    false); ``shown`` as printed; ``yuan``: how many yuan its unit is, None where that is not known.
    """

    record: int
    path: str
    table: str
    title: str
    side: str | None
    line: str
    name: str
    code: str
    column: str
    value: Decimal | None
    blank: bool
    shown: str
    unit: str
    yuan: Decimal | None
    year: str = ""

    @property
    def row(self) -> tuple[int, str]:
        """What the figures of one line share."""
        return self.record, self.path.partition(".")[0]

    def called(self, word: str) -> bool:
        """Whether its line bears this name."""
        return word_key(word) in {word_key(self.line), word_key(self.name)}


def same_in_money(left: Decimal, yuan: Decimal | None, figure: Figure, places: int) -> bool:
    """Whether ``left``, of so many ``yuan`` each, is the figure, rounded to so many decimals in the larger unit.

    A unit that is not known may be any.
    """
    if figure.value is None:
        return False
    half = Decimal(5).scaleb(-places - 1)
    ones = [yuan] if yuan is not None else _MONEY
    others = [figure.yuan] if figure.yuan is not None else _MONEY
    return any(abs(figure.value * other - left * one) <= half * max(one, other) for one in ones for other in others)


def said_of(number: Decimal, yuan: Decimal, figure: Figure) -> bool:
    """Whether a text's number is the figure. Texts drop zeros at the end, and now and then a digit: 9.1万元."""
    exponent = number.as_tuple().exponent
    printed = -exponent if isinstance(exponent, int) else 0
    return same_in_money(number, yuan, figure, min(2, max(1, printed)))


@dataclass(frozen=True, slots=True)
class Figures:
    """A document's figures by table. Of several records of one table, the first one's figures come first."""

    by_table: Mapping[str, tuple[Figure, ...]]

    @staticmethod
    def of(figures: Sequence[Figure]) -> Figures:
        tables = dict.fromkeys(figure.table for figure in figures)
        return Figures({table: tuple(it for it in figures if it.table == table) for table in tables})

    def among(self, tables: Sequence[str]) -> list[Figure]:
        return [figure for table in tables for figure in self.by_table.get(table, ())]

    def at(self, spot: Spot) -> Figure | None:
        """The figure at a spot, or None where the document has none there."""
        figures = [it for it in self.by_table.get(spot.table, ()) if spot.side is None or it.side == spot.side]
        if spot.latest:
            latest = max((it.year for it in figures), default="")
            figures = [it for it in figures if it.year == latest]
        if spot.lines:
            figures = [it for line in spot.lines for it in figures if line == _ANY or it.called(line)]
        figures = [it for it in figures if it.row == figures[0].row]
        if spot.columns:
            wanted = [word_key(column) for column in spot.columns]
            figures = [it for column in wanted for it in figures if word_key(it.column) == column]
        return figures[0] if figures else None


def first_of_each_row(figures: Sequence[Figure]) -> Iterator[Figure]:
    seen: set[tuple[int, str]] = set()
    for figure in figures:
        if figure.row not in seen:
            seen.add(figure.row)
            yield figure
