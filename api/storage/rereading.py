"""Documents that are held, read again by the batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from api.storage.batches import NewItem, items_of, renew
from api.storage.documents import BATCH, find, new_run, now, read_again, with_latest_run
from api.storage.records import ENDED, Batch, RunState
from api.storage.tables import documents, events, revisions, runs

_AT_ONCE = 1000  # rows of one statement: databases allow some ten thousand values in it
_EVERY_ITEM = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents: those for which all that is said holds. ``until`` itself is left out.

    ``filename`` is a part of the name. ``other_catalogue``: whose newest result was read with another catalogue than
    this. ``failed_checks`` and ``to_review``: whose newest result has some.
    """

    documents: tuple[str, ...] = ()
    states: tuple[RunState, ...] = ()
    filename: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    other_catalogue: str | None = None
    failed_checks: bool = False
    to_review: bool = False


def read_all_again(connection: Connection, chosen: Filter) -> list[NewItem]:
    """A run for each document that fits, the one under way where there is one; in the order of their arrival."""
    query = with_latest_run().where(*_conditions(chosen)).order_by(documents.c.created_at, documents.c.id)
    found = connection.execute(query).all()
    fresh = [row for row in found if row.run_state in ENDED]
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    at = now()
    for start in range(0, len(fresh), _AT_ONCE):
        part = fresh[start : start + _AT_ONCE]
        rows = [new_run(row.id, row.run_number + 1, BATCH, "waiting") for row in part]
        # Somebody may have asked for the same run a moment ago: then it is that one.
        connection.execute(make(runs).on_conflict_do_nothing(), rows)
        said = [{"document": row.id, "kind": "queued", "data": {"run": row.run_number + 1}, "at": at} for row in part]
        connection.execute(insert(events), said)
    numbers = {row.id: row.run_number + (row.run_state in ENDED) for row in found}
    return [NewItem(row.filename, document=row.id, run=numbers[row.id]) for row in found]


def retry_failed(connection: Connection, batch: Batch) -> int:
    """Read again what failed; how many that are. What was refused before it was a document stays refused."""
    renewed: dict[int, int] = {}
    for item in items_of(connection, batch.id, 0, _EVERY_ITEM, ("failed",)):
        if item.document is not None and find(connection, item.document) is not None:
            renewed[item.number] = read_again(connection, item.document, BATCH).number
    if renewed:
        renew(connection, batch, renewed)
    return len(renewed)


def _conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.documents:
        conditions.append(documents.c.id.in_(chosen.documents))
    if chosen.states:
        conditions.append(runs.c.state.in_(chosen.states))
    if chosen.filename:
        conditions.append(documents.c.filename.contains(chosen.filename, autoescape=True))
    if chosen.since is not None:
        conditions.append(documents.c.created_at >= chosen.since)
    if chosen.until is not None:
        conditions.append(documents.c.created_at < chosen.until)
    of_result: list[ColumnElement[bool]] = []
    if chosen.other_catalogue is not None:
        of_result.append(revisions.c.engine["catalogue"].as_string() != chosen.other_catalogue)
    if chosen.failed_checks:
        of_result.append(revisions.c.failed_checks > 0)
    if chosen.to_review:
        of_result.append(revisions.c.to_review > 0)
    if of_result:
        conditions.append(_newest_result(of_result))
    return conditions


def _newest_result(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    other = revisions.alias()
    newest = select(func.max(other.c.run)).where(other.c.document == documents.c.id).correlate(documents)
    here = and_(revisions.c.document == documents.c.id, revisions.c.run == newest.scalar_subquery(), *conditions)
    return select(revisions.c.run).where(here).correlate(documents).exists()
