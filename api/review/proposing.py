"""Labels that people put right and that the catalogue does not spell so: each offers itself as an alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.review.session import Session, verdict_of
from api.storage import Decision
from api.storage.proposals import GivenLabel
from extractor.naming import names_own_indicator, squeezed
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
    if not row or (decision.action != "correct" and verdict_of(decision).indicator is None):
        return None
    for described in session.now.described[record]:
        leaf, match = described.leaf, described.match
        own = names_own_indicator(leaf) and leaf.path.startswith(f"{row}.")
        if own and squeezed(match.raw) == squeezed(decision.text):
            spelt = match.method in _SPELT and not described.named_by_person
            return None if spelt else GivenLabel(decision.number, match.raw, leaf.parent)
    return None
