"""What the end of a run means for the batches that wait for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from api.storage.tables import batch_events, batch_items, batches

_OPEN = ("running", "paused")


def run_ended(connection: Connection, document: str, number: int, state: str, at: datetime) -> None:
    """Count a run that has just ended off every batch that has it. Called once for a run, in its own transaction."""
    here = (batch_items.c.document == document) & (batch_items.c.run == number)
    # In one order everywhere, so that two runs that end at once do not wait for each other.
    chosen = select(batch_items.c.batch, batch_items.c.number, batch_items.c.name).where(here).order_by("batch")
    for row in connection.execute(chosen).all():
        item_ended(connection, row.batch, row.number, at, name=row.name, document=document, state=state)


def item_ended(connection: Connection, batch: str, number: int, at: datetime, **said: object) -> None:
    """Count one item off its batch; the last one ends the batch."""
    here = (batches.c.id == batch) & batches.c.state.in_(_OPEN) & (batches.c.left > 0)
    fewer = update(batches).where(here).values(left=batches.c.left - 1).returning(batches.c.left)
    left = connection.execute(fewer).scalar()
    if left is None:  # it was cancelled
        return
    batch_happened(connection, batch, "item", at, number=number, left=left, **said)
    if left == 0:
        connection.execute(update(batches).where(batches.c.id == batch).values(state="done", ended_at=at))
        batch_happened(connection, batch, "done", at)


def batch_happened(connection: Connection, batch: str, kind: str, at: datetime, **data: object) -> None:
    connection.execute(insert(batch_events).values(batch=batch, kind=kind, data=data, at=at))
