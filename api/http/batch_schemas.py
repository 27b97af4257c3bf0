"""What the API is told and answers of batches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from api.http.schemas import Answer, Failure
from api.storage import Batch, Item, RunState
from api.storage.records import BatchSource, BatchState, ItemState
from api.storage.rereading import Filter

_MOST_NAMED = 10_000
"""Documents that a filter names one by one: a megabyte of ids."""

Identity = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class BatchFilter(BaseModel):
    """Documents that are held and for which all of this holds; an empty one means all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: Annotated[tuple[Identity, ...], Field(max_length=_MOST_NAMED, description="ids")] = ()
    states: Annotated[tuple[RunState, ...], Field(max_length=8, description="of the latest run")] = ()
    filename: Annotated[str, Field(max_length=255, pattern="^[^\x00]*$", description="part of the name")] = ""
    since: Annotated[AwareDatetime | None, Field(description="accepted then or later")] = None
    until: Annotated[AwareDatetime | None, Field(description="accepted before")] = None
    other_catalogue: Annotated[
        str | None,
        Field(max_length=255, pattern="^[^\x00]*$", description="whose newest result has another catalogue than this"),
    ] = None
    failed_checks: Annotated[bool, Field(description="whose newest result has failed checks")] = False
    to_review: Annotated[bool, Field(description="whose newest result has fields to review")] = False

    def chosen(self) -> Filter:
        values = dict(self)
        return Filter(**(values | {"filename": self.filename or None}))


class BatchRequest(BaseModel):
    """A batch of documents that are held: they are read again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filter: BatchFilter


class Counts(Answer):
    """Items by state. ``deleted``: their document was deleted since."""

    queued: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    deleted: int = 0


class BatchSummary(Answer):
    """A batch and how far it is."""

    id: str
    name: str
    source: BatchSource
    state: BatchState
    items: int
    left: Annotated[int, Field(description="items that have not ended")]
    unpacked: Annotated[bool, Field(description="false while files are still taken out of a ZIP")]
    created_by: str
    created_at: datetime
    ended_at: datetime | None

    @staticmethod
    def of(batch: Batch) -> BatchSummary:
        return BatchSummary(**{name: getattr(batch, name) for name in BatchSummary.model_fields})


class BatchWithCounts(BatchSummary):
    counts: Counts

    @staticmethod
    def counted(batch: Batch, counts: dict[ItemState, int]) -> BatchWithCounts:
        return BatchWithCounts(**dict(BatchSummary.of(batch)), counts=Counts(**counts))


class BatchAnswer(Answer):
    batch: BatchWithCounts


class BatchList(Answer):
    batches: tuple[BatchSummary, ...]
    next: Annotated[str | None, Field(description="cursor of the next page; null on the last one")]


class ItemAnswer(Answer):
    """A file of a batch. ``document`` is null while it lies in a ZIP, and where it was refused."""

    number: int
    name: str
    state: ItemState
    document: str | None
    run: int | None
    pages_done: int
    page_count: int | None
    error: Failure | None

    @staticmethod
    def of(item: Item) -> ItemAnswer:
        own = {name: getattr(item, name) for name in ItemAnswer.model_fields if name != "error"}
        code = item.error_code
        return ItemAnswer(**own, error=Failure(code=code, message=item.error or "") if code else None)


class ItemList(Answer):
    items: tuple[ItemAnswer, ...]
    next: Annotated[str | None, Field(description="cursor of the next page; null on the last one")]
