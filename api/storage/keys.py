"""Who may do what: keys of callers. Only a key's hash is kept; the key itself is shown once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, insert, select, update

from api.storage.documents import now
from api.storage.tables import keys

Scope = Literal["uploader", "reviewer", "admin", "auditor"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_PREFIX = "sl"
_SECRET_BYTES = 32  # 256 bits: a plain hash is enough for a secret that nobody can guess


@dataclass(frozen=True, slots=True)
class Key:
    """A caller's key. ``id`` is its public part."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None


def create_key(connection: Connection, name: str, scopes: frozenset[Scope]) -> tuple[Key, str]:
    """A new key, and the text that the caller must send: it cannot be had again."""
    identity, secret = secrets.token_hex(8), secrets.token_urlsafe(_SECRET_BYTES)
    key = Key(identity, name, scopes, now(), None)
    row = {
        "id": key.id,
        "name": name,
        "digest": _digest(secret),
        "scopes": sorted(scopes),
        "created_at": key.created_at,
    }
    connection.execute(insert(keys).values(row))
    return key, f"{_PREFIX}_{identity}_{secret}"


def key_of(connection: Connection, text: str) -> Key | None:
    """The key that a caller sent, or None where it is none of ours or was revoked."""
    prefix, _, rest = text.partition("_")
    identity, _, secret = rest.partition("_")
    row = connection.execute(select(keys).where(keys.c.id == identity, keys.c.revoked_at.is_(None))).first()
    known = row.digest if row is not None else _digest("")
    fits = hmac.compare_digest(known, _digest(secret))  # in the same time, whether there is such a key or not
    return _key(row) if row is not None and fits and prefix == _PREFIX else None


def list_keys(connection: Connection) -> list[Key]:
    """All keys, the revoked ones too, the oldest first."""
    return [_key(row) for row in connection.execute(select(keys).order_by(keys.c.created_at))]


def revoke_key(connection: Connection, identity: str) -> bool:
    """Make a key worthless; whether it was good until now."""
    here = (keys.c.id == identity) & keys.c.revoked_at.is_(None)
    return connection.execute(update(keys).where(here).values(revoked_at=now())).rowcount == 1


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: Row[Any]) -> Key:
    return Key(row.id, row.name, frozenset(row.scopes), row.created_at, row.revoked_at)
