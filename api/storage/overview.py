"""What the overview is made of: sums over the newest results, runs by state, decisions over all documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from api.storage.decisions import Decision
from api.storage.records import Revision
from api.storage.tables import decisions, documents, revisions, runs

_newer = revisions.alias()
_is_newest = revisions.c.run == (
    select(func.max(_newer.c.run)).where(_newer.c.document == revisions.c.document).scalar_subquery()
)
_later = runs.alias()
_is_latest = runs.c.number == (
    select(func.max(_later.c.number)).where(_later.c.document == runs.c.document).scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Documents by the state of their latest run, and what their newest results hold."""

    states: Mapping[str, int]
    pages: int
    fields: int
    to_review: int
    left: int
    failed_checks: int


def holdings(connection: Connection) -> Holdings:
    rows = connection.execute(select(runs.c.state, func.count()).where(_is_latest).group_by(runs.c.state))
    states = {str(state): int(count) for state, count in rows}
    pages = connection.execute(select(func.sum(runs.c.page_count)).where(_is_latest)).scalar()
    columns = (revisions.c.fields, revisions.c.to_review, revisions.c.left, revisions.c.failed_checks)
    sums = connection.execute(select(*(func.sum(column) for column in columns)).where(_is_newest)).one()
    fields, to_review, left, failed_checks = (number or 0 for number in sums)
    return Holdings(states, pages or 0, fields, to_review, left, failed_checks)


def latest_decisions(connection: Connection, limit: int) -> list[Decision]:
    """The newest decisions of all documents, from the oldest of them on."""
    chosen = select(decisions).order_by(decisions.c.at.desc(), decisions.c.number.desc()).limit(limit)
    rows = [Decision(**row._mapping) for row in connection.execute(chosen)]  # noqa: SLF001 - SQLAlchemy's public name
    return rows[::-1]


def last_pairs(connection: Connection, limit: int) -> list[tuple[str, Revision, Revision]]:
    """File name, the revision before, and the newest one, of the documents that were read again last."""
    again = select(revisions).where(_is_newest, revisions.c.run > 1).order_by(revisions.c.created_at.desc())
    found = []
    for row in connection.execute(again.limit(limit)):
        newest = Revision(**row._mapping)  # noqa: SLF001 - as above
        earlier = select(revisions).where(revisions.c.document == newest.document, revisions.c.run < newest.run)
        before = connection.execute(earlier.order_by(revisions.c.run.desc()).limit(1)).first()
        name = connection.execute(select(documents.c.filename).where(documents.c.id == newest.document)).scalar_one()
        if before is not None:
            found.append((name, Revision(**before._mapping), newest))  # noqa: SLF001 - as above
    return found
