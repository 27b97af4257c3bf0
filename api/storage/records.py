"""What the database holds, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RunState = Literal["queued", "running", "done", "failed", "cancelled"]

ENDED: frozenset[RunState] = frozenset({"done", "failed", "cancelled"})
"""States that a run never leaves."""


Place = Literal["waiting", "held", "handed"]
"""Where a queued run is: waiting to be handed to the job engine, held because its batch is paused, or handed over."""

BatchState = Literal["running", "paused", "cancelled", "done"]
BatchSource = Literal["files", "filter"]
ItemState = Literal["queued", "running", "done", "failed", "cancelled", "deleted"]


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a document, counted from 1. ``deaths``: how often the process that read it died of it, ``kills``:
    how often it was ended from outside.

    ``turn`` counts how often it was taken back from the job engine; work of another turn is not done.
    ``page_count`` is None until the document was opened. ``error_code`` and ``error`` say why a run failed.
    """

    document: str
    number: int
    state: RunState
    priority: int
    place: Place
    turn: int
    deaths: int
    kills: int
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
    ``asked``: the number of the decision up to which the questions to people are up to date. ``inquiry``: the SHA-256
    of what was asked of the catalogue; ``made_by``: how the result was made, whatever the catalogue.
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
    asked: int
    inquiry: str | None
    made_by: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a document. Ids rise, also over restarts."""

    id: int
    document: str
    kind: str
    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are read together. ``left``: items that have not ended. ``unpacked``: no item is in a ZIP now."""

    id: str
    name: str
    source: BatchSource
    state: BatchState
    items: int
    left: int
    unpacked: bool
    created_by: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """One of a batch, counted from 1. ``document`` is None while it is packed, and where it was refused."""

    number: int
    name: str
    state: ItemState
    document: str | None
    run: int | None
    pages_done: int
    page_count: int | None
    error_code: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class BatchEvent:
    """Something that happened to a batch. Ids rise, also over restarts."""

    id: int
    batch: str
    kind: str
    data: Mapping[str, object]
    at: datetime
