"""Whether the service lives, and whether it can take on work."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from api.http.dependencies import Serving
from api.http.problems import Problem
from api.http.schemas import Answer
from api.storage.database import looking
from models.errors import StorageError

router = APIRouter(tags=["health"])


class Health(Answer):
    status: str = "ok"


@router.get("/livez")
def livez() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses={503: {"model": Problem}})
def readyz(service: Serving) -> Health:
    """The database answers and the files' folder may be written to."""
    try:
        with looking(service.database) as connection:
            connection.execute(text("SELECT 1"))
        probe = service.blobs.work / "ready"
        probe.write_bytes(b"")
        probe.unlink()
    except Exception as error:
        raise StorageError(f"not ready: {error}") from error
    return Health()
