"""Machines that share a database: each says now and then that it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from api.storage.tables import machines


def beat(connection: Connection, machine: str) -> None:
    """Count one more sign of life of a machine."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = make(machines).values(name=machine, beats=1)
    more = {"beats": machines.c.beats + 1}
    connection.execute(first.on_conflict_do_update(index_elements=[machines.c.name], set_=more))


def beats(connection: Connection) -> Mapping[str, int]:
    """How often each machine has said that it is there."""
    return {str(row.name): int(row.beats) for row in connection.execute(select(machines))}


def forget(connection: Connection, names: Iterable[str]) -> None:
    """Machines that are gone. One that comes back is there again with its first sign of life."""
    connection.execute(delete(machines).where(machines.c.name.in_(list(names))))
