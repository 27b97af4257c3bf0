"""Pictures of pages for people's eyes: drawn by the confined process, and kept, since they are looked at again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from queue import SimpleQueue
from uuid import uuid4

from api.http.problems import Trouble, not_found
from api.service import Service
from api.storage import Document
from api.storage.database import looking
from api.storage.revisions import revisions_of
from api.workers import CellOrder, Died, Failed, PictureOrder, Reader
from extractor.pictures import Look
from extractor.rereading import DPI, CellReadings
from models.geometry import Box
from models.result import DocumentInfo

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page as a revision found it to lie: ``look`` stands it upright. ``scale``: pixels to the page's unit."""

    number: int
    look: Look
    scale: float

    @property
    def name(self) -> str:
        """Tells its picture from all others of its document."""
        return f"{self.number}.{self.look.dpi:g}.{self.look.rotation}.{self.look.skew_deg:g}"


def upright_page(service: Service, document: Document, number: int, dpi: float, revision: int | None) -> UprightPage:
    """The page as it lies by that revision, the newest where it is None. Raises Trouble where that was not read."""
    with looking(service.database) as connection:
        published = revisions_of(connection, document.id)
    chosen = next((one for one in published if revision in (None, one.run)), None)
    if chosen is None:
        raise not_found(f"a result that tells how the pages of {document.id} lie")
    result = json.loads(service.blobs.get(chosen.result))
    info = DocumentInfo.model_validate(result["document"])
    page = next((page for page in info.pages if page.number == number), None)
    if page is None:
        raise not_found(f"page {number} of {document.id}")
    scale = dpi / POINTS_PER_INCH if info.media_type == "application/pdf" else 1.0
    return UprightPage(number, Look(dpi, page.rotation, page.skew, kind="jpeg"), scale)


def upright_picture(service: Service, document: Document, page: UprightPage) -> bytes:
    """A JPEG of the page. Raises Trouble where it cannot be drawn."""
    return _kept(service, document, page).read_bytes()


def upright_crop(service: Service, document: Document, page: UprightPage, box: Box) -> bytes:
    """A WebP of the part of the page in ``box``, in its unit. Raises Trouble where the page cannot be drawn."""
    corners = "-".join(f"{value:g}" for value in (box.x0, box.y0, box.x1, box.y1))
    place = _folder(service, document) / f"{page.name}.{corners}.webp"
    if not place.exists():
        # From the page as it was drawn once: that costs a tenth of drawing it, and it is our own file.
        look = Look(page.look.dpi, crop=box.scaled(page.scale), kind="webp")
        _keep(place, drawn(service, _kept(service, document, page), "page.jpg", 1, look))
    return place.read_bytes()


def read_anew(service: Service, document: Document, page: UprightPage, box: Box) -> CellReadings:
    """What may stand in a cell, ``box`` on the page, in its unit. Raises Trouble where it cannot be read."""
    look = replace(page.look, dpi=DPI, crop=box)
    with service.blobs.local(document.id) as source:
        target = service.blobs.work / f"{uuid4().hex}.cell"
        order = CellOrder(source=source, filename=document.filename, target=target, page=page.number, look=look)
        return CellReadings.model_validate_json(_made(order, service.rereaders))


def drawn(service: Service, source: Path, filename: str, page: int, look: Look) -> bytes:
    """Have a page of a file drawn. Raises Trouble where it cannot be."""
    target = service.blobs.work / f"{uuid4().hex}.picture"
    order = PictureOrder(source=source, filename=filename, target=target, page=page, look=look)
    return _made(order, service.drawers)


def _made(order: PictureOrder | CellOrder, readers: SimpleQueue[Reader]) -> bytes:
    """What a reader was told to make. Raises Trouble where it cannot."""
    reader = readers.get()
    try:
        outcome = reader.read(order, lambda _: True)
        match outcome:
            case Failed():
                raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, outcome.code, outcome.message)
            case Died():
                detail = f"page {order.page} cannot be drawn: the process that drew it died ({outcome.how})"
                raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "reader_died", detail)
        return order.target.read_bytes()
    finally:
        readers.put(reader)
        order.target.unlink(missing_ok=True)


def _kept(service: Service, document: Document, page: UprightPage) -> Path:
    place = _folder(service, document) / f"{page.name}.jpg"
    if not place.exists():
        with service.blobs.local(document.id) as source:
            _keep(place, drawn(service, source, document.filename, page.number, page.look))
    return place


def _keep(place: Path, data: bytes) -> None:
    """There completely or not at all, also where two callers ask for it at once."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{uuid4().hex}.part")
    part.write_bytes(data)
    part.replace(place)


def _folder(service: Service, document: Document) -> Path:
    return service.settings.data_dir / "pictures" / document.id
