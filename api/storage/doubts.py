"""Questions about doubtful fields: a row each, in the order in which people are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, tuple_, update

from api.storage.tables import batch_items, documents, doubts
from models.doubt import Doubt
from models.paths import role_of

FieldPlace = tuple[int, str]
"""A record's index, and the path of a field in there."""

LONGEST_READING = 40
"""Characters of a text by which cells are put side by side: longer ones are hardly ever read alike."""

_ORDER = (doubts.c.rank, doubts.c.document, doubts.c.place)


@dataclass(frozen=True, slots=True)
class DoubtFilter:
    """Which questions are wanted; None asks for all. ``risk``: the least probability that the field is wrong.

    ``role`` is a path without its indices, ``reading`` the text as read, without spaces and line breaks, up to
    :data:`LONGEST_READING` characters.
    """

    batch: str | None = None
    form: str | None = None
    reason: str | None = None
    unit: str | None = None
    document: str | None = None
    role: str | None = None
    reading: str | None = None
    risk: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful field of a document that is kept. ``version``: how many decisions were made on it."""

    document: str
    filename: str
    revision: int
    version: int
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the queue: what comes after it is above it in this order."""

    rank: int
    document: str
    place: int

    @staticmethod
    def of(question: Question) -> Position:
        return Position(question.doubt.rank, question.document, question.doubt.place)


def ask(
    connection: Connection,
    document: str,
    revision: int,
    doubtful: Iterable[Doubt],
    versions: Mapping[FieldPlace, int],
    *,
    former: Mapping[FieldPlace, FieldPlace] = MappingProxyType({}),
) -> None:
    """Make the questions about a document those of its result. Who has taken one that stays keeps it.

    ``doubtful``: what people are to be asked, reckoned before the database waits. ``versions``: how many decisions
    were made on fields, none where it does not say. ``former``: what fields that are called otherwise were called.
    """
    wanted = {
        (doubt.record, doubt.path): _values(document, revision, versions.get((doubt.record, doubt.path), 0), doubt)
        for doubt in doubtful
    }
    there = {
        (row.record, row.path): dict(row._mapping)  # noqa: SLF001 - its public name
        for row in connection.execute(select(doubts).where(doubts.c.document == document))
    }
    taken = {place: row.pop("lease") for place, row in there.items()}
    # Of the others no lease is written: somebody may be taking one at this moment.
    for place, old in former.items():
        if place in wanted:
            wanted[place]["lease"] = taken.get(old)
    for place in there.keys() - wanted.keys():
        connection.execute(delete(doubts).where(*_here(document, place)))
    new = [{"lease": None, **values} for place, values in wanted.items() if place not in there]
    if new:
        connection.execute(insert(doubts), new)
    for place in there.keys() & wanted.keys():
        if there[place] != wanted[place]:
            connection.execute(update(doubts).where(*_here(document, place)).values(wanted[place]))


def answered(connection: Connection, document: str, places: Iterable[FieldPlace]) -> None:
    """Take back the questions about fields that are settled."""
    if gone := list(places):
        here = tuple_(doubts.c.record, doubts.c.path).in_(gone)
        connection.execute(delete(doubts).where(doubts.c.document == document, here))


def questions(
    connection: Connection,
    wanted: DoubtFilter,
    limit: int,
    after: Position | None = None,
    more: Iterable[ColumnElement[bool]] = (),
) -> list[Question]:
    """The first ``limit`` questions that are wanted, and that ``more`` lets through, after a place in the queue."""
    chosen = (
        select(doubts, documents.c.filename)
        .join(documents, documents.c.id == doubts.c.document)
        .where(*conditions(wanted), *more)
        .order_by(*_ORDER)
        .limit(limit)
    )
    if after is not None:
        chosen = chosen.where(tuple_(*_ORDER) > tuple_(after.rank, after.document, after.place))
    return [_question(row) for row in connection.execute(chosen)]


def conditions(wanted: DoubtFilter) -> list[ColumnElement[bool]]:
    """What a row of ``doubts`` must fulfil to be wanted."""
    found = [
        doubts.c[field.name] == getattr(wanted, field.name)
        for field in fields(DoubtFilter)
        if field.name not in {"batch", "risk"} and getattr(wanted, field.name) is not None
    ]
    if wanted.batch is not None:
        found.append(doubts.c.document.in_(select(batch_items.c.document).where(batch_items.c.batch == wanted.batch)))
    if wanted.risk is not None:
        found.append(doubts.c.expected_error >= wanted.risk)
    return found


def counts(connection: Connection, column: str, wanted: DoubtFilter, most: int) -> list[tuple[str | None, int]]:
    """How many questions there are for each value of ``column``, the ``most`` frequent ones."""
    number = func.count().label("number")
    group = doubts.c[column]
    chosen: Select[Any] = select(group, number).where(*conditions(wanted)).group_by(group)
    return [(row[0], row[1]) for row in connection.execute(chosen.order_by(number.desc(), group).limit(most))]


def alike(connection: Connection, wanted: DoubtFilter, most: int) -> list[tuple[str, str, int]]:
    """Role, reading and number of questions of those that are read alike, the most frequent first; none alone."""
    number = func.count().label("number")
    chosen = (
        select(doubts.c.role, doubts.c.reading, number)
        .where(doubts.c.reading.is_not(None), *conditions(wanted))
        .group_by(doubts.c.reading, doubts.c.role)
        .having(number > 1)
        .order_by(number.desc(), doubts.c.role, doubts.c.reading)
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(chosen)]


def columns(connection: Connection, wanted: DoubtFilter, most: int) -> list[tuple[str, str, str, int]]:
    """Document, file name, role and number of questions of the columns with the most of them; none alone."""
    number = func.count().label("number")
    chosen = (
        select(doubts.c.document, documents.c.filename, doubts.c.role, number)
        .join(documents, documents.c.id == doubts.c.document)
        .where(*conditions(wanted))
        .group_by(doubts.c.document, documents.c.filename, doubts.c.role)
        .having(number > 1)
        .order_by(number.desc(), doubts.c.document, doubts.c.role)
        .limit(most)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(chosen)]


def _here(document: str, place: FieldPlace) -> tuple[ColumnElement[bool], ...]:
    record, path = place
    return doubts.c.document == document, doubts.c.record == record, doubts.c.path == path


def _reading(doubt: Doubt) -> str | None:
    """What was read, however its lines were broken; None where that is long."""
    squeezed = "".join(doubt.text.split())
    return squeezed if len(squeezed) <= LONGEST_READING else None


def _values(document: str, revision: int, version: int, doubt: Doubt) -> dict[str, Any]:
    return {
        "document": document,
        "record": doubt.record,
        "path": doubt.path,
        "revision": revision,
        "version": version,
        "form": doubt.form,
        "reason": doubt.reason,
        "unit": doubt.unit,
        "role": role_of(doubt.path),
        "reading": _reading(doubt),
        "page": doubt.page,
        "expected_error": doubt.expected_error,
        "rank": doubt.rank,
        "place": doubt.place,
        "shown": doubt.model_dump(mode="json"),
    }


def _question(row: Row[Any]) -> Question:
    return Question(row.document, row.filename, row.revision, row.version, Doubt.model_validate(row.shown))
