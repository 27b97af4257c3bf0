"""What people are asked: the queue of doubtful fields, its leases, and how much is in it."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.http.access import Reviewer
from api.http.dependencies import Serving
from api.http.problems import Problem, Trouble
from api.http.schemas import Answer
from api.storage.database import looking, writing
from api.storage.doubts import LONGEST_READING, DoubtFilter, Position, Question, alike, columns, counts, questions
from api.storage.leases import LEASE_S, give_back, renew, take
from models.doubt import Doubt
from models.result import FormName

router = APIRouter(prefix="/v1/review", tags=["review"])

_MOST_GROUPS = 100
"""Values of one filter that a summary counts: a person chooses from them in a list."""

MOST_LEASED = 60
"""Fields of one lease: a screenful of cells side by side. Who walks takes ten."""

_MOST_ALIKE = 50
"""Groups of cells that are offered side by side: further ones are small."""

LeaseId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


class Filters(BaseModel):
    """Which fields; all of them where nothing is said."""

    model_config = ConfigDict(extra="forbid")

    batch: Annotated[str | None, Field(max_length=32, description="of whose documents")] = None
    form: FormName | None = None
    reason: Annotated[str | None, Field(max_length=200, description="as results give it")] = None
    unit: Annotated[str | None, Field(max_length=200, description="the agency that the form is about")] = None
    document: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$")] = None
    role: Annotated[str | None, Field(max_length=300, description="a path without its indices")] = None
    reading: Annotated[str | None, Field(max_length=LONGEST_READING, description="the text as read")] = None
    risk: Annotated[
        float | None, Field(ge=0, le=1, allow_inf_nan=False, description="least probability of being wrong")
    ] = None

    def wanted(self) -> DoubtFilter:
        return DoubtFilter(**self.model_dump())


class QueueQuery(Filters):
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class LeaseOrder(BaseModel):
    """``reviewer`` tells two windows of one person apart; without it the key's name stands for both.

    ``seconds`` that the fields are kept for him unless he renews the lease: few where the answer may never reach him.
    """

    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=1, le=MOST_LEASED)] = 10
    filters: Filters = Filters()
    reviewer: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    seconds: Annotated[int, Field(ge=1, le=LEASE_S)] = LEASE_S


class Item(Doubt):
    """A doubtful field of a document that is kept. ``version``: how many decisions were made on it."""

    document: str
    filename: str
    revision: int
    version: int

    @staticmethod
    def of(question: Question) -> Item:
        return Item(
            document=question.document,
            filename=question.filename,
            revision=question.revision,
            version=question.version,
            **question.doubt.model_dump(),
        )


class LeaseState(Answer):
    """Items document by document and page by page, none of which anybody else is given before ``expires_at``."""

    lease: str
    expires_at: datetime
    items: tuple[Item, ...]


class LeaseRenewed(Answer):
    lease: str
    expires_at: datetime


class Queue(Answer):
    """Items in the order of what an answer is worth."""

    items: tuple[Item, ...]
    next: Annotated[str | None, Field(description="cursor of the next page; null on the last one")]


class Count(Answer):
    value: str | None
    count: int


class Summary(Answer):
    """How many fields wait, by what they can be filtered by; of each the most frequent values."""

    total: int
    form: tuple[Count, ...]
    reason: tuple[Count, ...]
    unit: tuple[Count, ...]


class Alike(Answer):
    """Cells of one role that are read as the same text: ``count`` of them wait."""

    role: str
    reading: str
    count: int


class Column(Answer):
    """Cells of one role in one document."""

    document: str
    filename: str
    role: str
    count: int


class Sheets(Answer):
    """What can be looked at side by side, the largest first."""

    alike: tuple[Alike, ...]
    columns: tuple[Column, ...]


@router.get("/queue", responses={400: {"model": Problem}, 422: {"model": Problem}})
def queue(service: Serving, _caller: Reviewer, asked: Annotated[QueueQuery, Query()]) -> Queue:
    """The doubtful fields of all documents, without taking any of them."""
    wanted = Filters(**asked.model_dump(exclude={"cursor", "limit"})).wanted()
    with looking(service.database) as connection:
        found = questions(connection, wanted, asked.limit + 1, _position(asked.cursor))
    shown = found[: asked.limit]
    return Queue(
        items=tuple(Item.of(question) for question in shown),
        next=_cursor(shown[-1]) if len(found) > asked.limit else None,
    )


@router.get("/summary", responses={422: {"model": Problem}})
def summary(service: Serving, _caller: Reviewer, filters: Annotated[Filters, Query()]) -> Summary:
    """How much there is to do, and of what kind."""
    wanted = filters.wanted()
    with looking(service.database) as connection:
        by = {
            column: tuple(
                Count(value=value, count=count) for value, count in counts(connection, column, wanted, _MOST_GROUPS)
            )
            for column in ("form", "reason", "unit")
        }
    return Summary(total=sum(one.count for one in by["form"]), **by)  # there are fewer forms than are counted


@router.get("/sheets", responses={422: {"model": Problem}})
def sheets(service: Serving, _caller: Reviewer, filters: Annotated[Filters, Query()]) -> Sheets:
    """Cells that are worth looking at side by side: read as the same thing, or of one column."""
    wanted = filters.wanted()
    with looking(service.database) as connection:
        same = alike(connection, wanted, _MOST_ALIKE)
        found = columns(connection, wanted, _MOST_ALIKE)
    return Sheets(
        alike=tuple(Alike(role=role, reading=reading, count=count) for role, reading, count in same),
        columns=tuple(
            Column(document=document, filename=filename, role=role, count=count)
            for document, filename, role, count in found
        ),
    )


@router.post("/leases", status_code=HTTPStatus.CREATED, responses={400: {"model": Problem}, 422: {"model": Problem}})
def lease(order: LeaseOrder, service: Serving, caller: Reviewer) -> LeaseState:
    """Take the next fields that nobody else has taken, to answer them."""
    reviewer = f"{caller.name} {order.reviewer}" if order.reviewer else caller.name
    with writing(service.database) as connection:
        taken = take(connection, reviewer, order.filters.wanted(), order.count, order.seconds)
    items = tuple(Item.of(question) for question in taken.questions)
    for document in dict.fromkeys(item.document for item in items):
        service.desk.warm(document)
    return LeaseState(lease=taken.id, expires_at=taken.expires_at, items=items)


@router.put("/leases/{lease}", responses={404: {"model": Problem}, 422: {"model": Problem}})
def keep(lease: LeaseId, service: Serving, _caller: Reviewer) -> LeaseRenewed:
    """Have a lease last longer."""
    with writing(service.database) as connection:
        until = renew(connection, lease)
    if until is None:
        detail = "the lease has run out, and others may have its fields; take another"
        raise Trouble(HTTPStatus.NOT_FOUND, "lease_over", detail)
    return LeaseRenewed(lease=lease, expires_at=until)


@router.delete("/leases/{lease}", status_code=HTTPStatus.NO_CONTENT, responses={422: {"model": Problem}})
def end(lease: LeaseId, service: Serving, _caller: Reviewer) -> None:
    """Give back what was not answered. A lease that is over already is no error."""
    with writing(service.database) as connection:
        give_back(connection, lease)


def _cursor(question: Question) -> str:
    at = Position.of(question)
    return urlsafe_b64encode(f"{at.rank} {at.document} {at.place}".encode()).decode()


def _position(cursor: str | None) -> Position | None:
    """Raises Trouble for a cursor that is none of ours."""
    if cursor is None:
        return None
    try:
        rank, document, place = urlsafe_b64decode(cursor.encode()).decode().split(" ")
        return Position(_bounded(rank), document, _bounded(place))
    except ValueError as error:
        detail = "the cursor is none of this service's; begin without one"
        raise Trouble(HTTPStatus.BAD_REQUEST, "bad_cursor", detail) from error


def _bounded(number: str) -> int:
    """As the database holds them. Raises ValueError for others."""
    value = int(number)
    if abs(value) >= 2**31:
        raise ValueError(number)
    return value
