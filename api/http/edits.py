"""Tables put right by people; the document is interpreted again at once."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.access import Reviewer
from api.http.decisions import review_problems
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, Trouble, not_found
from api.http.review_schemas import LONGEST_TEXT, DecisionState, ReviewedCheck, ReviewedField
from api.http.schemas import Answer
from api.review.editing import AskedEdit, Edited, EditOp, edit_table
from extractor.editing import EditRefused
from models.result import Table
from models.review import Edit

router = APIRouter(prefix="/v1/documents/{document}/tables", tags=["review"])

TableId = Annotated[str, Path(pattern="^t[1-9][0-9]{0,5}$", description="id of a table in the result")]


class EditIn(BaseModel):
    """What a person does to a table. ``row`` and ``col`` count from 0, as the table stands.

    `insert_row` puts a blank row in before `row`; `split` makes a cell one for each slot that it reaches over;
    `undo` takes back the newest edit of the table.
    """

    model_config = ConfigDict(extra="forbid")

    id: UUID
    op: EditOp
    row: Annotated[int, Field(ge=0, le=100_000)] = 0
    col: Annotated[int, Field(ge=0, le=10_000)] = 0
    row_span: Annotated[int, Field(ge=1, le=1000)] = 1
    col_span: Annotated[int, Field(ge=1, le=1000)] = 1
    text: Annotated[str, Field(max_length=LONGEST_TEXT, description="for `text`: what the cell says")] = ""
    if_match: Annotated[str, Field(max_length=64, description="`structure_etag` as the caller saw it")]
    at: Annotated[datetime | None, Field(description="when it was done, by the caller's clock; kept as sent")] = None

    def asked(self, table: str) -> AskedEdit:
        edit = None
        if self.op != "undo":
            edit = Edit(self.op, self.row, self.col, self.row_span, self.col_span, self.text)
        return AskedEdit(str(self.id), table, edit, self.if_match, self.at.isoformat() if self.at else None)


class EditAnswer(Answer):
    """What became of an edit. ``fields``: all of the records that the table now belongs to.

    ``lost``: decisions that have no effect because their fields are no longer there; they stay in the history.
    """

    id: str
    outcome: Literal["kept", "repeated", "conflict"]
    table: Table
    structure_etag: Annotated[str, Field(description="what the next edit names")]
    fields: tuple[ReviewedField, ...]
    checks: tuple[ReviewedCheck, ...]
    lost: tuple[DecisionState, ...]
    theirs: Annotated[DecisionState | None, Field(description="the edit that this one met")]
    reviewed: int
    left: int


@router.post(
    "/{table}/edits",
    response_model=EditAnswer,
    responses={code: {"model": Problem} for code in (400, 404, 409, 422)},
)
def edit(document: DocumentId, table: TableId, service: Serving, caller: Reviewer, body: EditIn) -> Response:
    """Merge or split cells, put in or take out a row, or write a cell's text anew.

    Decisions move with their fields. Where somebody edited a table of the document meanwhile the outcome is `conflict`.
    """
    try:
        with review_problems(document):
            if all(one.id != table for one in service.desk.opened(document).result.tables):
                raise not_found(f"table {table} of {document}")
            made = edit_table(service.desk, document, body.asked(table), caller.name)
    except EditRefused as error:
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, str(error)) from error
    return Response(_answer(str(body.id), table, made).model_dump_json(), media_type="application/json")


def _answer(identity: str, table: str, made: Edited) -> EditAnswer:
    session = made.session
    records = [(index, record) for index, record in enumerate(session.result.records) if table in record.tables]
    states = (session.state((index, field.path), field) for index, record in records for field in record.fields)
    return EditAnswer(
        id=identity,
        outcome=made.outcome,
        table=next(one for one in session.result.tables if one.id == table),
        structure_etag=session.structure_etag,
        fields=tuple(ReviewedField.of(state, session.revision) for state in states),
        checks=tuple(
            ReviewedCheck(record=index, **check.model_dump()) for index, record in records for check in record.checks
        ),
        lost=tuple(DecisionState.of(row) for row in made.lost),
        theirs=DecisionState.of(made.theirs) if made.outcome == "conflict" and made.theirs else None,
        reviewed=session.number,
        left=session.left,
    )
