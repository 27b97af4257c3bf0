"""Batches: documents that are read together, paused together, counted together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from api.storage.documents import BATCH, now
from api.storage.records import ENDED, Batch, BatchEvent, BatchSource, BatchState, Item, ItemState
from api.storage.settling import batch_happened
from api.storage.tables import batch_events, batch_items, batches, runs

CANCELLED = "cancelled"
"""The error's code of an item that was still packed when its batch was cancelled."""

_STATE = case(
    (batch_items.c.error_code == CANCELLED, "cancelled"),
    (batch_items.c.error_code.is_not(None), "failed"),
    (batch_items.c.document.is_(None), "queued"),
    (runs.c.state.is_(None), "deleted"),
    else_=runs.c.state,
)
_ITEM_OF_RUN = and_(batch_items.c.document == runs.c.document, batch_items.c.run == runs.c.number)
_WITH_RUNS = batch_items.outerjoin(runs, _ITEM_OF_RUN)


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch as it enters, and who sends it."""

    id: str
    name: str
    source: BatchSource
    actor: str


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as it enters: a run, a member of a stored ZIP file, or one that is refused with its reason."""

    name: str
    document: str | None = None
    run: int | None = None
    ended: bool = False
    archive: str | None = None
    member: int | None = None
    error_code: str | None = None
    error: str | None = None


def enter(connection: Connection, batch: NewBatch, entered: Sequence[NewItem]) -> None:
    """A new batch with all its items, in the transaction that made their runs."""
    left = sum(not item.ended and item.error_code is None for item in entered)
    packed = any(item.archive is not None and item.error_code is None for item in entered)
    at = now()
    row = {
        "id": batch.id,
        "name": batch.name,
        "source": batch.source,
        "state": "running" if left else "done",
        "items": len(entered),
        "left": left,
        "unpacked": not packed,
        "created_by": batch.actor,
        "created_at": at,
        "ended_at": None if left else at,
    }
    connection.execute(insert(batches).values(row))
    rows = [
        {
            "batch": batch.id,
            "number": number,
            "name": item.name,
            "document": item.document,
            "run": item.run,
            "archive": item.archive,
            "member": item.member,
            "error_code": item.error_code,
            "error": item.error,
        }
        for number, item in enumerate(entered, start=1)
    ]
    if rows:
        connection.execute(insert(batch_items), rows)
    release(connection, batch.id)
    batch_happened(connection, batch.id, "created", at, items=len(entered), left=left)
    if not left:
        batch_happened(connection, batch.id, "done", at)


def find_batch(connection: Connection, identity: str, *, lock: bool = False) -> Batch | None:
    """``lock``: nobody else changes it until the transaction ends."""
    chosen = select(batches).where(batches.c.id == identity)
    row = connection.execute(chosen.with_for_update() if lock else chosen).first()
    return _batch(row) if row else None


def newest_batches(
    connection: Connection, limit: int, before: tuple[datetime, str] | None, states: Sequence[BatchState] = ()
) -> list[Batch]:
    """From the newest to the oldest, those after ``before`` (time and id)."""
    query = select(batches).order_by(batches.c.created_at.desc(), batches.c.id.desc()).limit(limit)
    if before is not None:
        at, identity = before
        same = and_(batches.c.created_at == at, batches.c.id < identity)
        query = query.where(or_(batches.c.created_at < at, same))
    if states:
        query = query.where(batches.c.state.in_(states))
    return [_batch(row) for row in connection.execute(query)]


def counts_of(connection: Connection, batch: str) -> dict[ItemState, int]:
    """How many items there are in each state."""
    state = _STATE.label("state")
    query = select(state, func.count()).select_from(_WITH_RUNS).where(batch_items.c.batch == batch).group_by(state)
    return {cast("ItemState", row[0]): int(row[1]) for row in connection.execute(query)}


