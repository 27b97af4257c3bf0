"""Leases of questions, so that two people do not meet: each is taken by one, for a while."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, or_, select, text, update

from api.storage.documents import now
from api.storage.doubts import DoubtFilter, Question, questions
from api.storage.tables import doubts, leases

LEASE_S = 300
"""Seconds that a lease lasts unless it is renewed: a look at a page, and a telephone call."""


_TAKE = update(doubts).where(
    doubts.c.document == bindparam("d"), doubts.c.record == bindparam("r"), doubts.c.path == bindparam("p")
)


@dataclass(frozen=True, slots=True)
class Lease:
    id: str
    expires_at: datetime
    questions: tuple[Question, ...]


def take(connection: Connection, reviewer: str, wanted: DoubtFilter, count: int, seconds: int = LEASE_S) -> Lease:
    """Take the next ``count`` questions that nobody else has, for ``seconds`` unless they are renewed.

    What is taken together goes document by document.

    A page on which somebody else works is left to him: what he says there may settle what is next to it.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("LOCK TABLE leases IN EXCLUSIVE MODE"))
    connection.execute(delete(leases).where(leases.c.expires_at <= now()))
    identity, expires_at = secrets.token_hex(16), now() + timedelta(seconds=seconds)
    found = questions(connection, wanted, count, more=(_free(), _not_beside_others(reviewer)))
    connection.execute(insert(leases).values(id=identity, reviewer=reviewer, expires_at=expires_at))
    if found:
        # One by one: SQLite finds no index for a list of rows.
        here = [{"d": one.document, "r": one.doubt.record, "p": one.doubt.path} for one in found]
        connection.execute(_TAKE.values(lease=identity), here)
    return Lease(identity, expires_at, tuple(_together(found)))


def renew(connection: Connection, identity: str) -> datetime | None:
    """Until when a lease now lasts; None for one that has run out."""
    until = now() + timedelta(seconds=LEASE_S)
    here = (leases.c.id == identity) & (leases.c.expires_at > now())
    return until if connection.execute(update(leases).where(here).values(expires_at=until)).rowcount else None


def give_back(connection: Connection, identity: str) -> bool:
    """End a lease; whether there was one."""
    return connection.execute(delete(leases).where(leases.c.id == identity)).rowcount == 1


def _free() -> ColumnElement[bool]:
    """Nobody has the question. Leases that ran out were removed before."""
    return or_(doubts.c.lease.is_(None), ~exists().where(leases.c.id == doubts.c.lease))


def _not_beside_others(reviewer: str) -> ColumnElement[bool]:
    """Nobody else has a question on its page."""
    near = doubts.alias("near")
    return ~exists(
        select(near.c.path)
        .join(leases, leases.c.id == near.c.lease)
        .where(near.c.document == doubts.c.document, near.c.page == doubts.c.page, leases.c.reviewer != reviewer)
        .correlate(doubts)
    )


def _together(found: list[Question]) -> list[Question]:
    """Document by document, the one with the first question first, each as it stands on its pages."""
    first: dict[str, int] = {}
    for index, question in enumerate(found):
        first.setdefault(question.document, index)
    return sorted(found, key=lambda question: (first[question.document], question.doubt.place))
