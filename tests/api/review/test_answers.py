"""What decisions say about the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from api.review.answers import answers_of
from api.storage import Decision

_numbers = count(1)


def decision(action: str, text: str = "", *, machine: str = "15", number: str | None = None, **values: Any) -> Decision:
    whole = {
        "document": "a" * 64,
        "number": next(_numbers),
        "id": str(next(_numbers)),
        "revision": 1,
        "record": 0,
        "path": "total_score",
        "action": action,
        "text": text,
        "value": {"number": number},
        "if_match": "1.0",
        "outcome": "kept",
        "actor": "王",
        "said_at": None,
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "seen": {"machine": machine, "number": machine or None, "confidence": 0.8, "reason": "a seal lies over it"},
    }
    return Decision(**(whole | values))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (decision("accept", "15"), False),
        (decision("correct", "16", number="16"), True),
        (decision("correct", "15.0", number="15"), False),
        (decision("correct", "十五"), True),
        (decision("blank"), True),
        (decision("blank", machine=""), False),
        (decision("unreadable"), None),
    ],
)
def test_a_decision_tells_whether_the_machine_was_wrong(said: Decision, wrong: bool | None) -> None:
    (answer,) = answers_of([said])
    assert answer.wrong is wrong
    assert (answer.action, answer.confidence, answer.reason) == (said.action, 0.8, "a seal lies over it")


def test_the_last_decision_counts_against_what_the_machine_read() -> None:
    second = decision("correct", "17", number="17", machine="16")
    (answer,) = answers_of([decision("correct", "16", number="16"), second])
    assert answer.wrong
    assert answers_of([decision("accept", "15"), decision("revert")]) == []


def test_conflicts_and_decisions_on_tables_say_nothing() -> None:
    assert answers_of([decision("accept", "15", outcome="conflict"), decision("merge"), decision("approve")]) == []


def test_fields_of_other_records_and_documents_are_others() -> None:
    others = [decision("accept", "15", record=1), decision("accept", "15", document="b" * 64)]
    assert len(answers_of([decision("accept", "15"), *others])) == 3
