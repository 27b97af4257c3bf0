"""What people's decisions say about the machine: what it read wrong, and how sure it had been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.review.session import REVERT
from api.storage import Decision

_OF_FIELDS = frozenset({"accept", "correct", "blank", "unreadable"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided of a field in the end. ``confidence`` and ``reason`` are of before the first decision.

    ``wrong`` is None where nobody can tell: what is unreadable was neither read right nor wrong.
    """

    action: str
    confidence: float
    reason: str | None
    wrong: bool | None


def answers_of(decisions: Sequence[Decision]) -> list[Answer]:
    """One answer for each field that was decided on and not taken back, in the order in which fields were come to."""
    stacks: dict[tuple[str, int, str], list[Decision]] = {}
    for decision in decisions:
        if decision.outcome != "kept":
            continue
        key = (decision.document, decision.record, decision.path)
        if decision.action in _OF_FIELDS:
            stacks.setdefault(key, []).append(decision)
        elif decision.action == REVERT and stacks.get(key):
            stacks[key].pop()
    return [_answer(stack) for stack in stacks.values() if stack and "confidence" in stack[0].seen]


def _answer(stack: Sequence[Decision]) -> Answer:
    first, last = stack[0], stack[-1]
    reason = first.seen.get("reason")
    return Answer(
        action=last.action,
        confidence=float(first.seen["confidence"]),
        reason=str(reason) if reason is not None else None,
        wrong=_wrong(first, last),
    )


def _wrong(first: Decision, last: Decision) -> bool | None:
    """A number is right where its value is, however it was typed."""
    read, number = str(first.seen.get("machine") or ""), first.seen.get("number")
    match last.action:
        case "unreadable":
            return None
        case "blank":
            return bool(read)
        case "accept":
            # What was accepted may be what another person said before.
            return last.text != read
        case _:
            said = last.value.get("number")
            return said != number if said is not None and number is not None else last.text.strip() != read.strip()
