"""Which queued runs the job engine is to have, and which were taken back from it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from api.storage.documents import UPLOAD, run_in
from api.storage.records import Run
from api.storage.tables import runs


def waiting_runs(connection: Connection, *, urgent: bool, limit: int) -> list[Run]:
    """Queued runs that the engine has not got, the oldest first: uploads where ``urgent``, else those of batches."""
    here = and_(runs.c.state == "queued", runs.c.place == "waiting", _of(urgent=urgent))
    chosen = select(runs).where(here).order_by(runs.c.priority, runs.c.created_at).limit(limit)
    return [run_in(row) for row in connection.execute(chosen)]


def handed_ahead(connection: Connection) -> int:
    """How many runs of batches the engine has got that nobody reads yet."""
    here = and_(runs.c.state == "queued", runs.c.place == "handed", _of(urgent=False))
    return connection.execute(select(func.count()).select_from(runs).where(here)).scalar_one()


def handed_runs(connection: Connection) -> list[Run]:
    """What the engine was given and has not ended, the most urgent first."""
    here = or_(runs.c.state == "running", and_(runs.c.state == "queued", runs.c.place == "handed"))
    return [run_in(row) for row in connection.execute(select(runs).where(here).order_by(runs.c.priority))]


def mark_handed(connection: Connection, handed: Iterable[Run]) -> None:
    """Note that the engine has got runs, but for those that were taken back meanwhile."""
    for run in handed:
        here = and_(*_is(run), runs.c.turn == run.turn, runs.c.place == "waiting")
        connection.execute(update(runs).where(here).values(place="handed"))


def hurry(connection: Connection, document: str) -> None:
    """Somebody waits for a document that a batch wants too: its queued run becomes an upload's."""
    here = and_(runs.c.document == document, runs.c.state == "queued", _of(urgent=False))
    values = {"priority": UPLOAD, "place": "waiting", "turn": runs.c.turn + 1}
    connection.execute(update(runs).where(here).values(values))


def _of(*, urgent: bool) -> ColumnElement[bool]:
    return runs.c.priority <= UPLOAD if urgent else runs.c.priority > UPLOAD


def _is(run: Run) -> tuple[ColumnElement[bool], ...]:
    return runs.c.document == run.document, runs.c.number == run.number
