"""Figures of what is kept, for whoever watches the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from api.storage.documents import now
from api.storage.tables import revisions, runs


@dataclass(frozen=True, slots=True)
class Figures:
    """``oldest_s``: how long the run that waits longest has waited, 0 where none waits. ``read_s`` of ended runs.

    ``failures`` by the error's code; ``deaths`` of reading processes; fields of all published revisions.
    """

    runs: Mapping[str, int]
    failures: Mapping[str, int]
    oldest_s: float
    deaths: int
    pages: int
    fields: int
    to_review: int
    failed_checks: int


def figures(connection: Connection) -> Figures:
    by_state = connection.execute(select(runs.c.state, func.count()).group_by(runs.c.state))
    failed = select(runs.c.error_code, func.count()).where(runs.c.state == "failed").group_by(runs.c.error_code)
    oldest = connection.execute(select(func.min(runs.c.created_at)).where(runs.c.state == "queued")).scalar()
    deaths, pages = connection.execute(select(func.sum(runs.c.deaths), func.sum(runs.c.pages_done))).one()
    sums = select(func.sum(revisions.c.fields), func.sum(revisions.c.to_review), func.sum(revisions.c.failed_checks))
    fields, to_review, failed_checks = connection.execute(sums).one()
    return Figures(
        runs=dict(by_state.tuples().all()),
        failures=dict(connection.execute(failed).tuples().all()),
        oldest_s=(now() - oldest).total_seconds() if oldest else 0.0,
        deaths=deaths or 0,
        pages=pages or 0,
        fields=fields or 0,
        to_review=to_review or 0,
        failed_checks=failed_checks or 0,
    )
