"""Requests with an ``Idempotency-Key``: done once, however often they are sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Header
from sqlalchemy import Connection

from api.http.access import Caller
from api.http.problems import Trouble
from api.storage.repeats import KeyReused, done_before, remember

RepeatKey = Annotated[
    str | None, Header(min_length=1, max_length=255, description="the same key, the same request: done once")
]


def repeated(connection: Connection, caller: Caller, key: str | None, asked: str) -> bool:
    """Whether the caller asked for this before with the same key. Raises Trouble for a key used for something else."""
    try:
        return key is not None and done_before(connection, caller.name, key, asked) is not None
    except KeyReused as error:
        detail = f"the Idempotency-Key {key} was used for another request; use a new one"
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail) from error


def remember_for(connection: Connection, caller: Caller, key: str | None, asked: str, run: int) -> None:
    """Note that it was done; ``run`` is the run it made, 0 where it made none."""
    if key is not None:
        remember(connection, caller.name, key, asked, run)
