"""The audit trail, for those who check it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.http.access import Auditor
from api.http.dependencies import Serving
from api.http.problems import Problem
from api.http.schemas import Answer
from api.storage.audit import first_broken, rows_after
from api.storage.database import looking

router = APIRouter(prefix="/v1/audit", tags=["audit"])


class Deed(Answer):
    """Who did what to what. ``digest`` seals this row and all before it."""

    id: int
    at: str
    actor: str
    action: str
    subject: str
    data: dict[str, object]
    digest: str


class Deeds(Answer):
    rows: tuple[Deed, ...]
    first_broken: Annotated[int | None, Query(description="the first row that was tampered with")]


@router.get("", responses={code: {"model": Problem} for code in (401, 403, 422)})
def trail(
    service: Serving,
    _caller: Auditor,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Deeds:
    """Rows after number ``after``, and whether the whole trail is as it was written."""
    with looking(service.database) as connection:
        found, broken = rows_after(connection, after, limit), first_broken(connection)
    rows = tuple(
        Deed(
            id=row.id,
            at=row.at,
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            data=dict(row.data),
            digest=row.digest,
        )
        for row in found
    )
    return Deeds(rows=rows, first_broken=broken)
