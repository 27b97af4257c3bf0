"""What happens to a document, as server-sent events that can be taken up again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.http.access import Reader
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, not_found
from api.http.waiting import found
from api.service import Service
from api.storage import Event
from api.storage.database import looking
from api.storage.events import events_after
from api.storage.records import ENDED

_LOOK_S = 0.2
"""Seconds between two looks for news: a page takes longer."""

router = APIRouter(prefix="/v1/documents/{document}", tags=["documents"])


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}}, 404: {"model": Problem}, 422: {"model": Problem}},
)
async def events(
    document: DocumentId,
    service: Serving,
    _caller: Reader,
    last_event_id: Annotated[int, Header(ge=0, le=2**63 - 1)] = 0,
) -> EventSourceResponse:
    """Events after ``Last-Event-ID``, then new ones as they happen; the stream ends when the latest run has ended."""
    if await found(service, document) is None:
        raise not_found(document)
    return EventSourceResponse(_told(service, document, last_event_id))


async def _told(service: Service, document: str, last: int) -> AsyncIterator[ServerSentEvent]:
    while True:
        current = await found(service, document)
        for event in await asyncio.to_thread(_news, service, document, last):
            last = event.id
            yield ServerSentEvent(id=str(event.id), event=event.kind, data=json.dumps(event.data))
        if current is None or current.run.state in ENDED:
            return
        await asyncio.sleep(_LOOK_S)


def _news(service: Service, document: str, last: int) -> list[Event]:
    with looking(service.database) as connection:
        return events_after(connection, document, last)
