"""Labels that people put right, as aliases that the catalogue may take in: one row for each decision that gave one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from api.storage.tables import alias_proposals, decisions, documents

_NEWEST = 2000
"""Rows that are looked at for a listing: hundreds of different labels, more than anybody goes through at a time."""


@dataclass(frozen=True, slots=True)
class GivenLabel:
    """A label that the decision ``number`` gave. ``parent``: the label that it stands under, if any."""

    number: int
    alias: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A label and where it was given last; ``times``: how many decisions gave it.

    ``version``: the own version of the catalogue in which it was made an alias, None where in none yet.
    ``indicator``: the id of what it names, by whoever gave it last and said so.
    """

    alias: str
    parent: str | None
    times: int
    version: int | None
    document: str
    filename: str
    record: int
    path: str
    actor: str
    at: datetime
    indicator: str | None


def propose(connection: Connection, document: str, given: Iterable[GivenLabel]) -> None:
    rows = [{"document": document, "number": one.number, "alias": one.alias, "parent": one.parent} for one in given]
    if rows:
        connection.execute(insert(alias_proposals), rows)


def withdraw(connection: Connection, document: str, numbers: Iterable[int]) -> None:
    """Take back what decisions proposed that are no longer in effect."""
    gone = alias_proposals.c.number.in_(list(numbers))
    connection.execute(delete(alias_proposals).where(alias_proposals.c.document == document, gone))


def proposals(connection: Connection) -> list[Proposal]:
    """Those that nobody declined, the newest first."""
    declined = select(alias_proposals.c.alias).where(alias_proposals.c.declined_by.is_not(None))
    chosen = (
        select(alias_proposals, *decisions.c["record", "path", "actor", "at", "value"], documents.c.filename)
        .select_from(alias_proposals.join(decisions).join(documents, documents.c.id == alias_proposals.c.document))
        .where(alias_proposals.c.alias.not_in(declined))
        .order_by(decisions.c.at.desc(), decisions.c.number.desc())
        .limit(_NEWEST)
    )
    return list(_grouped(connection.execute(chosen)))


def decline(connection: Connection, alias: str, actor: str) -> bool:
    """Have a label proposed no more; whether it was proposed at all."""
    row = alias_proposals.c.alias == alias
    return connection.execute(update(alias_proposals).where(row).values(declined_by=actor)).rowcount > 0


def made_aliases(connection: Connection, aliases: Iterable[str], version: int) -> None:
    """Say that labels are aliases in a version of the catalogue."""
    taken = alias_proposals.c.alias.in_(list(aliases))
    connection.execute(update(alias_proposals).where(taken).values(version=version))


def _grouped(rows: Iterable[Row[tuple[object, ...]]]) -> Iterator[Proposal]:
    """One of each label: the first that comes, with the version of any."""
    found: dict[str, Proposal] = {}
    for row in rows:
        known = found.get(row.alias)
        found[row.alias] = (
            replace(
                known,
                times=known.times + 1,
                version=known.version or row.version,
                indicator=known.indicator or row.value.get("indicator"),
            )
            if known
            else Proposal(
                alias=row.alias,
                parent=row.parent,
                times=1,
                version=row.version,
                document=row.document,
                filename=row.filename,
                record=row.record,
                path=row.path,
                actor=row.actor,
                at=row.at,
                indicator=row.value.get("indicator"),
            )
        )
    return iter(found.values())
