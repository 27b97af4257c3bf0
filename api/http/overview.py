"""The overview: how much there is, how much of it people must see, and what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import numpy as np
from fastapi import APIRouter
from pydantic import Field

from api.http.access import Reader
from api.http.dependencies import Serving
from api.http.schemas import Answer
from api.review.answers import Answer as FieldAnswer
from api.review.answers import answers_of
from api.service import Service
from api.storage import Revision
from api.storage.database import looking
from api.storage.overview import holdings, last_pairs, latest_decisions
from extractor.comparing import compare
from extractor.evaluation import reliability
from models.result import ExtractionResult

_MOST_DECISIONS = 20_000
"""The newest so many: half an hour of twenty quick reviewers, and read in a second."""

_MOST_PAIRS = 12
"""Documents read again that are compared: each takes two results, some hundredths of a second."""

_POINTS = 100
"""Of a curve: more than a screen shows apart."""

router = APIRouter(prefix="/v1/overview", tags=["review"])


class Volume(Answer):
    """``left`` of ``to_review`` fields still wait for a person, of ``fields`` in the newest results."""

    documents: dict[str, int]
    pages: int
    fields: int
    to_review: int
    left: int
    failed_checks: int


class ReasonFigures(Answer):
    """``reason`` as results give it; null where none was said."""

    reason: str | None
    decided: int
    wrong: int


class ReliabilityBin(Answer):
    """Fields with a confidence from ``low`` up to ``high``: their mean confidence, and the share that was right."""

    low: float
    high: float
    fields: int
    confidence: float
    right: float


class FoundPoint(Answer):
    """After ``answered`` of all fields that people came to, ``found`` of the wrong ones among them were found."""

    answered: float
    found: float


class DriftFigures(Answer):
    """What changed when a document was read again."""

    document: str
    filename: str
    old: int
    new: int
    old_engine: dict[str, str]
    new_engine: dict[str, str]
    values: int
    broken: int
    mended: int
    review: int


class Overview(Answer):
    volume: Volume
    actions: Annotated[dict[str, int], Field(description="fields by what was decided of them")]
    reasons: tuple[ReasonFigures, ...]
    reliability: Annotated[tuple[ReliabilityBin, ...], Field(description="of the fields that people decided on alone")]
    found: tuple[FoundPoint, ...]
    drift: tuple[DriftFigures, ...]


@router.get("")
def overview(service: Serving, _caller: Reader) -> Overview:
    """Everything that the overview shows. Of decisions the newest 20 000 count, of readings again the newest 12."""
    with looking(service.database) as connection:
        held = holdings(connection)
        decisions = latest_decisions(connection, _MOST_DECISIONS)
        pairs = last_pairs(connection, _MOST_PAIRS)
    answers = answers_of(decisions)
    return Overview(
        volume=Volume(
            documents=dict(held.states),
            pages=held.pages,
            fields=held.fields,
            to_review=held.to_review,
            left=held.left,
            failed_checks=held.failed_checks,
        ),
        actions=dict(Counter(answer.action for answer in answers)),
        reasons=_by_reason(answers),
        reliability=_reliability(answers),
        found=_found(answers),
        drift=tuple(_drift(service, *pair) for pair in pairs),
    )


def _by_reason(answers: Sequence[FieldAnswer]) -> tuple[ReasonFigures, ...]:
    decided = Counter(answer.reason for answer in answers)
    wrong = Counter(answer.reason for answer in answers if answer.wrong)
    return tuple(ReasonFigures(reason=one, decided=count, wrong=wrong[one]) for one, count in decided.most_common())


def _reliability(answers: Sequence[FieldAnswer]) -> tuple[ReliabilityBin, ...]:
    known = [answer for answer in answers if answer.wrong is not None]
    if not known:
        return ()
    confidence = np.array([answer.confidence for answer in known])
    right = np.array([not answer.wrong for answer in known])
    return tuple(
        ReliabilityBin(low=one.low, high=one.high, fields=one.fields, confidence=one.confidence, right=one.right)
        for one in reliability(confidence, right)
    )


def _found(answers: Sequence[FieldAnswer]) -> tuple[FoundPoint, ...]:
    wrong = np.cumsum([bool(answer.wrong) for answer in answers])
    if not len(wrong) or not wrong[-1]:
        return ()
    count = len(answers)
    shown = sorted({round(count * point / _POINTS) for point in range(1, _POINTS + 1)} - {0})
    points = (FoundPoint(answered=end / count, found=float(wrong[end - 1] / wrong[-1])) for end in shown)
    return (FoundPoint(answered=0.0, found=0.0), *points)


def _drift(service: Service, filename: str, before: Revision, newest: Revision) -> DriftFigures:
    old, new = (ExtractionResult.model_validate_json(service.blobs.get(one.result)) for one in (before, newest))
    change = compare(old, new)
    return DriftFigures(
        document=newest.document,
        filename=filename,
        old=before.run,
        new=newest.run,
        old_engine=dict(before.engine),
        new_engine=dict(newest.engine),
        values=len(change.fields),
        broken=len(change.broken),
        mended=len(change.mended),
        review=change.review,
    )
