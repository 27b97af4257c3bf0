"""Where a listing goes on: a position that the caller hands back as it is."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from http import HTTPStatus

from api.http.problems import Trouble
from api.storage import Batch, Document


def cursor_after(last: Document | Batch) -> str:
    return urlsafe_b64encode(f"{last.created_at.isoformat()} {last.id}".encode()).decode()


def position(cursor: str | None) -> tuple[datetime, str] | None:
    """Raises Trouble for a cursor that is none of ours."""
    if cursor is None:
        return None
    try:
        at, _, document = urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        return datetime.fromisoformat(at).astimezone(UTC), document
    except ValueError as error:
        detail = "the cursor is none of this service's; begin without one"
        raise Trouble(HTTPStatus.BAD_REQUEST, "bad_cursor", detail) from error
