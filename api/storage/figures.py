"""Figures of what is kept, for whoever watches the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from api.storage.documents import UPLOAD, now
from api.storage.tables import batch_items, revisions, runs


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest_s``: how long the run that waits longest has waited, 0 where none waits. Paused batches do not count."""

    length: int
    oldest_s: float


@dataclass(frozen=True, slots=True)
class Figures:
    """``queues``: of uploads and of batches. ``refused_items`` of batches, by the error's code.

    ``failures`` by the error's code; ``deaths`` of reading processes, ``kills`` of those that were
    ended from outside; fields of all published revisions.
    """

    runs: Mapping[str, int]
    failures: Mapping[str, int]
    queues: Mapping[str, Queue]
    refused_items: Mapping[str, int]
    deaths: int
    kills: int
    pages: int
    fields: int
    to_review: int
    failed_checks: int


def figures(connection: Connection) -> Figures:
    by_state = select(runs.c.state, func.count()).group_by(runs.c.state)
    failed = select(runs.c.error_code, func.count()).where(runs.c.state == "failed").group_by(runs.c.error_code)
    refused = select(batch_items.c.error_code, func.count()).where(batch_items.c.error_code.is_not(None))
    ends = select(func.sum(runs.c.deaths), func.sum(runs.c.kills), func.sum(runs.c.pages_done))
    deaths, kills, pages = connection.execute(ends).one()
    sums = select(func.sum(revisions.c.fields), func.sum(revisions.c.to_review), func.sum(revisions.c.failed_checks))
    fields, to_review, failed_checks = connection.execute(sums).one()
    return Figures(
        runs=_counts(connection, by_state),
        failures=_counts(connection, failed),
        queues={
            "upload": _queue(connection, runs.c.priority <= UPLOAD),
            "batch": _queue(connection, runs.c.priority > UPLOAD),
        },
        refused_items=_counts(connection, refused.group_by(batch_items.c.error_code)),
        deaths=deaths or 0,
        kills=kills or 0,
        pages=pages or 0,
        fields=fields or 0,
        to_review=to_review or 0,
        failed_checks=failed_checks or 0,
    )


def _counts(connection: Connection, counted: Select[Any]) -> dict[str, int]:
    """Rows of a name and a count."""
    return {str(name): int(count) for name, count in connection.execute(counted)}


def _queue(connection: Connection, whose: ColumnElement[bool]) -> Queue:
    here = and_(runs.c.state == "queued", runs.c.place != "held", whose)
    length, oldest = connection.execute(select(func.count(), func.min(runs.c.created_at)).where(here)).one()
    return Queue(length, (now() - oldest).total_seconds() if oldest else 0.0)