def items_of(
    connection: Connection, batch: str, after: int, limit: int, states: Sequence[ItemState] = ()
) -> list[Item]:
    """Items with a number above ``after``, in order."""
    columns = [
        batch_items.c.number,
        batch_items.c.name,
        _STATE.label("state"),
        batch_items.c.document,
        batch_items.c.run,
        func.coalesce(runs.c.pages_done, 0).label("pages_done"),
        runs.c.page_count,
        func.coalesce(batch_items.c.error_code, runs.c.error_code).label("error_code"),
        func.coalesce(batch_items.c.error, runs.c.error).label("error"),
    ]
    query = select(*columns).select_from(_WITH_RUNS).where(batch_items.c.batch == batch, batch_items.c.number > after)
    if states:
        query = query.where(_STATE.in_(states))
    rows = connection.execute(query.order_by(batch_items.c.number).limit(limit))
    return [Item(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping


def pause(connection: Connection, batch: Batch) -> None:
    """Take what nobody reads yet back from the job engine. What is being read is read to its end."""
    held = {"place": "held", "turn": runs.c.turn + 1}
    _change_queued(connection, batch.id, held, unless_wanted_by=("running",))
    _become(connection, batch.id, "paused")


def resume(connection: Connection, batch: Batch) -> None:
    release(connection, batch.id)
    _become(connection, batch.id, "running")


def release(connection: Connection, batch: str) -> None:
    """Let go on what a batch that is not paused wants, and another holds."""
    here = and_(runs.c.state == "queued", runs.c.place == "held", _wanted_by(batch))
    connection.execute(update(runs).where(here).values(place="waiting"))


def cancel(connection: Connection, batch: Batch) -> None:
    """Stop every run that only this batch wants, those under way too."""
    at = now()
    values = {"state": "cancelled", "ended_at": at}
    _change_queued(connection, batch.id, values, unless_wanted_by=("running", "paused"), also_running=True)
    packed = and_(batch_items.c.batch == batch.id, batch_items.c.document.is_(None), batch_items.c.error_code.is_(None))
    connection.execute(update(batch_items).where(packed).values(error_code=CANCELLED, error="the batch was cancelled"))
    connection.execute(update(batches).where(batches.c.id == batch.id).values(left=0, ended_at=at))
    _become(connection, batch.id, "cancelled")


def renew(connection: Connection, batch: Batch, runs_of: Mapping[int, int]) -> None:
    """Give items new runs, by number, that have not ended: the batch goes on."""
    for number, run in runs_of.items():
        here = and_(batch_items.c.batch == batch.id, batch_items.c.number == number)
        connection.execute(update(batch_items).where(here).values(run=run))
    values = {"left": batches.c.left + len(runs_of), "ended_at": None}
    connection.execute(update(batches).where(batches.c.id == batch.id).values(values))
    release(connection, batch.id)
    _become(connection, batch.id, "running")


def batch_events_after(connection: Connection, batch: str, last: int) -> list[BatchEvent]:
    """A batch's events with an id above ``last``."""
    chosen = select(batch_events).where(batch_events.c.batch == batch, batch_events.c.id > last)
    rows = connection.execute(chosen.order_by(batch_events.c.id))
    return [BatchEvent(**row._mapping) for row in rows]  # noqa: SLF001 - as above


def _become(connection: Connection, batch: str, state: BatchState) -> None:
    connection.execute(update(batches).where(batches.c.id == batch).values(state=state))
    batch_happened(connection, batch, state, now())


def _change_queued(
    connection: Connection,
    batch: str,
    values: Mapping[Any, Any],
    unless_wanted_by: Iterable[BatchState],
    *,
    also_running: bool = False,
) -> None:
    """Change the batch's own runs: not those that somebody uploaded, nor those that another batch wants."""
    states = runs.c.state.not_in(ENDED) if also_running else runs.c.state == "queued"
    others = _wanting(and_(batches.c.id != batch, batches.c.state.in_(list(unless_wanted_by))))
    here = and_(states, runs.c.priority >= BATCH, _wanted_by(batch), ~others)
    connection.execute(update(runs).where(here).values(dict(values)))


def _wanted_by(batch: str) -> ColumnElement[bool]:
    return exists(_asking().where(batch_items.c.batch == batch))


def _wanting(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(_asking().join(batches, batches.c.id == batch_items.c.batch).where(which))


def _asking() -> Select[Any]:
    return select(literal(1)).select_from(batch_items).where(_ITEM_OF_RUN).correlate(runs)


def _batch(row: Row[Any]) -> Batch:
    return Batch(**row._mapping)  # noqa: SLF001 - as above
