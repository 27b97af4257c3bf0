"""What happens to a document or a batch, as server-sent events that can be taken up again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.http.access import Reader
from api.http.batches import BatchId
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, not_found
from api.service import Service
from api.storage import BatchEvent, Event
from api.storage.batches import batch_events_after, find_batch
from api.storage.database import looking
from api.storage.documents import find
from api.storage.events import events_after
from api.storage.records import ENDED

_LOOK_S = 0.2
"""Seconds between two looks for news: a page takes longer."""

router = APIRouter(prefix="/v1")

LastEventId = Annotated[int, Header(ge=0, le=2**63 - 1, description="of the last event that was heard")]

_News = Callable[[int], tuple[Sequence[Event | BatchEvent], bool]]
"""Events after an id, and whether there may be more to come."""

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}},
    **{code: {"model": Problem} for code in (404, 422)},
}


@router.get("/documents/{document}/events", tags=["documents"], response_class=EventSourceResponse, responses=_STREAM)
async def of_document(
    document: DocumentId, service: Serving, _caller: Reader, last_event_id: LastEventId = 0
) -> EventSourceResponse:
    """Events after ``Last-Event-ID``, then new ones as they happen; the stream ends when the latest run has ended."""
    with looking(service.database) as connection:
        if find(connection, document) is None:
            raise not_found(document)
    return EventSourceResponse(_told(lambda last: _of_document(service, document, last), last_event_id))


@router.get("/batches/{batch}/events", tags=["batches"], response_class=EventSourceResponse, responses=_STREAM)
async def of_batch(
    batch: BatchId, service: Serving, _caller: Reader, last_event_id: LastEventId = 0
) -> EventSourceResponse:
    """Events after ``Last-Event-ID``, then new ones as they happen; the stream ends when it is done or cancelled."""
    with looking(service.database) as connection:
        if find_batch(connection, batch) is None:
            raise not_found(batch)
    return EventSourceResponse(_told(lambda last: _of_batch(service, batch, last), last_event_id))


async def _told(news: _News, last: int) -> AsyncIterator[ServerSentEvent]:
    while True:
        events, goes_on = await asyncio.to_thread(news, last)
        for event in events:
            last = event.id
            yield ServerSentEvent(id=str(event.id), event=event.kind, data=json.dumps(event.data))
        if not goes_on:
            return
        await asyncio.sleep(_LOOK_S)


def _of_document(service: Service, document: str, last: int) -> tuple[Sequence[Event], bool]:
    with looking(service.database) as connection:
        current = find(connection, document)
        return events_after(connection, document, last), current is not None and current.run.state not in ENDED


def _of_batch(service: Service, batch: str, last: int) -> tuple[Sequence[BatchEvent], bool]:
    with looking(service.database) as connection:
        current = find_batch(connection, batch)
        goes_on = current is not None and current.state in {"running", "paused"}
        return batch_events_after(connection, batch, last), goes_on
