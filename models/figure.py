"""One number of a table, as other tables and the text speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """``record``: the index of its reading among the document's; ``path``: its leaf there.

    ``table`` is the contract's name of the table (``final_accounts.05``), or of the form; ``title`` as printed.
    ``line`` is the line's canonical name, ``name`` the printed one, ``column`` the column's key; ``year`` what a line
    of one year among others says of it. ``value`` is None for one that is blank or cannot be read; ``yuan``: how many
    yuan its unit is, None where that is not known; ``unit`` as printed.
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
    yuan: Decimal | None
    unit: str = ""
    year: str = ""

    @property
    def in_yuan(self) -> Decimal | None:
        return None if self.value is None or self.yuan is None else self.value * self.yuan
