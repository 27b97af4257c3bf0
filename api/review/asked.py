"""Decisions as they were sent, what became of them, and why one is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from api.review.moving import Names
from api.review.session import Session
from api.storage import Decision
from extractor.reaching import Reach
from models.result import FieldEvidence
from models.review import FieldKey

FieldAction = Literal["accept", "correct", "blank", "unreadable", "revert"]
AnyAction = FieldAction | Literal["approve"]


class NoSuchField(Exception):
    """The revision that a decision names has no such field."""


class IdReused(Exception):
    """The id was given to another decision before."""


class NoSuchIndicator(Exception):
    """The catalogue that the document was understood with has no such indicator."""


class NotApprovable(Exception):
    """There is nothing to approve, or the caller decided it himself. The message says which."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as it was sent. ``indicator``: the id of what its text names, where it is a label."""

    id: str
    record: int
    path: str
    action: AnyAction
    text: str
    if_match: str
    said_at: str | None
    indicator: str | None = None

    @property
    def key(self) -> FieldKey:
        return self.record, self.path


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a decision. ``theirs``: the decision in effect that it met, if it met one."""

    asked: Asked
    outcome: Literal["kept", "repeated", "conflict"]
    machine: FieldEvidence | None
    theirs: Decision | None
    yours: Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """The session after all of them, what became of each, what they changed, and what is called otherwise now."""

    session: Session
    answers: tuple[Answered, ...]
    reach: Reach
    names: Names
