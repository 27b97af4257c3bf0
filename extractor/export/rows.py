"""The fields of a result as rows: all that is known of each for a spreadsheet, and the part that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from models.paths import leaves
from models.result import ExtractionResult, FieldEvidence, Record


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field, flat. ``record`` counts from 1. ``data`` is what the record's ``data`` holds at ``path``."""

    record: int
    form: str
    title: str
    path: str
    label: str
    canonical: str | None
    indicator: str | None
    label_method: str | None
    label_score: float
    text: str
    data: str | None
    kind: str
    number: str | None
    unit: str | None
    comparator: str | None
    confidence: float
    status: str
    reason: str | None
    page: int | None
    x0: float | None
    y0: float | None
    x1: float | None
    y1: float | None
    table: str | None
    row: int | None
    col: int | None
    engine: str | None
    alternatives: str
    repaired_from: str | None
    checks: str


COLUMNS: tuple[str, ...] = tuple(column.name for column in fields(FieldRow))

READABLE = ("path", "label", "value", "as read", "confidence", "status")
"""The heads of what a person reads of a field."""


def field_rows(result: ExtractionResult) -> Iterator[FieldRow]:
    """Every field of every record, in order."""
    for number, record in enumerate(result.records, start=1):
        data = dict(leaves(record.data))
        for field in record.fields:
            yield _row(number, record, field, data.get(field.path))


def readable_rows(record: Record) -> Iterator[tuple[str, ...]]:
    """What a person reads of each field of a record, under the heads of ``READABLE``."""
    data = dict(leaves(record.data))
    for field in record.fields:
        label = field.label.canonical or field.label.raw
        value = data.get(field.path) or ""
        yield field.path, label, value, field.text, f"{field.confidence:.3f}", field.status


def _row(number: int, record: Record, field: FieldEvidence, data: str | None) -> FieldRow:
    source = field.source
    x0, y0, x1, y1 = source.bbox if source else (None, None, None, None)
    return FieldRow(
        record=number,
        form=record.form,
        title=record.title,
        path=field.path,
        label=field.label.raw,
        canonical=field.label.canonical,
        indicator=field.label.indicator,
        label_method=field.label.method,
        label_score=field.label.score,
        text=field.text,
        data=data,
        kind=field.value.kind,
        number=field.value.number,
        unit=field.value.unit,
        comparator=field.value.comparator,
        confidence=field.confidence,
        status=field.status,
        reason=field.reason,
        page=source.page if source else None,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        table=source.table if source else None,
        row=source.row if source else None,
        col=source.col if source else None,
        engine=source.engine if source else None,
        alternatives=" | ".join(field.alternatives),
        repaired_from=field.repaired_from,
        checks=" ".join(field.checks),
    )
