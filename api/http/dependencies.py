"""What routes are given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request
from pydantic import Field

from api.http.waiting import LONGEST_S
from api.service import Service


async def service_of(request: Request) -> Service:
    """Not for a thread of its own: that would cost each request two changes of threads."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


Serving = Annotated[Service, Depends(service_of)]
DocumentId = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="SHA-256 of the document's bytes")]
Wait = Annotated[float, Field(ge=0, le=LONGEST_S, allow_inf_nan=False, description="seconds to wait for the result")]
WaitS = Annotated[Wait, Query(alias="wait")]
