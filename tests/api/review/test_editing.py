"""Tables put right: interpreted again at once, with what was decided before."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from api.review.editing import AskedEdit, Edited, edit_table
from extractor.editing import EditRefused
from models.review import Edit

TABLE = "t1"


def do(document: Any, edit: Edit | None, *, seen: str | None = None, identity: str | None = None) -> Edited:
    session = document.session
    asked = AskedEdit(identity or str(uuid4()), TABLE, edit, seen or session.structure_etag, None)
    made = edit_table(document.desk, document.id, asked, "anna")
    if made.outcome != "repeated":
        document.acknowledged.append(asked.id)
    return made


def indicators(document: Any) -> list[dict[str, Any]]:
    return list(document.session.result.records[0].data["indicators"])


def row_of(document: Any, path: str) -> int:
    field = next(field for field in document.session.result.records[0].fields if field.path == path)
    assert field.source.row is not None
    return int(field.source.row)


def place_of(document: Any, path: str) -> tuple[int, int]:
    field = next(field for field in document.session.result.records[0].fields if field.path == path)
    return field.source.row, field.source.col


def test_a_text_is_in_the_record_and_in_the_table(document: Any) -> None:
    row, col = place_of(document, "indicators[2].level3")
    do(document, Edit("text", row, col, text="另一个指标"))
    result = document.session.result
    assert result.records[0].data["indicators"][2]["level3"] == "另一个指标"
    assert "另一个指标" in [cell.text for cell in result.tables[0].cells]
    score = next(field for field in result.records[0].fields if field.path == "indicators[2].score")
    assert score.label.raw == "另一个指标"


def test_a_row_that_is_taken_out_takes_its_fields_and_the_others_move_with_what_was_decided(document: Any) -> None:
    before = indicators(document)
    document.say("indicators[1].score", "correct", "1.11")
    document.say("indicators[4].score", "correct", "4.44")
    made = do(document, Edit("remove_row", row_of(document, "indicators[1].level3")))
    after = indicators(document)
    assert len(after) == len(before) - 1
    assert after[3]["score"] == "4.44"
    assert after[3]["level3"] == before[4]["level3"]
    assert [row.text for row in made.lost] == ["1.11"]


def test_what_was_taken_out_comes_back_with_its_decisions(document: Any) -> None:
    document.say("indicators[1].score", "correct", "1.11")
    sound = document.session.result
    do(document, Edit("remove_row", row_of(document, "indicators[1].level3")))
    do(document, None)
    assert document.session.result == sound


def test_a_decision_on_a_path_that_moved_is_a_conflict(document: Any) -> None:
    seen = document.session.etag((0, "indicators[4].score"))
    do(document, Edit("remove_row", row_of(document, "indicators[1].level3")))
    (answer,) = document.say("indicators[4].score", "correct", "9", seen=seen).answers
    assert answer.outcome == "conflict"


def test_who_edits_second_is_told_and_nothing_is_done_twice(document: Any) -> None:
    seen, edit = document.session.structure_etag, Edit("remove_row", row_of(document, "indicators[1].level3"))
    identity = str(uuid4())
    assert do(document, edit, identity=identity).outcome == "kept"
    count = len(indicators(document))
    assert do(document, edit, identity=identity).outcome == "repeated"
    assert do(document, edit, seen=seen).outcome == "conflict"
    assert len(indicators(document)) == count


def test_another_process_sees_the_same(document: Any) -> None:
    document.say("indicators[4].score", "correct", "4.44")
    do(document, Edit("remove_row", row_of(document, "indicators[1].level3")))
    document.say("indicators[0].score", "blank")
    other = document.another_desk().opened(document.id)
    assert other.result == document.session.result
    assert list(other.fields()) == list(document.session.fields())


def test_a_reprocess_does_the_edit_again_and_carries_what_was_decided_after_it(document: Any) -> None:
    do(document, Edit("remove_row", row_of(document, "indicators[1].level3")))
    document.say("indicators[3].score", "correct", "3.33")
    was = indicators(document)
    document.publish()
    assert document.session.revision == 2
    assert indicators(document) == was
    assert [outcome for outcome, _ in document.fates().values()] == ["carried", "carried"]


def test_what_does_not_fit_is_refused_and_nothing_is_kept(document: Any) -> None:
    number = document.session.number
    with pytest.raises(EditRefused):
        do(document, Edit("remove_row", 10_000))
    with pytest.raises(EditRefused, match="nothing was done"):
        do(document, None)
    assert document.session.number == number


def test_what_is_written_in_a_cell_stands_over_what_was_decided_there_before(document: Any) -> None:
    path = "indicators[2].level3"
    document.say(path, "correct", "早先的更正")
    document.say("indicators[4].score", "correct", "4.44")
    row, col = place_of(document, path)
    made = do(document, Edit("text", row, col, text="后来写的"))
    assert [one.text for one in made.lost] == ["早先的更正"]
    assert document.value(path) == "后来写的"
    assert document.value("indicators[4].score") == "4.44"
    do(document, Edit("remove_row", row_of(document, "indicators[0].level3")))
    assert document.value("indicators[1].level3") == "后来写的"
    assert document.another_desk().opened(document.id).result == document.session.result
    do(document, None)
    do(document, None)
    assert document.value(path) == "早先的更正"


def test_a_reprocess_does_not_bring_back_what_was_written_over(document: Any) -> None:
    path = "indicators[2].level3"
    document.say(path, "correct", "早先的更正")
    row, col = place_of(document, path)
    do(document, Edit("text", row, col, text="后来写的"))
    for _ in range(2):
        document.publish()
        assert document.value(path) == "后来写的"
