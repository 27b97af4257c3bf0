"""Heads of columns put right: the columns are called by them at once, and what was decided stays in its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.review.asked import Asked
from api.review.deciding import decide
from api.review.editing import AskedEdit, edit_table
from extractor.editing import edited
from extractor.material import Material
from extractor.pipeline import Extraction, extract
from extractor.restructuring import restructured
from extractor.reviewing import untouched
from extractor.tools import Tools
from models.review import Edit

RIGHT, MISREAD = "本年收入合计", "朩犇峸"
HEAD = "columns[0].key"
CELL = "lines[1].values.{}"
NOISE = {0: MISREAD, 3: "亊丷", 4: "绎莒", 5: "阝付禺", 6: "亓它"}
"""Heads that were misread beyond recognition, by their column. With more than half of them the order tells nothing."""


def with_heads(made: Extraction, tools: Tools, heads: Mapping[int, str]) -> Extraction:
    """The document as it would be had heads been read so, by their column."""
    start, structure = made.material.understandable, made.material.structure
    places = {leaf.path: leaf.place for leaf in start.interpretation.forms[0].leaves}
    grid = structure.grids[0]
    for column, text in heads.items():
        place = places[f"columns[{column}].key"]
        grid = edited(grid, Edit("text", place.row, place.col, text=text))  # type: ignore[union-attr, arg-type]
    structure = replace(structure, grids=(grid, *structure.grids[1:]))
    understandable, _ = restructured(start, structure, [], tools)
    result = made.result.model_copy(update={"records": untouched(understandable, tools).records})
    return replace(made, result=result, material=Material(understandable, structure))


@pytest.fixture(scope="module")
def read_right(tools: Tools, samples: Path) -> Extraction:
    path = samples / "income-by-code.born.pdf"
    return extract(path.read_bytes(), path.name, tools)


@pytest.fixture(scope="module")
def misread(read_right: Extraction, tools: Tools) -> Extraction:
    return with_heads(read_right, tools, NOISE)


@pytest.fixture
def table(published: Any, misread: Extraction) -> Any:
    return published(misread)


def values(table: Any, column: str) -> list[Any]:
    return [line["values"][column] for line in table.session.result.records[0].data["lines"]]


def test_the_column_is_called_by_the_head_that_was_put_right(table: Any) -> None:
    was = values(table, MISREAD)
    made = table.say(HEAD, "correct", RIGHT)
    fields = {field.path: field for field in table.session.result.records[0].fields}
    assert values(table, RIGHT) == was
    assert made.names[0, CELL.format(MISREAD)] == (0, CELL.format(RIGHT))
    assert fields[CELL.format(RIGHT)].label.canonical == f"一般公共服务支出/{RIGHT}"
    head = fields[HEAD]
    assert (head.status, head.text, head.label.canonical, head.repaired_from) == ("corrected", RIGHT, RIGHT, MISREAD)


def test_with_it_all_columns_may_be_known_and_their_sums_hold(
    published: Any, read_right: Extraction, tools: Tools
) -> None:
    three = {column: text for column, text in NOISE.items() if column != 6}
    table = published(with_heads(read_right, tools, three))
    made = table.say(HEAD, "correct", RIGHT)
    (record,), (right,) = table.session.result.records, read_right.result.records
    assert record.data == right.data
    assert [check.status for check in record.checks] == [check.status for check in right.checks]
    assert {field.path for _, field in made.reach.fields} >= {CELL.format(RIGHT), CELL.format("经营收入")}


def test_what_was_decided_of_the_column_stays_in_its_cells(table: Any) -> None:
    table.say(CELL.format(MISREAD), "correct", "1.23")
    table.say("lines[2].values.财政拨款收入", "correct", "4.56")
    table.say(HEAD, "correct", RIGHT)
    assert table.value(CELL.format(RIGHT)) == "1.23"
    assert table.status(CELL.format(RIGHT)) == "corrected"
    assert table.value("lines[2].values.财政拨款收入") == "4.56"
    table.say(CELL.format(RIGHT), "revert")
    assert table.status(CELL.format(RIGHT)) != "corrected"


def test_taking_it_back_gives_the_old_names_with_what_was_decided_since(table: Any) -> None:
    sound = table.session.result
    table.say(HEAD, "correct", RIGHT)
    table.say(CELL.format(RIGHT), "correct", "1.23")
    table.say(HEAD, "revert")
    assert table.value(CELL.format(MISREAD)) == "1.23"
    table.say(CELL.format(MISREAD), "revert")
    assert table.session.result == sound


def test_who_has_not_heard_of_the_new_name_still_means_the_same_cell(table: Any) -> None:
    seen = table.session.etag((0, CELL.format(MISREAD)))
    table.say(HEAD, "correct", RIGHT)
    (answer,) = table.say(CELL.format(MISREAD), "correct", "1.23", seen=seen).answers
    assert answer.outcome == "kept"
    assert table.value(CELL.format(RIGHT)) == "1.23"
    (answer,) = table.say(CELL.format(MISREAD), "correct", "9.99", seen=seen).answers
    assert answer.outcome == "conflict"
    assert table.value(CELL.format(RIGHT)) == "1.23"


def test_what_comes_in_one_call_with_the_head_is_on_the_same_cells(table: Any) -> None:
    said = [("correct", HEAD, RIGHT), ("correct", CELL.format(MISREAD), "1.23"), ("accept", "columns[1].key", "")]
    asked = [
        Asked(str(uuid4()), 0, path, action, text, table.session.etag((0, path)), None)  # type: ignore[arg-type]
        for action, path, text in said
    ]
    made = decide(table.desk, table.id, asked, "anna")
    assert [one.outcome for one in made.answers] == ["kept"] * 3
    assert table.value(CELL.format(RIGHT)) == "1.23"
    assert [one.outcome for one in decide(table.desk, table.id, asked, "anna").answers] == ["repeated"] * 3


def test_fields_of_other_columns_may_be_decided_on_as_they_were_seen(table: Any) -> None:
    seen = table.session.etag((0, "lines[1].values.财政拨款收入"))
    table.say(HEAD, "correct", RIGHT)
    (answer,) = table.say("lines[1].values.财政拨款收入", "accept", seen=seen).answers
    assert answer.outcome == "kept"


def test_another_process_sees_the_same(table: Any) -> None:
    other = table.another_desk()
    other.opened(table.id)
    table.say(CELL.format(MISREAD), "correct", "1.23")
    table.say(HEAD, "correct", RIGHT)
    table.say(CELL.format(RIGHT), "accept", by="ben")
    for desk in (other, table.another_desk()):
        assert desk.opened(table.id).result == table.session.result
        assert list(desk.opened(table.id).fields()) == list(table.session.fields())


def test_who_accepts_a_head_leaves_what_was_said_before_him(table: Any) -> None:
    table.say(HEAD, "correct", RIGHT)
    table.say(HEAD, "accept", by="ben")
    assert values(table, RIGHT)


def test_a_reprocess_keeps_the_name_and_what_was_decided_under_it(table: Any) -> None:
    table.say(HEAD, "correct", RIGHT)
    table.say(CELL.format(RIGHT), "correct", "1.23")
    was = table.session.result.records
    table.publish()
    assert table.session.revision == 2
    assert table.session.result.records == was
    assert {outcome for outcome, _ in table.fates().values()} == {"carried"}


def test_an_edit_of_the_table_and_a_head_leave_each_other_alone(table: Any) -> None:
    table.say(HEAD, "correct", RIGHT)
    table.say(CELL.format(RIGHT), "correct", "1.23")
    lines = len(values(table, RIGHT))
    row = next(field.source.row for field in table.session.result.records[0].fields if field.path == "lines[3].name")
    for edit in (Edit("remove_row", row or 0), None):
        asked = AskedEdit(str(uuid4()), "t1", edit, table.session.structure_etag, None)
        assert edit_table(table.desk, table.id, asked, "anna").outcome == "kept"
        assert len(values(table, RIGHT)) == lines - (edit is not None)
        assert table.value(CELL.format(RIGHT)) == "1.23"
        assert table.another_desk().opened(table.id).result == table.session.result


def test_a_head_written_anew_in_the_grid_leaves_what_was_decided_in_its_cells(table: Any) -> None:
    table.say(CELL.format(MISREAD), "correct", "1.23")
    head = next(field for field in table.session.result.records[0].fields if field.path == HEAD)
    edit = Edit("text", head.source.row, head.source.col, text=RIGHT)
    made = edit_table(
        table.desk, table.id, AskedEdit(str(uuid4()), "t1", edit, table.session.structure_etag, None), "ben"
    )
    assert made.lost == ()
    assert table.value(CELL.format(RIGHT)) == "1.23"
