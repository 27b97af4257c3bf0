"""What is said to and by the API about decisions on fields."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas import Answer
from api.review import FieldState, Session
from api.review.asked import Answered, Asked, FieldAction
from api.review.moving import Names
from api.storage import Decision
from models.result import Check, FieldEvidence

LONGEST_TEXT = 4000
"""Characters of a cell: the longest met, a goal over half a page, has under a thousand."""

LONGEST_PATH = 300
"""Characters: a column's key is a path of heads, each a printed label."""

MOST_DECISIONS = 100
"""In one call. A page that was offline for long sends several."""

RecordIndex = Annotated[int, Field(ge=0, le=100_000, description="index of the record in the result, from 0")]
Etag = Annotated[str, Field(max_length=64, description="`etag` of the field as the caller saw it")]


class DecisionIn(BaseModel):
    """What a person says of one field. ``id`` is made by the caller: the same decision may be sent again."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    record: RecordIndex
    path: Annotated[str, Field(min_length=1, max_length=LONGEST_PATH)]
    action: FieldAction
    text: Annotated[str | None, Field(max_length=LONGEST_TEXT, description="what stands there; for `correct` only")] = (
        None
    )
    indicator: Annotated[
        str | None,
        Field(max_length=100, description="id of the indicator that the text names, where it is a label; any will do"),
    ] = None
    if_match: Etag | None = None
    at: Annotated[datetime | None, Field(description="when it was decided, by the caller's clock; kept as it is")] = (
        None
    )

    def asked(self, if_match: str) -> Asked:
        return Asked(
            id=str(self.id),
            record=self.record,
            path=self.path,
            action=self.action,
            text=self.text or "",
            if_match=if_match,
            said_at=self.at.isoformat() if self.at else None,
            indicator=self.indicator if self.action in {"accept", "correct"} else None,
        )


class DecisionsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[list[DecisionIn], Field(min_length=1, max_length=MOST_DECISIONS)]


class ApprovalIn(BaseModel):
    """A field whose decision, as the caller saw it, he approves of."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    record: RecordIndex
    path: Annotated[str, Field(min_length=1, max_length=LONGEST_PATH)]
    if_match: Etag

    def asked(self) -> Asked:
        return Asked(str(self.id), self.record, self.path, "approve", text="", if_match=self.if_match, said_at=None)


class ApprovalsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    approvals: Annotated[list[ApprovalIn], Field(min_length=1, max_length=MOST_DECISIONS)]


class Reading(Answer):
    """What somebody, or the machine, says of a field. ``by`` and ``at`` are null for the machine."""

    action: str
    text: str
    number: str | None
    by: str | None
    at: datetime | None

    @staticmethod
    def of_machine(field: FieldEvidence | None) -> Reading | None:
        if field is None:
            return None
        return Reading(action="read", text=field.text, number=field.value.number, by=None, at=None)

    @staticmethod
    def of(decision: Decision) -> Reading:
        number = decision.value.get("number")
        return Reading(action=decision.action, text=decision.text, number=number, by=decision.actor, at=decision.at)


class DecisionResult(Answer):
    """What became of one decision. A conflict is in the history and has no effect."""

    id: str
    record: int
    path: str
    outcome: Literal["kept", "repeated", "conflict"]
    version: int
    etag: Annotated[str, Field(description="of the field as it stands now: what the next decision on it names")]
    machine: Reading | None
    theirs: Annotated[Reading | None, Field(description="what is in effect by another decision")]
    yours: Reading

    @staticmethod
    def of(answered: Answered, session: Session, names: Names) -> DecisionResult:
        key = answered.asked.key
        now = names.get(key, key) or key
        return DecisionResult(
            id=answered.asked.id,
            record=key[0],
            path=key[1],
            outcome=answered.outcome,
            version=session.version(now),
            etag=session.etag(now),
            machine=Reading.of_machine(answered.machine),
            theirs=Reading.of(answered.theirs) if answered.theirs else None,
            yours=Reading.of(answered.yours),
        )


class FieldKeyAnswer(Answer):
    record: int
    path: str


class RenamedField(Answer):
    """A field whose column is called otherwise, because a head was put right. ``now`` is null where it is gone."""

    record: int
    path: str
    now: FieldKeyAnswer | None

    @staticmethod
    def of(names: Names) -> tuple[RenamedField, ...]:
        return tuple(
            RenamedField(record=old[0], path=old[1], now=FieldKeyAnswer(record=new[0], path=new[1]) if new else None)
            for old, new in names.items()
        )


class ReviewedField(FieldEvidence):
    """A field of the contract with how far its review is."""

    record: int
    version: Annotated[int, Field(description="how many decisions were made on it; 0: none")]
    etag: Annotated[str, Field(description="what a decision on it names as `if_match`")]
    decided_by: str | None
    approved_by: str | None

    @staticmethod
    def of(state: FieldState, revision: int) -> ReviewedField:
        own = {name: getattr(state.evidence, name) for name in FieldEvidence.model_fields}
        return ReviewedField.model_construct(
            **own,
            record=state.record,
            version=state.version,
            etag=f"{revision}.{state.version}",
            decided_by=state.decided_by,
            approved_by=state.approved_by,
        )


class ReviewedCheck(Check):
    record: int


class DecisionsAnswer(Answer):
    """``reviewed`` is the number of the newest decision on the document; ``left`` fields still need review."""

    results: tuple[DecisionResult, ...]
    renamed: Annotated[tuple[RenamedField, ...], Field(description="fields with another path now; the rest names that")]
    settled: Annotated[tuple[FieldKeyAnswer, ...], Field(description="fields that left the queue by themselves")]
    fields: Annotated[tuple[ReviewedField, ...], Field(description="fields that are otherwise than before")]
    checks: Annotated[tuple[ReviewedCheck, ...], Field(description="checks that are otherwise than before")]
    reviewed: int
    left: int


class Collision(Answer):
    """The problem of a single decision that met another one: nobody's is lost."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    version: int
    etag: str
    machine: Reading | None
    theirs: Reading | None
    yours: Reading


class DecisionState(Answer):
    """A decision in a document's history. ``seen``: what stood there before it."""

    number: int
    id: str
    revision: int
    record: int
    path: str
    action: str
    text: str
    number_said: Annotated[str | None, Field(description="the number that the text was typed as")]
    outcome: Literal["kept", "conflict"]
    if_match: str
    by: str
    at: datetime
    said_at: str | None
    seen: dict[str, object]

    @staticmethod
    def of(decision: Decision) -> DecisionState:
        return DecisionState(
            number=decision.number,
            id=decision.id,
            revision=decision.revision,
            record=decision.record,
            path=decision.path,
            action=decision.action,
            text=decision.text,
            number_said=decision.value.get("number"),
            outcome=decision.outcome,
            if_match=decision.if_match,
            by=decision.actor,
            at=decision.at,
            said_at=decision.said_at,
            seen=dict(decision.seen),
        )


class DecisionHistory(Answer):
    decisions: tuple[DecisionState, ...]
    next: Annotated[int | None, Field(description="cursor of the next page; null on the last one")]


class FieldList(Answer):
    """``reviewed`` is the number of the newest decision that the fields show."""

    revision: int
    structure_etag: Annotated[str, Field(description="what an edit of a table names as `if_match`")]
    reviewed: int
    left: int
    fields: tuple[ReviewedField, ...]
    next: Annotated[int | None, Field(description="cursor of the next page; null on the last one")]
