"""A field that a person should look at, with what he needs to see and what his answer is worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.record import CheckStatus
from models.result import BBox, FieldStatus, FormName, Frozen, Label, PageNumber, Probability, Value


class DoubtCheck(Frozen):
    """A check that bears on the field. ``paths`` speak of the same record."""

    id: str
    rule: str
    status: CheckStatus
    message: str
    expected: str | None
    actual: str | None
    paths: tuple[str, ...]


class Doubt(Frozen):
    """One place that a person is asked about: the field at ``path`` of ``record``, and those of ``also`` with it.

    ``upright_bbox`` is in the page turned upright, which measures ``upright_size``. Both, and ``page`` and ``bbox``,
    are None where the form has no place for the field. ``priority`` = expected error times weight a second;
    ``rank`` and ``place`` order it: see :func:`extractor.triage.triage`.
    """

    record: Annotated[int, Field(ge=0, description="index in the result's records")]
    path: str
    also: Annotated[tuple[str, ...], Field(description="paths that the same cell gives; one answer is for all")]
    form: FormName
    title: str
    unit: Annotated[str | None, Field(description="the agency that the form is about")]
    label: Label
    row_heading: str
    column_heading: str
    text: str
    value: Value
    confidence: Probability
    status: FieldStatus
    reason: str | None
    alternatives: tuple[str, ...]
    table: str | None
    row: int | None
    col: int | None
    page: PageNumber | None
    bbox: BBox | None
    upright_bbox: BBox | None
    upright_size: tuple[float, float] | None
    checks: tuple[DoubtCheck, ...]
    expected_error: Probability
    weight: float
    expected_seconds: float
    settles: Annotated[int, Field(ge=0, description="other doubtful fields that may be settled by this answer")]
    priority: float
    rank: Annotated[int, Field(description="the smaller comes first")]
    place: Annotated[int, Field(ge=0, description="where it stands in its document, in the order of reading")]
