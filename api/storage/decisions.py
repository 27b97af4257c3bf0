"""What people decided: rows that are only ever added, in the order in which they were accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, insert, select

from api.storage.tables import carried, decisions, documents

Outcome = Literal["kept", "conflict"]
Fate = Literal["carried", "contradicted", "dropped"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who said what of which field, or did what to which table.

    ``id`` is whoever decides' own; ``number`` counts a document's decisions from 1. ``revision``, ``record`` and
    ``path`` name the field as it was then. ``value`` is what ``text`` was typed as, or what was done to a table.
    ``seen`` is what stood there before, and where on which page: by it the decision is found again in another
    revision. ``said_at`` is the time by the clock of whoever decided, as sent. A ``conflict`` has no effect.
    """

    document: str
    number: int
    id: str
    revision: int
    record: int
    path: str
    action: str
    text: str
    value: Mapping[str, Any]
    if_match: str
    outcome: Outcome
    actor: str
    said_at: str | None
    at: datetime
    seen: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the decision ``number`` in a later ``revision``. ``record`` and ``path`` are None if dropped."""

    document: str
    revision: int
    number: int
    outcome: Fate
    reason: str
    record: int | None
    path: str | None


def hold(connection: Connection, document: str) -> bool:
    """Keep others from deciding on, or publishing, the document until this transaction ends; whether it is there."""
    chosen = select(documents.c.id).where(documents.c.id == document).with_for_update()
    return connection.execute(chosen).first() is not None


def last_number(connection: Connection, document: str) -> int:
    """The number of the newest decision on a document, 0 where there is none."""
    return (
        connection.execute(select(func.max(decisions.c.number)).where(decisions.c.document == document)).scalar() or 0
    )


def decisions_after(
    connection: Connection,
    document: str,
    number: int,
    *,
    limit: int | None = None,
    path: str | None = None,
    record: int | None = None,
) -> list[Decision]:
    """A document's decisions with a number above ``number``, in order; of one field or record where that is named."""
    chosen = select(decisions).where(decisions.c.document == document, decisions.c.number > number)
    if path is not None:
        chosen = chosen.where(decisions.c.path == path)
    if record is not None:
        chosen = chosen.where(decisions.c.record == record)
    return [_decision(row) for row in connection.execute(chosen.order_by(decisions.c.number).limit(limit))]


def with_ids(connection: Connection, ids: Sequence[str]) -> dict[str, Decision]:
    """Those of the decisions with these ids that are there, of whichever document."""
    return {row.id: _decision(row) for row in connection.execute(select(decisions).where(decisions.c.id.in_(ids)))}


def add(connection: Connection, rows: Iterable[Decision]) -> None:
    if entered := [asdict(row) for row in rows]:
        connection.execute(insert(decisions), entered)


def carried_to(connection: Connection, document: str, revision: int) -> list[Carried]:
    """What became of earlier decisions in a revision, by their number."""
    here = (carried.c.document == document) & (carried.c.revision == revision)
    found = connection.execute(select(carried).where(here).order_by(carried.c.number))
    return [Carried(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping


def carry(connection: Connection, rows: Iterable[Carried]) -> None:
    if entered := [asdict(row) for row in rows]:
        connection.execute(insert(carried), entered)


def _decision(row: Row[Any]) -> Decision:
    return Decision(**row._mapping)  # noqa: SLF001 - as above
