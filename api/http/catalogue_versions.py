"""Own versions of the catalogue: added, tried out on what is held, adopted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.catalogue_editing import edited
from api.http.access import Admin, Reader
from api.http.catalogue_schemas import Preview, VersionAnswer, VersionIn, VersionList, VersionSummary
from api.http.cursors import cursor_after, position
from api.http.dependencies import Serving
from api.http.previewing import previewed
from api.http.problems import Problem, not_found
from api.service import Service
from api.storage.audit import record
from api.storage.catalogues import NONE, CatalogueVersion, add_version, adopt, adopted, all_versions, find_version
from api.storage.database import looking, writing
from api.storage.documents import newest
from api.storage.proposals import made_aliases
from models.catalogue import CatalogueFile, Indicator, Subject

router = APIRouter(prefix="/v1/catalogue", tags=["catalogue"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="an own version's number")]


@router.get("/versions")
def versions(service: Serving, _caller: Reader) -> VersionList:
    """All own versions, the newest first."""
    with looking(service.database) as connection:
        found, now_adopted = all_versions(connection), adopted(connection)
    return VersionList(versions=tuple(VersionSummary.of(one, now_adopted) for one in found), adopted=now_adopted)


@router.post(
    "/versions", status_code=HTTPStatus.CREATED, responses={code: {"model": Problem} for code in (400, 404, 422)}
)
def create(body: VersionIn, service: Serving, caller: Admin, response: Response) -> VersionAnswer:
    """A new version: an older one with more aliases and entries. It is not read with before it is adopted."""
    number = service.catalogues.active() if body.based_on is None else body.based_on
    base = CatalogueFile(version="")
    if number != NONE:
        base = CatalogueFile.model_validate(_found(service, number).content)
    content = edited(
        base,
        service.catalogues.knowledge(number).catalogue,
        aliases=[(one.indicator, one.alias) for one in body.aliases],
        entries=[
            *(Indicator.model_validate(one.model_dump()) for one in body.indicators),
            *(Subject.model_validate(one.model_dump()) for one in body.subjects),
        ],
        removed=body.remove,
    )
    with writing(service.database) as connection:
        made = add_version(connection, content.model_dump(mode="json"), body.note, caller.name)
        made_aliases(connection, [one.alias for one in body.aliases], made.number)
        record(connection, caller.name, "catalogue version", str(made.number), based_on=number)
        now_adopted = adopted(connection)
    response.headers["Location"] = f"/v1/catalogue/versions/{made.number}"
    return _answer(made, now_adopted)


@router.get("/versions/{number}", responses={404: {"model": Problem}, 422: {"model": Problem}})
def one(number: Number, service: Serving, _caller: Reader) -> VersionAnswer:
    """All own entries of a version."""
    found = _found(service, number)
    return _answer(found, service.catalogues.active())


@router.get("/versions/{number}/preview", responses={code: {"model": Problem} for code in (400, 404, 422)})
def preview(
    number: Number,
    service: Serving,
    _caller: Admin,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: str | None = None,
) -> Preview:
    """What the documents that are held would say with this version instead of the adopted one. Nothing is changed."""
    _found(service, number)
    old, new = (service.catalogues.knowledge(one) for one in (service.catalogues.active(), number))
    with looking(service.database) as connection:
        page = newest(connection, limit + 1, position(cursor))
    return previewed(service, page[:limit], old, new, cursor_after(page[limit - 1]) if len(page) > limit else None)


@router.post("/versions/{number}:adopt", responses={404: {"model": Problem}, 422: {"model": Problem}})
def read_with(
    number: Annotated[int, Path(ge=0, le=2**31 - 1, description="0: without any own entries")],
    service: Serving,
    caller: Admin,
) -> VersionList:
    """Have documents read with this version from now on. What was read stays as it is until it is read again."""
    if number != NONE:
        _found(service, number)
    with writing(service.database) as connection:
        if adopted(connection) != number:
            adopt(connection, number, caller.name)
            record(connection, caller.name, "catalogue adopted", str(number))
    return versions(service, caller)


def _found(service: Service, number: int) -> CatalogueVersion:
    with looking(service.database) as connection:
        version = find_version(connection, number)
    if version is None:
        raise not_found(f"version {number} of the catalogue")
    return version


def _answer(version: CatalogueVersion, now_adopted: int) -> VersionAnswer:
    content = CatalogueFile.model_validate(version.content)
    return VersionAnswer(version=VersionSummary.of(version, now_adopted), content=content)
