from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from api.storage.batches import NewBatch, enter
from api.storage.database import looking, writing
from api.storage.documents import accept, remove
from api.storage.doubts import DoubtFilter, Position, Question, alike, ask, columns, counts, questions
from api.storage.packed import enter_file
from extractor.triage import triage

ONE, TWO = "1" * 64, "2" * 64
ALL = DoubtFilter()


def _paths(found: list[Question]) -> list[tuple[str, str]]:
    return [(question.document[0], question.doubt.path) for question in found]


@pytest.fixture
def kept(database: Engine, doubtful: Any) -> Engine:
    """Two documents, with three questions and one."""
    with writing(database) as connection:
        for document in (ONE, TWO):
            accept(connection, document, f"{document[0]}.pdf", 10)
        ask(connection, ONE, 1, triage(doubtful({"a": 0.9, "b": 0.2, "c": 0.99, "sure": None})), {})
        ask(connection, TWO, 1, triage(doubtful({"d": 0.5}, unit="教育局", form="narrative")), {})
    return database


def test_what_an_answer_is_worth_decides_over_all_documents(kept: Engine) -> None:
    with looking(kept) as connection:
        assert _paths(questions(connection, ALL, 10)) == [("1", "b"), ("2", "d"), ("1", "a"), ("1", "c")]


def test_the_queue_goes_on_where_it_was_left(kept: Engine) -> None:
    with looking(kept) as connection:
        first = questions(connection, ALL, 3)
        rest = questions(connection, ALL, 10, Position.of(first[-1]))
    assert _paths(first + rest) == [("1", "b"), ("2", "d"), ("1", "a"), ("1", "c")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DoubtFilter(document=ONE), "bac"),
        (DoubtFilter(unit="教育局"), "d"),
        (DoubtFilter(form="narrative"), "d"),
        (DoubtFilter(reason="one character was hard to read"), "bdac"),
        (DoubtFilter(reason="a seal lies over it"), ""),
        (DoubtFilter(role="c"), "c"),
        (DoubtFilter(reading="10", unit="教育局"), "d"),
        (DoubtFilter(risk=0.4), "bd"),
        (DoubtFilter(risk=0.4, document=ONE), "b"),
    ],
)
def test_only_what_is_wanted_is_asked(kept: Engine, wanted: DoubtFilter, found: str) -> None:
    with looking(kept) as connection:
        assert "".join(question.doubt.path for question in questions(connection, wanted, 10)) == found


def test_a_later_result_replaces_the_questions_of_its_document_alone(kept: Engine, doubtful: Any) -> None:
    with writing(kept) as connection:
        ask(connection, ONE, 2, triage(doubtful({"a": 0.1, "new": 0.8, "b": None, "c": None})), {(0, "a"): 3})
        found = questions(connection, ALL, 10)
    assert _paths(found) == [("1", "a"), ("2", "d"), ("1", "new")]
    assert [(one.revision, one.version) for one in found] == [(2, 3), (1, 0), (2, 0)]


def test_questions_are_counted_by_what_can_be_filtered(kept: Engine) -> None:
    with looking(kept) as connection:
        assert counts(connection, "form", ALL, 10) == [("project_self_evaluation", 3), ("narrative", 1)]
        assert dict(counts(connection, "unit", DoubtFilter(risk=0.4), 10)) == {None: 1, "教育局": 1}
        assert len(counts(connection, "document", ALL, 1)) == 1


def test_what_is_read_alike_and_what_is_one_column_is_counted_where_it_is_not_alone(
    database: Engine, doubtful: Any
) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        ask(connection, ONE, 1, triage(doubtful({"rows[0].a": 0.9, "rows[1].a": 0.8, "b": 0.7})), {})
        assert alike(connection, ALL, 9) == [("rows.a", "10", 2)]
        assert columns(connection, ALL, 9) == [(ONE, "表.pdf", "rows.a", 2)]
        assert alike(connection, DoubtFilter(risk=0.15), 9) == []


def test_a_batchs_documents_can_be_asked_about_alone(kept: Engine) -> None:
    with writing(kept) as connection:
        item = enter_file(connection, TWO, "2.pdf", 10)
        enter(connection, NewBatch("b" * 32, "2023", "files", "someone"), [item])
        assert _paths(questions(connection, DoubtFilter(batch="b" * 32), 10)) == [("2", "d")]
        assert counts(connection, "form", DoubtFilter(batch="b" * 32), 10) == [("narrative", 1)]
        assert questions(connection, DoubtFilter(batch="c" * 32), 10) == []


def test_a_removed_document_is_asked_about_no_more(kept: Engine) -> None:
    with writing(kept) as connection:
        assert remove(connection, ONE)
        assert _paths(questions(connection, ALL, 10)) == [("2", "d")]


def test_the_queue_is_walked_along_an_index(kept: Engine) -> None:
    """Whatever is kept, the first questions are found without looking at all of them."""
    if kept.dialect.name != "sqlite":
        pytest.skip("a planner that counts rows takes none for four of them")
    plan = _plans(kept, "SELECT * FROM doubts ORDER BY rank, document, place LIMIT 20")
    assert "USING INDEX ix_doubts_rank" in plan
    assert "TEMP B-TREE" not in plan
    plan = _plans(kept, "SELECT * FROM doubts WHERE reason = 'x' ORDER BY rank, document, place LIMIT 20")
    assert "USING INDEX ix_doubts_reason" in plan
    assert "TEMP B-TREE" not in plan


def _plans(database: Engine, statement: str) -> str:
    def plan(connection: Connection) -> str:
        return "\n".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}"))

    with looking(database) as connection:
        return plan(connection)


def test_cells_with_the_same_words_are_read_alike_wherever_their_lines_break(database: Engine, doubtful: Any) -> None:
    asked = triage(doubtful({"lines[0].name": 0.5, "lines[1].name": 0.5, "lines[2].name": 0.5}))
    broken = [
        doubt.model_copy(update={"text": text})
        for doubt, text in zip(asked, ("行政\n运行", "行 政运行", "行政"), strict=True)
    ]
    with writing(database) as connection:
        accept(connection, ONE, "1.pdf", 10)
        ask(connection, ONE, 1, broken, {})
        assert alike(connection, ALL, 10) == [("lines.name", "行政运行", 2)]
