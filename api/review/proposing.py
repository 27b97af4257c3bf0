"""Labels that people put right and that the catalogue does not spell so: each offers itself as an alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.review.session import Session
from api.storage import Decision
from api.storage.proposals import GivenLabel
from models.review import FieldKey

_SPELT = frozenset({"exact", "alias"})
"""How a label was matched that the catalogue has as it is."""


@dataclass(frozen=True, slots=True)
class Proposing:
    """``gone``: numbers of decisions that are no longer in effect; ``given``: labels of those that now are."""

    gone: tuple[int, ...]
    given: tuple[GivenLabel, ...]


def proposing(before: Session, after: Session, keys: Iterable[FieldKey]) -> Proposing:
    """What decisions on the fields at ``keys`` propose, and what is proposed no more."""
    changed = [
        (key, old, new) for key in dict.fromkeys(keys) if (old := _top(before, key)) is not (new := _top(after, key))
    ]
    return Proposing(
        gone=tuple(old.number for _, old, _ in changed if old is not None),
        given=tuple(label for key, _, new in changed if new is not None and (label := _given(after, key, new))),
    )


def _top(session: Session, key: FieldKey) -> Decision | None:
    stack = session.ledger.stacks.get(key, ())
    return stack[-1] if stack else None


def _given(session: Session, key: FieldKey, decision: Decision) -> GivenLabel | None:
    """The label that a correction gave to the fields of its row, where it is one that the catalogue is asked for."""
    record, path = key
    row, _, _ = path.rpartition(".")
    if decision.action != "correct" or not row:
        return None
    for described in session.now.described[record]:
        leaf, match = described.leaf, described.match
        asked = leaf.canonical is None and leaf.named is None and leaf.code is None
        if asked and leaf.path.startswith(f"{row}.") and _squeezed(match.raw) == _squeezed(decision.text):
            return None if match.method in _SPELT else GivenLabel(decision.number, match.raw, leaf.parent)
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())
