"""Requests that a caller may send twice without their being done twice: ``Idempotency-Key``."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from api.storage.documents import now
from api.storage.tables import repeats


class KeyReused(Exception):
    """The key was used for another request."""


def done_before(connection: Connection, actor: str, key: str, request: str) -> int | None:
    """The run that the request with this key made, or None where it is new. Raises KeyReused."""
    row = connection.execute(select(repeats).where(repeats.c.actor == actor, repeats.c.key == key)).first()
    if row is None:
        return None
    if row.request != _digest(request):
        raise KeyReused(key)
    return int(row.run)


def remember(connection: Connection, actor: str, key: str, request: str, run: int) -> None:
    values = {"actor": actor, "key": key, "request": _digest(request), "run": run, "at": now()}
    connection.execute(insert(repeats).values(**values))


def _digest(request: str) -> str:
    return hashlib.sha256(request.encode()).hexdigest()
