"""Batches: many documents taken on, paused, stopped and counted as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from sqlalchemy import Connection

from api.http.access import Caller, Reader, Uploader
from api.http.batch_intake import take_files, take_filter
from api.http.batch_schemas import (
    BatchAnswer,
    BatchList,
    BatchRequest,
    BatchSummary,
    BatchWithCounts,
    ItemAnswer,
    ItemList,
)
from api.http.cursors import cursor_after, position
from api.http.dependencies import Serving
from api.http.etags import tagged
from api.http.problems import Problem, Trouble, not_found
from api.http.repeating import RepeatKey
from api.http.upload import received_all
from api.service import Service
from api.storage import Batch
from api.storage.audit import record
from api.storage.batches import cancel, counts_of, find_batch, items_of, newest_batches, pause, resume
from api.storage.database import looking, writing
from api.storage.records import BatchState, ItemState
from api.storage.rereading import retry_failed

router = APIRouter(prefix="/v1/batches", tags=["batches"])

BatchId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="as it was answered when the batch came in")]
BatchName = Annotated[str, Query(max_length=255, pattern="^[^\x00]*$", description="what people call it")]

_RETRY_AFTER_S = "5"
_LARGEST_REQUEST = 2**20
"""Bytes of a filter."""

_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "description": "documents, and ZIP files of documents; the field may be there many times",
                    }
                },
            }
        },
        "application/json": {"schema": {"$ref": "#/components/schemas/BatchRequest"}},
    },
}
_PROBLEMS: dict[int | str, dict[str, Any]] = {code: {"model": Problem} for code in (404, 409, 422)}


@router.post(
    "",
    status_code=HTTPStatus.ACCEPTED,
    responses={
        202: {"model": BatchAnswer, "description": "accepted: it is on the disk and will be read"},
        **{code: {"model": Problem} for code in (400, 413, 415, 422)},
    },
    openapi_extra={"requestBody": _FORM},
)
async def create(
    request: Request, service: Serving, caller: Uploader, name: BatchName = "", idempotency_key: RepeatKey = None
) -> Response:
    """Send many files, also in ZIP files, or name documents that are held and are to be read again.

    What was sent before is not read again. Uploads go before batches.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
        chosen = await _asked(request)
        batch = await asyncio.to_thread(take_filter, service, chosen.filter, name, caller, idempotency_key)
    else:
        limits = service.settings.archives
        uploads = await received_all(request, service.blobs.work, limits.archive_bytes, limits.members)
        batch = await asyncio.to_thread(take_files, service, uploads, name, caller, idempotency_key)
    answer = await asyncio.to_thread(_answer, service, batch)
    headers = {"Location": f"/v1/batches/{batch}", "Retry-After": _RETRY_AFTER_S}
    return JSONResponse(answer.model_dump(mode="json"), HTTPStatus.ACCEPTED, headers=headers)


@router.get("", responses={400: {"model": Problem}, 422: {"model": Problem}})
def listing(
    service: Serving,
    _caller: Reader,
    state: Annotated[list[BatchState] | None, Query(description="only these states")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> BatchList:
    """Batches from the newest to the oldest."""
    with looking(service.database) as connection:
        page = newest_batches(connection, limit + 1, position(cursor), state or ())
    shown = page[:limit]
    return BatchList(
        batches=tuple(BatchSummary.of(batch) for batch in shown),
        next=cursor_after(shown[-1]) if len(page) > limit else None,
    )


@router.get(
    "/{batch}",
    response_model=BatchAnswer,
    responses={304: {"description": "nothing has changed"}, 404: {"model": Problem}, 422: {"model": Problem}},
)
def one(batch: BatchId, service: Serving, request: Request, _caller: Reader) -> Response:
    """How far it is, with items counted by state."""
    return tagged(_answer(service, batch), request)


@router.get("/{batch}/items", responses={code: {"model": Problem} for code in (400, 404, 422)})
def items(
    batch: BatchId,
    service: Serving,
    _caller: Reader,
    state: Annotated[list[ItemState] | None, Query(description="only these states")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[int, Query(ge=0, le=2**31 - 1, description="`next` of the page before")] = 0,
) -> ItemList:
    """Its files in order, each with its document, how far it is, and its error."""
    with looking(service.database) as connection:
        if find_batch(connection, batch) is None:
            raise not_found(batch)
        page = items_of(connection, batch, cursor, limit + 1, state or ())
    shown = page[:limit]
    return ItemList(
        items=tuple(ItemAnswer.of(item) for item in shown),
        next=str(shown[-1].number) if len(page) > limit else None,
    )


@dataclass(frozen=True, slots=True)
class _Action:
    """What may be done to a batch in one of some states, and the state that it is in afterwards."""

    name: str
    only_when: tuple[BatchState, ...]
    becomes: BatchState
    change: Callable[[Connection, Batch], object]


_PAUSE = _Action("pause", ("running",), "paused", pause)
_RESUME = _Action("resume", ("paused",), "running", resume)
_CANCEL = _Action("cancel", ("running", "paused"), "cancelled", cancel)
_RETRY = _Action("retry", ("running", "paused", "done"), "running", retry_failed)


@router.post("/{batch}:pause", responses=_PROBLEMS)
def stop_for_now(batch: BatchId, service: Serving, caller: Uploader) -> BatchAnswer:
    """Begin no other document. What is being read is read to its end."""
    return _done(service, batch, caller, _PAUSE)


@router.post("/{batch}:resume", responses=_PROBLEMS)
def go_on(batch: BatchId, service: Serving, caller: Uploader) -> BatchAnswer:
    """Go on with a batch that was paused."""
    return _done(service, batch, caller, _RESUME)


@router.post("/{batch}:cancel", responses=_PROBLEMS)
def stop(batch: BatchId, service: Serving, caller: Uploader) -> BatchAnswer:
    """Stop it for good, documents under way too, unless somebody else waits for them. What was read is kept."""
    return _done(service, batch, caller, _CANCEL)


@router.post("/{batch}:retry", responses=_PROBLEMS)
def retry(batch: BatchId, service: Serving, caller: Uploader) -> BatchAnswer:
    """Read its failed documents again. Files that were refused stay refused."""
    return _done(service, batch, caller, _RETRY)


def _done(service: Service, identity: str, caller: Caller, action: _Action) -> BatchAnswer:
    """The batch after the action. Where it has had its effect already, nothing is changed."""
    with writing(service.database) as connection:
        batch = find_batch(connection, identity, lock=True)
        if batch is None:
            raise not_found(identity)
        if batch.state in action.only_when:
            action.change(connection, batch)
            record(connection, caller.name, f"batch {action.name}", identity)
        elif batch.state != action.becomes:
            detail = f"the batch is {batch.state}; {action.name} is for one that is {' or '.join(action.only_when)}"
            raise Trouble(HTTPStatus.CONFLICT, "wrong_state", detail)
    service.feeder.wake()
    return _answer(service, identity)


def _answer(service: Service, identity: str) -> BatchAnswer:
    with looking(service.database) as connection:
        batch = find_batch(connection, identity)
        if batch is None:
            raise not_found(identity)
        return BatchAnswer(batch=BatchWithCounts.counted(batch, counts_of(connection, identity)))


async def _asked(request: Request) -> BatchRequest:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_REQUEST:
            detail = f"the filter has more than {_LARGEST_REQUEST} bytes; name fewer documents"
            raise Trouble(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "limit_exceeded", detail)
    try:
        return BatchRequest.model_validate_json(body)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", said) from error
