"""Documents: accepted, looked at, read again, stopped, removed."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from shutil import rmtree
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.http.access import Admin, Caller, Reader, Uploader
from api.http.cursors import cursor_after, position
from api.http.dependencies import DocumentId, Serving, WaitS
from api.http.problems import Problem, not_found
from api.http.repeating import RepeatKey, remember_for, repeated
from api.http.results import result_answer
from api.http.schemas import DocumentAnswer, DocumentList
from api.http.states import state_of, states_of
from api.http.upload import Upload, received
from api.http.waiting import found
from api.service import Service
from api.storage import Document, RunState
from api.storage.audit import record
from api.storage.database import looking, writing
from api.storage.documents import accept, change, find, newest, now, read_again, remove
from api.storage.events import happened
from api.storage.handing import hurry
from api.storage.revisions import revisions_of, uses
from models.result import ExtractionResult

RETRY_AFTER_S = "2"
"""A page of a scan takes about this long."""

router = APIRouter(prefix="/v1/documents", tags=["documents"])

NamePart = Annotated[
    # No database takes a NUL in a text.
    str | None, Query(max_length=255, pattern=r"^[^\x00]*$", description="only those whose file name holds this")
]

_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "PDF, PNG, JPEG, TIFF, .txt"}
                },
            }
        }
    },
}


@router.post(
    "",
    status_code=HTTPStatus.ACCEPTED,
    responses={
        200: {"model": ExtractionResult, "description": "the result, where it was ready in time"},
        202: {"model": DocumentAnswer, "description": "accepted: it is on the disk and will be read"},
        **{code: {"model": Problem} for code in (400, 413, 415, 422)},
    },
    openapi_extra={"requestBody": _FORM},
)
async def upload(
    request: Request, service: Serving, caller: Uploader, idempotency_key: RepeatKey = None, wait_s: WaitS = 0.0
) -> Response:
    """Send a file. The same bytes give the document that is there; nothing is read twice unless asked."""
    max_bytes = service.settings.workers.reading.limits.max_bytes
    taken = await received(request, service.blobs.work, max_bytes)
    await asyncio.to_thread(_keep, service, taken, caller, idempotency_key)
    document = await found(service, taken.sha256, wait_s)
    if document is None:
        raise not_found(taken.sha256)
    if wait_s and document.run.state == "done":
        return await asyncio.to_thread(result_answer, service, document.id, None, "json", request)
    return await asyncio.to_thread(_accepted, service, document)


@router.get("", responses={400: {"model": Problem}, 422: {"model": Problem}})
def listing(
    service: Serving,
    _caller: Reader,
    state: Annotated[list[RunState] | None, Query(description="only these states")] = None,
    name: NamePart = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> DocumentList:
    """Documents from the newest to the oldest."""
    with looking(service.database) as connection:
        page = newest(connection, limit + 1, position(cursor), state or (), name)
    shown = page[:limit]
    return DocumentList(
        documents=states_of(service, shown),
        next=cursor_after(shown[-1]) if len(page) > limit else None,
    )


@router.get("/{document}", responses={404: {"model": Problem}, 422: {"model": Problem}})
async def one(document: DocumentId, service: Serving, _caller: Reader, wait_s: WaitS = 0.0) -> DocumentAnswer:
    """A document's state and progress."""
    current = await found(service, document, wait_s)
    if current is None:
        raise not_found(document)
    return DocumentAnswer(document=await asyncio.to_thread(state_of, service, current))


@router.get(
    "/{document}/file",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}, 404: {"model": Problem}, 422: {"model": Problem}},
)
def source(document: DocumentId, service: Serving, _caller: Reader) -> StreamingResponse:
    """The file as it was sent. Always as an attachment: a browser must not open a stranger's file as ours."""
    with looking(service.database) as connection:
        if find(connection, document) is None:
            raise not_found(document)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(service.blobs.chunks(document), media_type="application/octet-stream", headers=headers)


@router.post(
    "/{document}:reprocess",
    status_code=HTTPStatus.ACCEPTED,
    responses={202: {"model": DocumentAnswer}, 404: {"model": Problem}, 422: {"model": Problem}},
)
def reprocess(document: DocumentId, service: Serving, caller: Uploader, idempotency_key: RepeatKey = None) -> Response:
    """Read a document again: a new revision beside those that are there."""
    with writing(service.database) as connection:
        if find(connection, document) is None:
            raise not_found(document)
        if not repeated(connection, caller, idempotency_key, f"reprocess {document}"):
            run = read_again(connection, document)
            hurry(connection, document)
            happened(connection, document, "queued", run=run.number)
            record(connection, caller.name, "reprocess", document, run=run.number)
            remember_for(connection, caller, idempotency_key, f"reprocess {document}", run.number)
        current = find(connection, document)
    assert current is not None
    service.feeder.wake()
    return _accepted(service, current)


@router.post("/{document}:cancel", responses={404: {"model": Problem}, 422: {"model": Problem}})
def cancel(document: DocumentId, service: Serving, caller: Uploader) -> DocumentAnswer:
    """Stop the run that is queued or under way. One that has ended stays as it is."""
    with writing(service.database) as connection:
        current = find(connection, document)
        if current is None:
            raise not_found(document)
        if change(connection, current.run, state="cancelled", ended_at=now()):
            happened(connection, document, "cancelled", run=current.run.number)
            record(connection, caller.name, "cancel", document, run=current.run.number)
        current = find(connection, document)
    assert current is not None
    return DocumentAnswer(document=state_of(service, current))


@router.delete(
    "/{document}", status_code=HTTPStatus.NO_CONTENT, responses={404: {"model": Problem}, 422: {"model": Problem}}
)
def delete(document: DocumentId, service: Serving, caller: Admin) -> None:
    """Remove a document for good: its file, its runs, its revisions."""
    with writing(service.database) as connection:
        published = revisions_of(connection, document)
        results = {sha256 for one in published for sha256 in (one.result, one.material, one.inquiry) if sha256}
        if not remove(connection, document):
            raise not_found(document)
        record(connection, caller.name, "delete", document)
        gone = [document, *(result for result in results if not uses(connection, result))]
    for sha256 in gone:
        service.blobs.remove(sha256)
    for kept in ("sheets", "pictures"):
        rmtree(service.settings.data_dir / kept / document, ignore_errors=True)


def _keep(service: Service, upload: Upload, caller: Caller, repeat_key: str | None) -> None:
    """Once this returns, the file will be read, whatever happens to this process."""
    asked = f"upload {upload.sha256}"
    service.blobs.take(upload.path, upload.sha256)
    with writing(service.database) as connection:
        if not repeated(connection, caller, repeat_key, asked):
            remember_for(connection, caller, repeat_key, asked, 1)
        if accept(connection, upload.sha256, upload.filename, upload.size):
            happened(connection, upload.sha256, "queued", run=1)
            record(connection, caller.name, "upload", upload.sha256, filename=upload.filename, bytes=upload.size)
        else:
            hurry(connection, upload.sha256)
    service.feeder.wake()


def _accepted(service: Service, document: Document) -> Response:
    answer = DocumentAnswer(document=state_of(service, document))
    headers = {"Location": f"/v1/documents/{document.id}", "Retry-After": RETRY_AFTER_S}
    return JSONResponse(answer.model_dump(mode="json"), HTTPStatus.ACCEPTED, headers=headers)
