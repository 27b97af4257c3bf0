"""Events of documents, in the order in which they happened."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from api.storage.documents import now
from api.storage.records import Event
from api.storage.tables import events


def happened(connection: Connection, document: str, kind: str, **data: object) -> None:
    connection.execute(insert(events).values(document=document, kind=kind, data=data, at=now()))


def events_after(connection: Connection, document: str, last: int) -> list[Event]:
    """A document's events with an id above ``last``."""
    chosen = select(events).where(events.c.document == document, events.c.id > last).order_by(events.c.id)
    return [Event(**row._mapping) for row in connection.execute(chosen)]  # noqa: SLF001 - its public name
