"""Decisions of people on fields: kept before they are answered, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from api.http.access import Reader, Reviewer
from api.http.dependencies import DocumentId, Serving
from api.http.problems import MEDIA_TYPE, Problem, Trouble, not_found
from api.http.review_schemas import (
    LONGEST_PATH,
    ApprovalsIn,
    Collision,
    DecisionHistory,
    DecisionResult,
    DecisionsAnswer,
    DecisionsIn,
    DecisionState,
    FieldKeyAnswer,
    FieldList,
    RenamedField,
    ReviewedCheck,
    ReviewedField,
)
from api.review import FieldState, NotReviewable
from api.review.asked import Decided, IdReused, NoSuchField, NoSuchIndicator, NotApprovable
from api.review.deciding import decide
from api.storage.database import looking
from api.storage.decisions import decisions_after
from api.storage.documents import find
from models.result import FieldStatus

router = APIRouter(prefix="/v1/documents/{document}", tags=["review"])

IfMatch = Annotated[str | None, Header(max_length=70, description="`etag` of the field, for a single decision")]


class PageQuery(BaseModel):
    """Which part of a listing."""

    record: Annotated[int | None, Field(ge=0, le=100_000, description="only this record's")] = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 200
    cursor: Annotated[int, Field(ge=0, le=2**31 - 1, description="`next` of the page before")] = 0


class HistoryQuery(PageQuery):
    path: Annotated[str | None, Field(max_length=LONGEST_PATH, description="only this field's")] = None


class FieldQuery(PageQuery):
    status: Annotated[list[FieldStatus], Field(description="only these")] = []
    approved: Annotated[bool | None, Field(description="only what was decided and is, or is not, approved")] = None

    def takes(self, state: FieldState) -> bool:
        approved = None if state.decided_by is None else state.approved_by is not None
        return (
            (not self.status or state.evidence.status in self.status)
            and self.record in {None, state.record}
            and self.approved in {None, approved}
        )


@router.post(
    "/decisions",
    response_model=DecisionsAnswer,
    responses={
        412: {"model": Collision, "description": "a single decision met another one; both are in the history"},
        **{code: {"model": Problem} for code in (400, 404, 409, 422, 428)},
    },
)
def decided(
    document: DocumentId, service: Serving, caller: Reviewer, body: DecisionsIn, if_match: IfMatch = None
) -> Response:
    """Say what stands in fields. Each decision is on the disk when this answers, and sent again it is kept once.

    A decision names the `etag` of the field as the caller saw it. Where somebody decided meanwhile, it has no effect:
    its outcome is `conflict`, with what the machine read, what they said and what you said.
    """
    single = if_match is not None
    if single and len(body.decisions) > 1:
        detail = "If-Match is for a single decision; give each of several its own if_match"
        raise Trouble(HTTPStatus.BAD_REQUEST, "if_match_of_many", detail)
    asked = []
    for one in body.decisions:
        seen = one.if_match if if_match is None else if_match.strip('"')
        if seen is None:
            detail = f"say by if_match which state of {one.path} the decision is on: the field's etag"
            raise Trouble(HTTPStatus.PRECONDITION_REQUIRED, "no_if_match", detail)
        if one.action == "correct" and one.text is None:
            raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "no_text", f"{one.path}: a correction needs its text")
        asked.append(one.asked(seen))
    with review_problems(document):
        made = decide(service.desk, document, asked, caller.name)
    service.asker.soon(document)
    results = _results(made)
    if single and results[0].outcome == "conflict":
        return _collision(results[0])
    return Response(_answer(made, results).model_dump_json(), media_type="application/json")


@router.post(
    "/approvals", response_model=DecisionsAnswer, responses={code: {"model": Problem} for code in (400, 404, 409, 422)}
)
def approved(document: DocumentId, service: Serving, caller: Reviewer, body: ApprovalsIn) -> Response:
    """Approve what somebody else decided, as it stands now. Whatever is decided later wants a new approval."""
    if not service.settings.approval:
        detail = "this service asks for no approvals; start it with --approval"
        raise Trouble(HTTPStatus.CONFLICT, "no_approvals", detail)
    with review_problems(document):
        made = decide(service.desk, document, [one.asked() for one in body.approvals], caller.name)
    results = _results(made)
    return Response(_answer(made, results).model_dump_json(), media_type="application/json")


@router.get("/decisions", responses={code: {"model": Problem} for code in (404, 422)})
def history(
    document: DocumentId, service: Serving, _caller: Reader, asked: Annotated[HistoryQuery, Query()]
) -> DecisionHistory:
    """Every decision that was ever sent, in order, those in conflict too: who, when, what was read, what became."""
    with looking(service.database) as connection:
        if find(connection, document) is None:
            raise not_found(document)
        rows = decisions_after(
            connection, document, asked.cursor, limit=asked.limit + 1, path=asked.path, record=asked.record
        )
    return DecisionHistory(
        decisions=tuple(DecisionState.of(row) for row in rows[: asked.limit]),
        next=rows[asked.limit - 1].number if len(rows) > asked.limit else None,
    )


@router.get("/fields", response_model=FieldList, responses={code: {"model": Problem} for code in (404, 409, 422)})
def fields(document: DocumentId, service: Serving, _caller: Reader, asked: Annotated[FieldQuery, Query()]) -> Response:
    """Fields of the latest revision as they stand, each with what a decision on it has to name."""
    with review_problems(document):
        view = service.desk.view(document)
    chosen = [state for state in view.states if asked.takes(state)]
    end = asked.cursor + asked.limit
    answer = FieldList(
        revision=view.revision,
        structure_etag=view.structure_etag,
        reviewed=view.number,
        left=view.left,
        fields=tuple(ReviewedField.of(state, view.revision) for state in chosen[asked.cursor : end]),
        next=end if len(chosen) > end else None,
    )
    return Response(answer.model_dump_json(), media_type="application/json")


@contextmanager
def review_problems(document: str) -> Iterator[None]:
    """What goes wrong with a review, as problems."""
    try:
        yield
    except KeyError as error:
        raise not_found(f"a result of {document}") from error
    except NotReviewable as error:
        raise Trouble(HTTPStatus.CONFLICT, error.code, str(error)) from error
    except NoSuchField as error:
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "no_such_field", str(error)) from error
    except NoSuchIndicator as error:
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "no_such_indicator", str(error)) from error
    except IdReused as error:
        detail = f"the id {error} was given to another decision; make a new one for each"
        raise Trouble(HTTPStatus.UNPROCESSABLE_ENTITY, "id_reused", detail) from error
    except NotApprovable as error:
        raise Trouble(HTTPStatus.CONFLICT, "not_approvable", str(error)) from error


def _results(made: Decided) -> tuple[DecisionResult, ...]:
    return tuple(DecisionResult.of(one, made.session, made.names) for one in made.answers)


def _answer(made: Decided, results: tuple[DecisionResult, ...]) -> DecisionsAnswer:
    session = made.session
    states = (session.state((index, field.path), field) for index, field in made.reach.fields)
    return DecisionsAnswer(
        results=results,
        renamed=RenamedField.of(made.names),
        settled=tuple(FieldKeyAnswer(record=index, path=path) for index, path in made.reach.settled),
        fields=tuple(ReviewedField.of(state, session.revision) for state in states),
        checks=tuple(ReviewedCheck(record=index, **check.model_dump()) for index, check in made.reach.checks),
        reviewed=session.number,
        left=session.left,
    )


def _collision(result: DecisionResult) -> Response:
    status = HTTPStatus.PRECONDITION_FAILED
    collision = Collision(
        title=status.phrase,
        status=status,
        detail=f"{result.path} is no longer as you saw it; decide again with the etag {result.etag}",
        code="collision",
        version=result.version,
        etag=result.etag,
        machine=result.machine,
        theirs=result.theirs,
        yours=result.yours,
    )
    return JSONResponse(collision.model_dump(mode="json"), status, media_type=MEDIA_TYPE)
