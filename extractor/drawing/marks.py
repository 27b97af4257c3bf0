"""What there is to draw on one page: cells, fields, and the doubtful ones numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.result import ExtractionResult, FieldEvidence

BBox = tuple[float, float, float, float]
Colour = tuple[int, int, int]

GOOD: Colour = (0, 140, 60)
UNSURE: Colour = (215, 130, 0)
POOR: Colour = (200, 0, 30)

SURE_FROM = 0.95
"""Confidence from which a box is green: fewer than one in twenty of these is wrong."""

POOR_BELOW = 0.7
"""Confidence below which a box is red: nearly one in three of these is wrong."""


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field's box in the shown frame. ``number`` counts the doubtful fields of the page, None for the others."""

    bbox: BBox
    confidence: float
    number: int | None
    note: str

    @property
    def colour(self) -> Colour:
        return colour_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Marks:
    cells: tuple[BBox, ...]
    fields: tuple[FieldMark, ...]

    @property
    def notes(self) -> tuple[FieldMark, ...]:
        return tuple(mark for mark in self.fields if mark.number is not None)


def marks_of(result: ExtractionResult, page: int) -> Marks:
    """The marks of one page, in the result's order."""
    return Marks(
        cells=tuple(cell.bbox for table in result.tables for cell in table.cells if cell.page == page),
        fields=tuple(_field_marks(result, page)),
    )


def _field_marks(result: ExtractionResult, page: int) -> Iterator[FieldMark]:
    doubtful = 0
    for record in result.records:
        for field in record.fields:
            if field.source is None or field.source.page != page:
                continue
            number = None
            if field.status == "needs_review":
                doubtful += 1
                number = doubtful
            yield FieldMark(field.source.bbox, field.confidence, number, _note(field))


def colour_of(confidence: float) -> Colour:
    if confidence >= SURE_FROM:
        return GOOD
    return UNSURE if confidence >= POOR_BELOW else POOR


def _note(field: FieldEvidence) -> str:
    text = " ".join(field.text.split())
    return f"{field.path}  {text or '(blank)'}  {field.confidence:.2f}  {field.reason or ''}".rstrip()
