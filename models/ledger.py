"""A table of lines and amounts in numbers: what checks, within a table and across tables, reckon with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.fiscal import SideName


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. ``value`` is None for one that is blank (``blank``) or cannot be read. ``shown``: as printed.

    ``places``: how many decimals are printed.
    """

    path: str
    value: Decimal | None
    blank: bool
    shown: str
    places: int = 0


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line. ``name`` as printed, ``row`` its canonical name, or the printed one without its numeral.

    ``number``: its numeral (一、), empty for a line without one. ``amounts`` by column key, and ``words``: what stands
    in its columns of text. ``path``: ``lines[3]``.
    """

    path: str
    side: SideName | None
    line_no: str
    code: str
    name: str
    row: str
    number: str
    amounts: Mapping[str, Amount]
    words: tuple[str, ...] = ()

    @property
    def index(self) -> int:
        return int(self.path[len("lines[") : -1])


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table as checks see it. ``table`` is the contract's id, ``variant`` the definition's.

    ``yuan``: how many yuan the unit that it prints is, None where it prints none that is known. ``units``: all that
    is printed about the unit, by path.
    """

    table: str
    variant: str
    title: str
    department: str
    unit: str
    yuan: Decimal | None
    units: Mapping[str, str]
    columns: tuple[str, ...]
    lines: tuple[LedgerLine, ...]

    def side(self, side: SideName | None) -> tuple[LedgerLine, ...]:
        return tuple(line for line in self.lines if side is None or line.side == side)
