"""Versions of a house's own catalogue: added, never changed, and adopted one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text

from api.storage.documents import now
from api.storage.tables import catalogue_adoptions, catalogue_versions

NONE = 0
"""The number of the catalogue without any entries of one's own."""

_PREFIX = "own-"


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """``content``: a CatalogueFile as JSON, all entries of one's own."""

    number: int
    content: Mapping[str, Any]
    note: str
    created_by: str
    created_at: datetime


def name_of(number: int) -> str:
    """What ``engine.catalogue`` of a result says of a version, after the shipped catalogue's own."""
    return f"{_PREFIX}{number}"


def number_in(catalogue: str) -> int:
    """The version that ``engine.catalogue`` of a result names."""
    last = catalogue.rpartition("+")[2]
    number = last.removeprefix(_PREFIX)
    return int(number) if last.startswith(_PREFIX) and number.isdecimal() else NONE


def add_version(connection: Connection, content: Mapping[str, Any], note: str, actor: str) -> CatalogueVersion:
    """The next version; ``content`` without its ``version``, which is given here."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("LOCK TABLE catalogue_versions IN EXCLUSIVE MODE"))
    number = (connection.execute(select(func.max(catalogue_versions.c.number))).scalar() or NONE) + 1
    version = CatalogueVersion(number, {**content, "version": name_of(number)}, note, actor, now())
    row = {
        "number": number,
        "content": version.content,
        "note": note,
        "created_by": actor,
        "created_at": version.created_at,
    }
    connection.execute(insert(catalogue_versions).values(row))
    return version


def find_version(connection: Connection, number: int) -> CatalogueVersion | None:
    chosen = select(catalogue_versions).where(catalogue_versions.c.number == number)
    row = connection.execute(chosen).first()
    return _version(row) if row else None


def all_versions(connection: Connection) -> list[CatalogueVersion]:
    """The newest first."""
    chosen = select(catalogue_versions).order_by(catalogue_versions.c.number.desc())
    return [_version(row) for row in connection.execute(chosen)]


def adopt(connection: Connection, number: int, actor: str) -> None:
    """Have documents read with a version from now on."""
    row = {"number": number, "adopted_by": actor, "adopted_at": now()}
    connection.execute(insert(catalogue_adoptions).values(row))


def adopted(connection: Connection) -> int:
    """The version that documents are read with."""
    chosen = select(catalogue_adoptions.c.number).order_by(catalogue_adoptions.c.id.desc()).limit(1)
    return connection.execute(chosen).scalar() or NONE


def _version(row: Row[Any]) -> CatalogueVersion:
    return CatalogueVersion(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
