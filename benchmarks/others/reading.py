"""What another tool says of a page: tables as cells of text, and the text beside them. Nothing of ours is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainCell:
    """Rows and columns from 0, spans from 1."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


PlainTable = tuple[PlainCell, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """``beside``: the text outside of tables, in reading order, line by line as the tool gives it."""

    tables: tuple[PlainTable, ...]
    beside: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that was read."""
        return (*self.beside, *(cell.text for table in self.tables for cell in table))


Reader = Callable[[bytes], PlainPage]
"""From a page as a PNG file."""
