"""Who calls, and whether they may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool

from api.http.dependencies import Serving
from api.http.problems import Trouble
from api.storage.database import looking
from api.storage.keys import SCOPES, Scope, key_of

_PAUSE_S = "5"
"""Seconds after which a caller that was too fast may try again."""

_bearer = HTTPBearer(auto_error=False, description="a key made with `scanledger key create`")


@dataclass(frozen=True, slots=True)
class Caller:
    """``name`` goes into the audit trail."""

    name: str
    scopes: frozenset[Scope]


NOBODY_ASKED = Caller("local", frozenset(SCOPES))
"""Whoever calls a service that is open on loopback: anybody on the machine, and all is allowed."""


class Doorkeeper:
    """Knows callers by their keys, and how often they have called. One for an application."""

    def __init__(self, *, asks: bool, calls_a_minute: int) -> None:
        self.asks = asks
        self._limit = RateLimitItemPerMinute(calls_a_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def admit(self, service: Serving, credentials: HTTPAuthorizationCredentials | None) -> Caller:
        return await run_in_threadpool(self._known, service, credentials) if self.asks else NOBODY_ASKED

    def _known(self, service: Serving, credentials: HTTPAuthorizationCredentials | None) -> Caller:
        if credentials is None:
            detail = "send a key: Authorization: Bearer <key>; an admin makes one with `scanledger key create`"
            raise Trouble(HTTPStatus.UNAUTHORIZED, "no_key", detail, {"WWW-Authenticate": "Bearer"})
        with looking(service.database) as connection:
            key = key_of(connection, credentials.credentials)
        if key is None:
            detail = "the key is not known or was revoked; ask for another"
            raise Trouble(HTTPStatus.UNAUTHORIZED, "bad_key", detail, {"WWW-Authenticate": "Bearer"})
        if not self._limiter.hit(self._limit, key.id):
            detail = f"more than {self._limit.amount} calls a minute with this key; wait a little"
            raise Trouble(HTTPStatus.TOO_MANY_REQUESTS, "too_many_calls", detail, {"Retry-After": _PAUSE_S})
        return Caller(key.name, key.scopes)


def allowed(*scopes: Scope) -> Callable[..., Awaitable[Caller]]:
    """A dependency that lets callers in who have one of ``scopes``, and admins."""

    async def admitted(
        request: Request,
        service: Serving,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Caller:
        doorkeeper = request.app.state.doorkeeper
        assert isinstance(doorkeeper, Doorkeeper)
        caller = await doorkeeper.admit(service, credentials)
        if not caller.scopes & {"admin", *scopes}:
            needed, has = " or ".join(scopes), ", ".join(sorted(caller.scopes))
            detail = f"this needs a key for {needed}; the key of {caller.name} is for {has}"
            raise Trouble(HTTPStatus.FORBIDDEN, "not_allowed", detail)
        return caller

    return admitted


Uploader = Annotated[Caller, Depends(allowed("uploader"))]
Reader = Annotated[Caller, Depends(allowed("uploader", "reviewer"))]
Reviewer = Annotated[Caller, Depends(allowed("reviewer"))]
Admin = Annotated[Caller, Depends(allowed("admin"))]
Auditor = Annotated[Caller, Depends(allowed("auditor"))]
