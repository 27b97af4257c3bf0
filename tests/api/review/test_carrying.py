"""What people decided outlives every reprocess: found again, or listed with the reason why not."""

from __future__ import annotations

from typing import Any

from api.storage.database import looking
from api.storage.revisions import revisions_of

SCORE = "total_score"


def test_a_decision_is_carried_to_a_reading_that_reads_the_same(document: Any) -> None:
    document.say(SCORE, "correct", "77.31")
    document.publish()
    assert document.session.revision == 2
    assert document.value(SCORE) == "77.31"
    assert document.status(SCORE) == "corrected"
    assert document.fates() == {1: ("carried", "same name, same place; it is read as before")}
    assert document.session.version((0, SCORE)) == 1


def test_what_the_machine_now_reads_otherwise_stays_as_people_said_and_is_listed(document: Any) -> None:
    document.say(SCORE, "correct", "77.31")
    document.publish(document.otherwise(total_score="66.00"))
    assert document.value(SCORE) == "77.31"
    ((outcome, reason),) = document.fates().values()
    assert outcome == "contradicted"
    assert "'66.00' now" in reason


def test_what_the_machine_now_reads_as_people_said_is_no_contradiction(document: Any) -> None:
    document.say(SCORE, "correct", "77.31")
    document.publish(document.otherwise(total_score="77.31"))
    assert document.fates() == {1: ("carried", "same name, same place; the machine now reads what was said")}


def test_what_was_accepted_stays_accepted_as_it_was(document: Any) -> None:
    was = document.value(SCORE)
    document.say(SCORE, "accept")
    document.publish(document.otherwise(total_score="66.00"))
    assert document.value(SCORE) == was
    assert [outcome for outcome, _ in document.fates().values()] == ["contradicted"]


def test_a_decision_follows_its_place_when_rows_are_counted_otherwise(document: Any) -> None:
    old = document.session.result.records[0].data["indicators"]
    document.say("indicators[3].score", "correct", "1.23")
    document.publish(document.without_item(1))
    new = document.session.result.records[0].data["indicators"]
    assert len(new) == len(old) - 1
    assert [row["score"] for row in new].index("1.23") == 2
    assert new[2]["level3"] == old[3]["level3"]


def test_a_decision_without_a_place_is_dropped_kept_and_found_again(document: Any) -> None:
    document.say("indicators[1].score", "correct", "1.23")
    document.publish(document.without_item(1))
    ((outcome, reason),) = document.fates().values()
    assert (outcome, document.session.decided) == ("dropped", 0)
    assert reason.startswith("nothing called")
    document.publish()
    assert document.value("indicators[1].score") == "1.23"


def test_a_decision_that_was_taken_back_is_not_carried(document: Any) -> None:
    document.say(SCORE, "correct", "77.31")
    document.say(SCORE, "revert")
    document.publish()
    assert document.fates() == {}


def test_a_carried_decision_can_be_taken_back(document: Any) -> None:
    machine = document.value(SCORE)
    document.say(SCORE, "correct", "77.31")
    document.publish()
    document.say(SCORE, "revert")
    assert document.value(SCORE) == machine


def test_an_old_revision_keeps_what_was_decided_on_it(document: Any) -> None:
    document.say(SCORE, "correct", "77.31")
    old = document.session.result
    document.publish()
    document.say(SCORE, "correct", "55")
    with looking(document.desk.database) as connection:
        first = revisions_of(connection, document.id)[-1]
    assert document.desk.of_revision(first).result == old


def test_a_decision_on_a_revision_that_is_no_longer_the_latest_is_a_conflict_and_kept(document: Any) -> None:
    seen = document.session.etag((0, SCORE))
    document.publish()
    answer = document.say(SCORE, "correct", "1", seen=seen)
    assert [one.outcome for one in answer.answers] == ["conflict"]
    assert document.value(SCORE) != "1"
