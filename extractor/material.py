"""What a review starts from: a document as it was read and interpreted, before values are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.document import Interpretation
from extractor.pages import PageReading
from models.grid import Grid
from models.text import TextLine

Body = tuple[tuple[int, TextLine], ...]
"""Page and line of what stands outside tables, in reading order."""


@dataclass(frozen=True, slots=True)
class Understandable:
    """What values and checks come from. ``pages`` bear neither their lines nor their rules."""

    interpretation: Interpretation
    pages: tuple[PageReading, ...]

    def by_number(self) -> Mapping[int, PageReading]:
        return {page.page.number: page for page in self.pages}


@dataclass(frozen=True, slots=True)
class Structure:
    """What the interpretation came from, for when a person puts a table right."""

    grids: tuple[Grid, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class Material:
    """Two parts, because a correction of a value needs only the first."""

    understandable: Understandable
    structure: Structure

    @staticmethod
    def of(interpretation: Interpretation, pages: Iterable[PageReading], grids: Sequence[Grid], body: Body) -> Material:
        bare = (replace(page, page=replace(page.page, lines=(), rules=(), raster=None)) for page in pages)
        return Material(Understandable(interpretation, tuple(bare)), Structure(tuple(grids), body))
