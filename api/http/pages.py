"""Pages as pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from api.http.access import Reader, Reviewer
from api.http.dependencies import DocumentId, Serving
from api.http.drawing import drawn, read_anew, upright_crop, upright_page, upright_picture
from api.http.problems import Problem, not_found
from api.service import Service
from api.storage import Document
from api.storage.database import looking
from api.storage.documents import find
from extractor.pictures import Look
from extractor.rereading import DPI, CellReadings
from models.geometry import Box

router = APIRouter(prefix="/v1/documents/{document}/pages", tags=["documents"])

_FRESH = "private, max-age=31536000, immutable"
"""The same document, page and resolution give the same picture for ever: the id is a hash of the bytes."""

_FOR_NOW = "private, max-age=60"
"""How the page lies may be found otherwise when the document is read again."""

PageNumber = Annotated[int, Path(ge=1, le=100_000)]
Dpi = Annotated[float, Field(ge=36, le=300, allow_inf_nan=False)]
RevisionNumber = Annotated[
    int | None, Field(ge=1, le=2**31 - 1, description="which one's turn and skew; the newest one's without it")
]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class ImageQuery(BaseModel):
    dpi: Dpi = 100.0
    upright: Annotated[bool, Field(description="turned and straightened, as the document was read")] = False
    revision: RevisionNumber = None


class CellQuery(BaseModel):
    """A box of the page as it stands upright, in the page's unit."""

    x0: Coordinate
    y0: Coordinate
    x1: Coordinate
    y1: Coordinate
    revision: RevisionNumber = None

    @property
    def box(self) -> Box:
        return Box(min(self.x0, self.x1), min(self.y0, self.y1), max(self.x0, self.x1), max(self.y0, self.y1))


class CropQuery(CellQuery):
    dpi: Dpi = 150.0


@router.get(
    "/{page}/image",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}, "image/jpeg": {}}},
        **{code: {"model": Problem} for code in (404, 422)},
    },
)
def image(
    document: DocumentId, page: PageNumber, service: Serving, _caller: Reader, asked: Annotated[ImageQuery, Query()]
) -> Response:
    """The page as a viewer shows it, as a PNG: boxes of results fit on it. An image keeps its own pixels.

    With ``upright``, the page as a person reads it, as a JPEG.
    """
    found = _page_there(service, document, page)
    if asked.upright:
        upright = upright_page(service, found, page, asked.dpi, asked.revision)
        return _picture(upright_picture(service, found, upright), "image/jpeg", asked.revision)
    with service.blobs.local(document) as source:
        data = drawn(service, source, found.filename, page, Look(asked.dpi))
    return Response(data, media_type="image/png", headers={"Cache-Control": _FRESH})


@router.get(
    "/{page}/crop",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}}, **{code: {"model": Problem} for code in (404, 422)}},
)
def crop(
    document: DocumentId, page: PageNumber, service: Serving, _caller: Reader, asked: Annotated[CropQuery, Query()]
) -> Response:
    """A part of the page turned upright: one cell, as a WebP."""
    found = _page_there(service, document, page)
    upright = upright_page(service, found, page, asked.dpi, asked.revision)
    return _picture(upright_crop(service, found, upright, asked.box), "image/webp", asked.revision)


@router.get("/{page}/readings", responses={code: {"model": Problem} for code in (404, 422)})
def readings(
    document: DocumentId, page: PageNumber, service: Serving, _caller: Reviewer, asked: Annotated[CellQuery, Query()]
) -> CellReadings:
    """A part of the page turned upright, one cell, read anew: larger, and prepared in several ways.

    What most of them agree on comes first. Nothing is changed by it; a person chooses.
    """
    found = _page_there(service, document, page)
    upright = upright_page(service, found, page, DPI, asked.revision)
    return read_anew(service, found, upright, asked.box)


def _picture(data: bytes, media_type: str, revision: int | None) -> Response:
    kept = _FRESH if revision is not None else _FOR_NOW
    return Response(data, media_type=media_type, headers={"Cache-Control": kept})


def _page_there(service: Service, document: str, page: int) -> Document:
    with looking(service.database) as connection:
        found = find(connection, document)
    if found is None:
        raise not_found(document)
    if found.run.page_count is not None and page > found.run.page_count:
        raise not_found(f"page {page} of {document}")
    return found
