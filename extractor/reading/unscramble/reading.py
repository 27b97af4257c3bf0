"""The cells of a scrambled form as they were read."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.reading.unscramble.form import Place
from extractor.reading.unscramble.written import Written


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell: its head and what it left for later, each from one glyph up to another. ``goes_on``: see ``Step``."""

    place: Place
    head: tuple[int, int]
    tail: tuple[int, int]
    goes_on: bool = False
    page: int = 0

    def text(self, written: Written) -> str:
        return written.text[slice(*self.head)] + written.text[slice(*self.tail)]


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells in reading order, and how plausible they are together.

    ``whole``: nothing was left unread; ``agrees``: nor are the form's sums wrong.
    """

    cells: tuple[ReadCell, ...]
    score: float
    whole: bool
    agrees: bool
