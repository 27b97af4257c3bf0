"""What every kind of input offers to the door."""

from __future__ import annotations

from typing import Protocol

from models.page import SourcePage


class Source(Protocol):
    """Pages of one input, loaded one at a time."""

    @property
    def page_count(self) -> int: ...

    @property
    def notes(self) -> tuple[str, ...]: ...

    def page(self, number: int) -> SourcePage:
        """Page ``number``, from 1; ``PageError`` where it cannot be loaded."""
        ...

    def close(self) -> None: ...
