"""Revisions: results that runs published, never changed and never overwritten."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from api.storage.documents import now
from api.storage.doubts import ask
from api.storage.records import Revision, Run
from api.storage.tables import revisions
from api.tally import tally_of
from models.result import ExtractionResult


def publish(connection: Connection, run: Run, result: ExtractionResult, sha256: str) -> None:
    """Enter the result of a run, whose JSON is stored as ``sha256``, and ask people about what is doubtful in it.

    Doing it again changes nothing.
    """
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {
        "document": run.document,
        "run": run.number,
        "result": sha256,
        "engine": result.engine.model_dump(),
        **asdict(tally_of(result)),
        "created_at": now(),
    }
    new = connection.execute(make(revisions).values(row).on_conflict_do_nothing().returning(revisions.c.run)).first()
    if new is not None:
        ask(connection, run.document, run.number, result)


def revisions_of(connection: Connection, document: str) -> list[Revision]:
    """A document's revisions, the newest first."""
    chosen = select(revisions).where(revisions.c.document == document).order_by(revisions.c.run.desc())
    return [_revision(row) for row in connection.execute(chosen)]


def uses(connection: Connection, sha256: str) -> bool:
    """Whether some revision's result is these bytes."""
    return connection.execute(select(revisions.c.run).where(revisions.c.result == sha256).limit(1)).first() is not None


def _revision(row: Row[Any]) -> Revision:
    return Revision(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
