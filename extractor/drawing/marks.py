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

POOR_BELOW = 0.7
"""Confidence below which a doubtful field is red rather than amber: three in ten of these are wrong, or more."""


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field's box in the shown frame. ``number`` counts the doubtful fields of the page, None for the others."""

    bbox: BBox
    confidence: float
    colour: Colour
    number: int | None
    note: str


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
            yield FieldMark(field.source.bbox, field.confidence, colour_of(field), number, _note(field))


def colour_of(field: FieldEvidence) -> Colour:
    """Green where nobody needs to look."""
    if field.status != "needs_review":
        return GOOD
    return UNSURE if field.confidence >= POOR_BELOW else POOR


def _note(field: FieldEvidence) -> str:
    text = " ".join(field.text.split())
    return f"{field.path}  {text or '(blank)'}  {field.confidence:.2f}  {field.reason or ''}".rstrip()
