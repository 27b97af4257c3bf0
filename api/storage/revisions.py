"""Revisions: results that runs published, never changed and never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.storage.documents import now
from api.storage.doubts import ask
from api.storage.records import Revision, Run
from api.storage.tables import decisions, revisions
from api.tally import tally_of
from models.doubt import Doubt
from models.result import ExtractionResult


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a result comes from: what it asked of the catalogue, by SHA-256, and how it was made but for that."""

    inquiry: str
    made_by: str


def publish(
    connection: Connection,
    run: Run,
    result: ExtractionResult,
    sha256: str,
    material: str,
    *,
    doubtful: Iterable[Doubt],
    origin: Origin | None = None,
) -> None:
    """Enter the result of a run, and ask people about what is ``doubtful`` in it.

    Its JSON is stored as ``sha256``, what a review starts from as ``material``.

    Doing it again changes nothing.
    """
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    tally = tally_of(result)
    row = {
        "document": run.document,
        "run": run.number,
        "result": sha256,
        "material": material,
        **(asdict(origin) if origin else {}),
        "engine": result.engine.model_dump(),
        **asdict(tally),
        "left": tally.to_review,
        "created_at": now(),
    }
    new = connection.execute(make(revisions).values(row).on_conflict_do_nothing().returning(revisions.c.run)).first()
    if new is not None:
        ask(connection, run.document, run.number, doubtful, {})


def revisions_of(connection: Connection, document: str) -> list[Revision]:
    """A document's revisions, the newest first."""
    chosen = select(revisions).where(revisions.c.document == document).order_by(revisions.c.run.desc())
    return [_revision(row) for row in connection.execute(chosen)]


def newest_revision(connection: Connection, document: str) -> Revision | None:
    chosen = select(revisions).where(revisions.c.document == document).order_by(revisions.c.run.desc()).limit(1)
    row = connection.execute(chosen).first()
    return _revision(row) if row else None


def reviewed(connection: Connection, document: str, run: int, decisions: int, left: int) -> None:
    """Say how far the review of a revision is: decisions in effect, and fields that still need review."""
    here = (revisions.c.document == document) & (revisions.c.run == run)
    connection.execute(update(revisions).where(here).values(decisions=decisions, left=left))


def newest_revisions(connection: Connection, documents: Sequence[str]) -> dict[str, Revision]:
    """The newest revision of each document that has one."""
    chosen = select(revisions).where(revisions.c.document.in_(documents)).order_by(revisions.c.run)
    return {row.document: _revision(row) for row in connection.execute(chosen)}


def asked_up_to(connection: Connection, document: str, run: int, number: int) -> None:
    """Say that the questions about a revision are up to date with the decision ``number``."""
    here = (revisions.c.document == document) & (revisions.c.run == run)
    connection.execute(update(revisions).where(here).values(asked=number))


def not_asked_since(connection: Connection) -> list[str]:
    """Documents on whose newest decisions the questions about them are not up to date."""
    here = (decisions.c.document == revisions.c.document) & (decisions.c.revision == revisions.c.run)
    behind = select(revisions.c.document).join(decisions, here).where(decisions.c.number > revisions.c.asked).distinct()
    return list(connection.execute(behind).scalars())


def uses(connection: Connection, sha256: str) -> bool:
    """Whether some revision's result or material is these bytes."""
    here = or_(*(column == sha256 for column in (revisions.c.result, revisions.c.material, revisions.c.inquiry)))
    return connection.execute(select(revisions.c.run).where(here).limit(1)).first() is not None


def _revision(row: Row[Any]) -> Revision:
    return Revision(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
