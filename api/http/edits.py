"""Tables put right by people; the document is interpreted again at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.http.access import Reviewer
from api.http.decisions import review_problems
from api.http.dependencies import DocumentId, Serving
from api.http.problems import Problem, Trouble, not_found
from api.http.review_schemas import DecisionState, EditAnswer, EditIn, ReviewedCheck, ReviewedField
from api.review.editing import Edited, edit_table
from extractor.editing import EditRefused

router = APIRouter(prefix="/v1/documents/{document}/tables", tags=["review"])

TableId = Annotated[str, Path(pattern="^t[1-9][0-9]{0,5}$", description="id of a table in the result")]


@router.post(
    "/{table}/edits",
    response_model=EditAnswer,
    responses={code: {"model": Problem} for code in (404, 409, 422)},
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
        fields=tuple(ReviewedField.of(state, session) for state in states),
        checks=tuple(
            ReviewedCheck(record=index, **check.model_dump()) for index, record in records for check in record.checks
        ),
        lost=tuple(DecisionState.of(row) for row in made.lost),
        theirs=DecisionState.of(made.theirs) if made.outcome == "conflict" and made.theirs else None,
        reviewed=session.number,
        left=session.left,
    )
