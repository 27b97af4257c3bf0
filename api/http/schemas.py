"""What the API answers, beside the result contract itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.storage import Document, Revision, RunState


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Failure(Answer):
    """Why a document could not be read."""

    code: str
    message: str


class RevisionState(Answer):
    """A result that was published. Its number is that of the run that made it.

    ``to_review`` as it was published; ``left`` of these after what people decided, in ``decisions`` fields.
    """

    revision: int
    created_at: datetime
    engine: dict[str, str]
    records: int
    fields: int
    to_review: int
    failed_checks: int
    decisions: int
    left: int

    @staticmethod
    def of(revision: Revision) -> RevisionState:
        return RevisionState(
            revision=revision.run,
            created_at=revision.created_at,
            engine=dict(revision.engine),
            records=revision.records,
            fields=revision.fields,
            to_review=revision.to_review,
            failed_checks=revision.failed_checks,
            decisions=revision.decisions,
            left=revision.left,
        )


class DocumentState(Answer):
    """A document and how far its latest run is."""

    id: Annotated[str, Field(description="SHA-256 of the file's bytes")]
    state: RunState
    filename: str
    bytes: int
    created_at: datetime
    run: Annotated[int, Field(ge=1, description="its latest run; a reprocess makes a new one")]
    pages_done: int
    page_count: Annotated[int | None, Field(description="null until the file was opened")]
    started_at: datetime | None
    ended_at: datetime | None
    error: Failure | None
    newest: Annotated[RevisionState | None, Field(description="the newest result; null before there is one")]

    @staticmethod
    def of(document: Document, newest: Revision | None) -> DocumentState:
        run = document.run
        failed = run.error_code is not None
        return DocumentState(
            id=document.id,
            state=run.state,
            filename=document.filename,
            bytes=document.bytes,
            created_at=document.created_at,
            run=run.number,
            pages_done=run.pages_done,
            page_count=run.page_count,
            started_at=run.started_at,
            ended_at=run.ended_at,
            error=Failure(code=run.error_code or "", message=run.error or "") if failed else None,
            newest=RevisionState.of(newest) if newest else None,
        )


class DocumentAnswer(Answer):
    document: DocumentState


class DocumentList(Answer):
    documents: tuple[DocumentState, ...]
    next: Annotated[str | None, Field(description="cursor of the next page; null on the last one")]


class RevisionList(Answer):
    revisions: tuple[RevisionState, ...]
