"""What the database holds, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RunState = Literal["queued", "running", "done", "failed", "cancelled"]

ENDED: frozenset[RunState] = frozenset({"done", "failed", "cancelled"})
"""States that a run never leaves."""


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a document, counted from 1. ``deaths``: how often the process that read it died of it.

    ``page_count`` is None until the document was opened. ``error_code`` and ``error`` say why a run failed.
    """

    document: str
    number: int
    state: RunState
    priority: int
    deaths: int
    pages_done: int
    page_count: int | None
    error_code: str | None
    error: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was accepted. ``id`` is the SHA-256 of its bytes; ``run`` is its latest run."""

    id: str
    filename: str
    bytes: int
    created_at: datetime
    run: Run


@dataclass(frozen=True, slots=True)
class Revision:
    """A result that a run published. ``result`` is the SHA-256 of its JSON.

    ``material``: that of what a review starts from, or None for one that an earlier version published. ``left``: fields
    that still need review after what people said, ``decisions`` of them in all; as published where nobody has.
    """

    document: str
    run: int
    result: str
    engine: Mapping[str, str]
    records: int
    fields: int
    to_review: int
    failed_checks: int
    created_at: datetime
    material: str | None
    decisions: int
    left: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a document. Ids rise, also over restarts."""

    id: int
    document: str
    kind: str
    data: Mapping[str, object]
    at: datetime
