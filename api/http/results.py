"""Results: the newest one or a certain revision, in every format."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from api.http.access import Reader
from api.http.dependencies import DocumentId, Serving, Wait
from api.http.problems import Problem, Trouble, not_found
from api.http.schemas import DocumentAnswer, DocumentState, RevisionList, RevisionState
from api.http.waiting import found
from api.service import Service
from api.storage import Document, Revision
from api.storage.database import looking
from api.storage.documents import find
from api.storage.revisions import revisions_of
from extractor.comparing import Drift, compare
from extractor.export import EXPORTERS
from models.result import ExtractionResult

MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}

router = APIRouter(prefix="/v1/documents/{document}", tags=["results"])


class ResultQuery(BaseModel):
    """Which result, how, and how long to wait for it."""

    revision: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="its number; the newest without one")] = None
    format: Literal["json", "csv", "xlsx", "html", "md"] = "json"
    wait: Wait = 0.0
    reviewed: Annotated[bool, Field(description="with what people decided; false: as the machine left it")] = True


class DiffQuery(BaseModel):
    """Two revisions of a document, each with what people decided of it or without."""

    old: Annotated[int, Field(ge=1, le=2**31 - 1, description="a revision's number")]
    new: Annotated[int, Field(ge=1, le=2**31 - 1, description="a revision's number")]
    old_reviewed: Annotated[bool, Field(description="with what people decided of the old one")] = True
    new_reviewed: Annotated[bool, Field(description="with what people decided of the new one")] = True


@router.get(
    "/result",
    responses={
        200: {"model": ExtractionResult, "content": {kind.split(";")[0]: {} for kind in MEDIA_TYPES.values()}},
        202: {"model": DocumentAnswer, "description": "there is no result yet"},
        304: {"description": "the caller has it"},
        **{code: {"model": Problem} for code in (404, 409, 422)},
    },
)
async def result(
    document: DocumentId,
    service: Serving,
    request: Request,
    _caller: Reader,
    asked: Annotated[ResultQuery, Query()],
) -> Response:
    """What was read, and what people decided of it. While a new run is under way the newest revision is answered."""
    current = await found(service, document, asked.wait)
    if current is None:
        raise not_found(document)
    return await asyncio.to_thread(_chosen, service, current, request, asked)


def _chosen(service: Service, current: Document, request: Request, asked: ResultQuery) -> Response:
    revision = _revision(service, current.id, asked.revision)
    if revision is None:
        return _none_yet(current, asked.revision)
    return _answer(service, revision, asked.format, request, reviewed=asked.reviewed)


@router.get("/revisions", responses={404: {"model": Problem}, 422: {"model": Problem}})
def revisions(document: DocumentId, service: Serving, _caller: Reader) -> RevisionList:
    """All that was ever published of a document, the newest first."""
    with looking(service.database) as connection:
        if find(connection, document) is None:
            raise not_found(document)
        return RevisionList(revisions=tuple(RevisionState.of(one) for one in revisions_of(connection, document)))


@router.get("/diff", responses={code: {"model": Problem} for code in (404, 422)})
def diff(
    document: DocumentId,
    service: Serving,
    _caller: Reader,
    asked: Annotated[DiffQuery, Query()],
) -> Drift:
    """What changed between two revisions: values, checks newly failed or mended, fields more or fewer to review.

    One revision before and after its review: `old` and `new` the same, `old_reviewed=false`.
    """
    results = []
    for number, reviewed in ((asked.old, asked.old_reviewed), (asked.new, asked.new_reviewed)):
        revision = _revision(service, document, number)
        if revision is None:
            raise not_found(f"revision {number} of {document}")
        results.append(_parsed(service, revision, reviewed=reviewed))
    return compare(*results)


def result_answer(service: Service, document: str, revision: int | None, kind: str, request: Request) -> Response:
    """A revision that is there, the newest where none is named, in a format."""
    chosen = _revision(service, document, revision)
    if chosen is None:
        raise not_found(f"the result of {document}")
    return _answer(service, chosen, kind, request)


def _revision(service: Service, document: str, number: int | None) -> Revision | None:
    with looking(service.database) as connection:
        published = revisions_of(connection, document)
    return next((one for one in published if number in (None, one.run)), None)


def _answer(service: Service, revision: Revision, kind: str, request: Request, *, reviewed: bool = True) -> Response:
    session = service.desk.of_revision(revision) if reviewed and revision.decisions else None
    state = f"{revision.result}-{session.number}" if session else revision.result
    etag = f'"{state}-{kind}"'
    said = "" if reviewed else "&reviewed=false"
    headers = {"ETag": etag, "Content-Location": f"{request.url.path}?revision={revision.run}&format={kind}{said}"}
    if etag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if kind == "json":
        data = session.json if session else service.blobs.get(revision.result)
    else:
        data = EXPORTERS[kind](_parsed(service, revision, reviewed=reviewed))
        headers["Content-Disposition"] = f'attachment; filename="{revision.document[:12]}.{kind}"'
    return Response(data, media_type=MEDIA_TYPES[kind], headers=headers)


def _parsed(service: Service, revision: Revision, *, reviewed: bool) -> ExtractionResult:
    if reviewed and revision.decisions:
        return service.desk.of_revision(revision).result
    return ExtractionResult.model_validate_json(service.blobs.get(revision.result))


def _none_yet(document: Document, revision: int | None) -> Response:
    run = document.run
    if revision is not None and (revision != run.number or run.state in {"failed", "cancelled"}):
        raise not_found(f"revision {revision} of {document.id}")
    if run.state == "failed":
        raise Trouble(HTTPStatus.CONFLICT, run.error_code or "failed", run.error or "it could not be read")
    if run.state == "cancelled":
        detail = "its reading was cancelled; ask for it again with :reprocess"
        raise Trouble(HTTPStatus.CONFLICT, "cancelled", detail)
    answer = DocumentAnswer(document=DocumentState.of(document, None))
    return JSONResponse(answer.model_dump(mode="json"), HTTPStatus.ACCEPTED, headers={"Retry-After": "2"})
