"""No order of decisions, collisions, reverts, rereadings and restarts loses a decision that was acknowledged."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.review.editing import AskedEdit, edit_table
from api.storage.database import looking
from api.storage.decisions import decisions_after
from extractor.editing import EditRefused
from models.review import Edit

PATHS = ("total_score", "indicators[1].score", "indicators[2].actual", "funds[0].executed")

step = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(PATHS), st.sampled_from(["correct", "accept", "blank", "unreadable"])),
    st.tuples(st.just("collide"), st.sampled_from(PATHS), st.just("correct")),
    st.tuples(st.just("say"), st.sampled_from(PATHS), st.just("revert")),
    st.tuples(st.just("publish"), st.sampled_from(["same", "otherwise", "shorter"]), st.just("")),
    st.tuples(st.just("edit"), st.sampled_from(["remove_row", "undo"]), st.just("")),
    st.tuples(st.just("restart"), st.just(""), st.just("")),
)


@pytest.fixture(scope="module")
def count() -> list[int]:
    return [0]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=8))
def test_nothing_is_lost(fresh: Any, count: list[int], steps: list[tuple[str, str, str]]) -> None:
    document = fresh()
    expected: dict[str, list[str]] = {path: [] for path in PATHS}  # what is in effect on each field, the newest last
    for kind, what, action in steps:
        text = str(count[0])
        count[0] += 1
        if kind == "say":
            if all(field.path != what for field in document.session.result.records[0].fields):
                continue
            (answer,) = document.say(what, action, text).answers
            assert answer.outcome == "kept"
            _apply(expected[what], action, answer.yours.id)
        elif kind == "collide":
            (answer,) = document.say(what, action, text, seen="0.0").answers
            assert answer.outcome == "conflict"
        elif kind == "publish":
            made = {
                "same": document.extraction,
                "otherwise": document.otherwise(total_score=text),
                "shorter": document.without_item(2),
            }[what]
            document.publish(made)
            expected = {path: ids[-1:] for path, ids in expected.items()}
        elif kind == "edit":
            _edit(document, what)
            _in_effect(document, expected)
            expected = {path: [] for path in PATHS}  # fields have other paths now
        else:
            document.desk = document.another_desk()
        _everything_is_there(document)
        _in_effect(document, expected)


def _apply(stack: list[str], action: str, identity: str) -> None:
    if action != "revert":
        stack.append(identity)
    elif stack:
        stack.pop()


def _everything_is_there(document: Any) -> None:
    with looking(document.desk.database) as connection:
        rows = decisions_after(connection, document.id, 0)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert sorted(row.id for row in rows) == sorted(document.acknowledged)


def _in_effect(document: Any, expected: dict[str, list[str]]) -> None:
    """Each decision that nobody took back is in effect somewhere, or listed as dropped."""
    ledger = document.session.ledger
    standing = {stack[-1].id for stack in ledger.stacks.values() if stack}
    with looking(document.desk.database) as connection:
        by_number = {row.number: row.id for row in decisions_after(connection, document.id, 0)}
    dropped = {by_number[number] for number, (outcome, _) in document.fates().items() if outcome == "dropped"}
    lost = {by_number[number] for number in document.session.edits.lost}
    for ids in expected.values():
        if ids:
            assert ids[-1] in standing | dropped | lost


def _edit(document: Any, what: str) -> None:
    """Take out the row of the third indicator, or put back what was taken out last."""
    fields = {field.path: field for field in document.session.result.records[0].fields}
    place = fields["indicators[2].level3"].source
    edit = Edit("remove_row", place.row) if what == "remove_row" else None
    asked = AskedEdit(str(uuid4()), place.table, edit, document.session.structure_etag, None)
    try:
        edit_table(document.desk, document.id, asked, "anna")
    except EditRefused:  # nothing to put back
        return
    document.acknowledged.append(asked.id)
