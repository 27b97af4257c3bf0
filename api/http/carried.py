"""What became of decisions when a document was read again."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.http.access import Reader
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, not_found
from api.http.review_schemas import DecisionState
from api.http.schemas import Answer
from api.storage.database import looking
from api.storage.decisions import carried_to, decisions_after
from api.storage.revisions import revisions_of

router = APIRouter(prefix="/v1/documents/{document}", tags=["review"])


class CarriedState(Answer):
    """What became of an earlier decision when the document was read again."""

    outcome: Literal["carried", "contradicted", "dropped"]
    reason: str
    record: Annotated[int | None, Field(description="where it is now; null where it is dropped")]
    path: str | None
    decision: DecisionState


class CarriedList(Answer):
    """``dropped`` decisions have no effect on this revision; they stay in the history."""

    revision: int
    carried: tuple[CarriedState, ...]


class CarriedQuery(BaseModel):
    revision: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="its number; the newest without one")] = None


@router.get("/carried", responses={code: {"model": Problem} for code in (404, 422)})
def carried(
    document: DocumentId, service: Serving, _caller: Reader, asked: Annotated[CarriedQuery, Query()]
) -> CarriedList:
    """Every decision on the revision before: carried over, contradicted by the new reading, or dropped; and why."""
    with looking(service.database) as connection:
        numbers = [one.run for one in revisions_of(connection, document) if asked.revision in {None, one.run}]
        if not numbers:
            raise not_found(f"a result of {document}")
        fates = carried_to(connection, document, numbers[0])
        by_number = {row.number: row for row in decisions_after(connection, document, 0)} if fates else {}
    return CarriedList(
        revision=numbers[0],
        carried=tuple(
            CarriedState(
                outcome=fate.outcome,
                reason=fate.reason,
                record=fate.record,
                path=fate.path,
                decision=DecisionState.of(by_number[fate.number]),
            )
            for fate in fates
        ),
    )
