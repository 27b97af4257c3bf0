"""Pages as pictures."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Query, Response

from api.http.access import Reader
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, Trouble, not_found
from api.service import Service
from api.storage.database import looking
from api.storage.documents import find
from api.workers import Died, Failed, PictureOrder
from extractor.pictures import Look

router = APIRouter(prefix="/v1/documents/{document}/pages", tags=["documents"])

_FRESH = "private, max-age=31536000, immutable"
"""The same document, page and resolution give the same picture for ever: the id is a hash of the bytes."""


@router.get(
    "/{page}/image",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **{code: {"model": Problem} for code in (404, 422)}},
)
def image(
    document: DocumentId,
    page: Annotated[int, Path(ge=1, le=100_000)],
    service: Serving,
    _caller: Reader,
    dpi: Annotated[float, Query(ge=36, le=300, allow_inf_nan=False)] = 100.0,
) -> Response:
    """The page as a viewer shows it: what boxes in results are drawn on. An image keeps its own pixels."""
    with looking(service.database) as connection:
        found = find(connection, document)
    if found is None:
        raise not_found(document)
    if found.run.page_count is not None and page > found.run.page_count:
        raise not_found(f"page {page} of {document}")
    return Response(
        _drawn(service, document, found.filename, page, dpi), media_type="image/png", headers={"Cache-Control": _FRESH}
    )


def _drawn(service: Service, document: str, filename: str, page: int, dpi: float) -> bytes:
    target = service.blobs.work / f"{uuid4().hex}.png"
    drawer = service.drawers.get()
    try:
        with service.blobs.local(document) as source:
            order = PictureOrder(source=source, filename=filename, target=target, page=page, look=Look(dpi))
            outcome = drawer.read(order, lambda _: True)
        match outcome:
            case Failed():
                raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, outcome.code, outcome.message)
            case Died():
                detail = f"page {page} cannot be drawn: the process that drew it died ({outcome.how})"
                raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "reader_died", detail)
        return target.read_bytes()
    finally:
        service.drawers.put(drawer)
        target.unlink(missing_ok=True)
