"""Documents and their runs: accepted once, read as often as asked, removed when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.storage.records import ENDED, Document, Place, Run, RunState
from api.storage.settling import run_ended
from api.storage.tables import documents, runs

UPLOAD, BATCH = 1, 10
"""Priorities of runs: the smaller is read first. A person who uploads waits; a batch does not."""

_any_run = runs.alias()
_LATEST = select(func.max(_any_run.c.number)).where(_any_run.c.document == documents.c.id).scalar_subquery()


def accept(
    connection: Connection, sha256: str, filename: str, size: int, *, priority: int = UPLOAD, place: Place = "waiting"
) -> bool:
    """Enter a document with its first run; whether it is new. The same bytes twice are one document."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {"id": sha256, "filename": filename, "bytes": size, "created_at": now()}
    entered = connection.execute(make(documents).values(row).on_conflict_do_nothing().returning(documents.c.id))
    if entered.first() is None:
        return False
    connection.execute(insert(runs).values(new_run(sha256, 1, priority, place)))
    return True


def read_again(connection: Connection, document: str, priority: int = UPLOAD, place: Place = "waiting") -> Run:
    """A new run of a document, or the one that has not ended yet. KeyError for a document that is not there."""
    connection.execute(select(documents.c.id).where(documents.c.id == document).with_for_update())  # one at a time
    latest = find(connection, document)
    if latest is None:
        raise KeyError(document)
    if latest.run.state not in ENDED:
        return latest.run
    connection.execute(insert(runs).values(new_run(document, latest.run.number + 1, priority, place)))
    return run_of(connection, document, latest.run.number + 1)


def find(connection: Connection, document: str) -> Document | None:
    row = connection.execute(with_latest_run().where(documents.c.id == document)).first()
    return _document(row) if row else None


def newest(
    connection: Connection,
    limit: int,
    before: tuple[datetime, str] | None,
    states: Sequence[RunState] = (),
    name: str | None = None,
) -> list[Document]:
    """Documents from the newest to the oldest, those after ``before`` (time and id), in one of ``states`` if any.

    ``name``: what their file names hold, whatever the case.
    """
    query = with_latest_run().order_by(documents.c.created_at.desc(), documents.c.id.desc()).limit(limit)
    if before is not None:
        at, identity = before
        query = query.where(
            or_(documents.c.created_at < at, and_(documents.c.created_at == at, documents.c.id < identity))
        )
    if states:
        query = query.where(runs.c.state.in_(states))
    if name:
        query = query.where(documents.c.filename.icontains(name, autoescape=True))
    return [_document(row) for row in connection.execute(query)]


def run_of(connection: Connection, document: str, number: int) -> Run:
    """KeyError where there is no such run."""
    chosen = select(runs).where(runs.c.document == document, runs.c.number == number)
    row = connection.execute(chosen).first()
    if row is None:
        raise KeyError((document, number))
    return run_in(row)


def change(connection: Connection, run: Run, **values: object) -> bool:
    """Set columns of a run that has not ended; whether it was so. An ended run never changes."""
    here = and_(runs.c.document == run.document, runs.c.number == run.number, runs.c.state.not_in(ENDED))
    changed = connection.execute(update(runs).where(here).values(**values)).rowcount == 1
    if changed and values.get("state") in ENDED:
        run_ended(connection, run.document, run.number, str(values["state"]), now())
    return changed


def remove(connection: Connection, document: str) -> bool:
    """Forget a document with its runs, revisions and events; whether it was there."""
    latest = find(connection, document)
    if latest is not None:
        change(connection, latest.run, state="cancelled", ended_at=now())  # batches must not wait for it
    return connection.execute(delete(documents).where(documents.c.id == document)).rowcount == 1


def now() -> datetime:
    return datetime.now(UTC)


def new_run(document: str, number: int, priority: int, place: Place) -> dict[str, object]:
    """The row of a run that begins its life in the queue."""
    return {
        "document": document,
        "number": number,
        "state": "queued",
        "priority": priority,
        "place": place,
        "turn": 0,
        "deaths": 0,
        "kills": 0,
        "pages_done": 0,
        "created_at": now(),
    }


def run_in(row: Row[Any]) -> Run:
    """A row of the table of runs."""
    return Run(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping


def with_latest_run() -> Select[Any]:
    """Documents with the columns of their latest run, each named ``run_…``."""
    joined = and_(runs.c.document == documents.c.id, runs.c.number == _LATEST)
    columns = [column.label(f"run_{column.name}") for column in runs.c]
    return select(documents, *columns).select_from(documents.join(runs, joined))


def _document(row: Row[Any]) -> Document:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
    run = Run(**{field.name: values[f"run_{field.name}"] for field in fields(Run)})
    own = {field.name: values[field.name] for field in fields(Document) if field.name != "run"}
    return Document(**own, run=run)
