"""The audit trail: who did what, each row sealed by a hash over it and the row before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text

from api.storage.documents import now
from api.storage.tables import audit

FIRST = "0" * 64
"""What stands for the row before the first."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """``digest`` is the SHA-256 of the digest before it and of this row as canonical JSON."""

    id: int
    at: str
    actor: str
    action: str
    subject: str
    data: Mapping[str, object]
    digest: str


def record(connection: Connection, actor: str, action: str, subject: str, **data: object) -> None:
    """Add a row, in the transaction of the deed itself: neither is there without the other."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    last = connection.execute(select(audit.c.id, audit.c.digest).order_by(audit.c.id.desc()).limit(1)).first()
    number, before = (last.id + 1, last.digest) if last else (1, FIRST)
    at = now().isoformat()
    row = AuditRow(number, at, actor, action, subject, data, "")
    values = {"id": number, "at": at, "actor": actor, "action": action, "subject": subject, "data": data}
    connection.execute(insert(audit).values(**values, digest=digest_of(row, before)))


def rows_after(connection: Connection, number: int, limit: int) -> list[AuditRow]:
    """Rows with a number above ``number``, in order."""
    chosen = select(audit).where(audit.c.id > number).order_by(audit.c.id).limit(limit)
    return [_row(row) for row in connection.execute(chosen)]


def first_broken(connection: Connection) -> int | None:
    """The number of the first row that was changed, or that follows one taken out; None where all is whole."""
    before, expected = FIRST, 1
    for raw in connection.execute(select(audit).order_by(audit.c.id)):
        row = _row(raw)
        if row.id != expected or row.digest != digest_of(row, before):
            return row.id
        before, expected = row.digest, expected + 1
    return None


def digest_of(row: AuditRow, before: str) -> str:
    said = [before, row.id, row.at, row.actor, row.action, row.subject, dict(row.data)]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
