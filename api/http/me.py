"""Who the caller is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from api.http.access import Caller, Doorkeeper, allowed
from api.http.dependencies import Serving
from api.http.schemas import Answer
from api.storage.keys import SCOPES, Scope

router = APIRouter(prefix="/v1", tags=["access"])


class Me(Answer):
    name: str
    scopes: tuple[Scope, ...]
    open: Annotated[bool, Field(description="whether the service asks nobody for a key")]
    approval: Annotated[bool, Field(description="whether what one person decides wants another's approval")]


@router.get("/me")
def me(request: Request, service: Serving, caller: Annotated[Caller, Depends(allowed(*SCOPES))]) -> Me:
    """The caller's name, as it stands in the audit trail, and what he may do."""
    doorkeeper = request.app.state.doorkeeper
    assert isinstance(doorkeeper, Doorkeeper)
    return Me(
        name=caller.name,
        scopes=tuple(sorted(caller.scopes)),
        open=not doorkeeper.asks,
        approval=service.settings.approval,
    )
