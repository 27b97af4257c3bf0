from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from api.storage import Batch
from api.storage.batches import (
    NewBatch,
    NewItem,
    batch_events_after,
    cancel,
    counts_of,
    enter,
    find_batch,
    items_of,
    newest_batches,
    pause,
    resume,
)
from api.storage.database import looking, writing
from api.storage.documents import BATCH, UPLOAD, accept, change, find, now, remove, run_of
from api.storage.handing import handed_ahead, handed_runs, hurry, mark_handed, waiting_runs
from api.storage.packed import (
    Unpacked,
    archive_wanted,
    batches_to_unpack,
    enter_file,
    enter_unpacked,
    mark_unpacked,
    packed_items,
)
from api.storage.rereading import Filter, read_all_again, retry_failed

DOCUMENTS = [f"{number:064x}" for number in range(1, 6)]
ONE, TWO, THREE, *_ = DOCUMENTS


def batch_of(connection: Connection, name: str, documents: Sequence[str]) -> Batch:
    items = [enter_file(connection, document, f"{document[-1]}.pdf", 10) for document in documents]
    enter(connection, NewBatch(name * 32, "all of 2023", "files", "someone"), items)
    return found(connection, name)


def found(connection: Connection, name: str) -> Batch:
    batch = find_batch(connection, name * 32)
    assert batch is not None
    return batch


def waiting(connection: Connection) -> list[str]:
    return [run.document for run in waiting_runs(connection, urgent=False, limit=99)]


def end(connection: Connection, document: str, state: str, **values: Any) -> None:
    current = find(connection, document)
    assert current is not None
    assert change(connection, current.run, state=state, ended_at=now(), **values)


def test_a_batch_counts_its_items_down_and_is_done_with_the_last(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", [ONE, TWO])
        assert (batch.state, batch.items, batch.left) == ("running", 2, 2)
        end(connection, ONE, "done")
        assert (found(connection, "a").left, found(connection, "a").state) == (1, "running")
        end(connection, TWO, "failed", error_code="damaged_input", error="2.pdf: broken")
        batch = found(connection, "a")
        assert (batch.left, batch.state) == (0, "done")
        assert batch.ended_at is not None
        assert counts_of(connection, batch.id) == {"done": 1, "failed": 1}
        failed = items_of(connection, batch.id, 0, 9, ("failed",))
        assert [(item.number, item.name, item.error_code, item.error) for item in failed] == [
            (2, "2.pdf", "damaged_input", "2.pdf: broken")
        ]
        kinds = [(event.kind, event.data.get("number")) for event in batch_events_after(connection, batch.id, 0)]
        assert kinds == [("created", None), ("item", 1), ("item", 2), ("done", None)]


def test_what_was_read_before_is_not_read_again(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "uploaded.pdf", 10)
        end(connection, ONE, "done")
        batch = batch_of(connection, "a", [ONE])
        assert (batch.state, batch.left) == ("done", 0)
        assert waiting(connection) == []
        assert [item.state for item in items_of(connection, batch.id, 0, 9)] == ["done"]


def test_what_was_cancelled_is_read_by_the_batch_after_all(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "uploaded.pdf", 10)
        end(connection, ONE, "cancelled")
        assert batch_of(connection, "a", [ONE]).left == 1
        assert waiting(connection) == [ONE]


def test_a_paused_batch_gives_nothing_to_the_engine_and_takes_back_what_nobody_reads(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", [ONE, TWO, THREE])
        change(connection, run_of(connection, ONE, 1), state="running")
        handed = run_of(connection, TWO, 1)
        mark_handed(connection, [run_of(connection, ONE, 1), handed])
        assert (handed_ahead(connection), waiting(connection)) == (1, [THREE])
        pause(connection, batch)
        assert (handed_ahead(connection), waiting(connection)) == (0, [])
        assert run_of(connection, TWO, 1).turn == handed.turn + 1
        assert [run.document for run in handed_runs(connection)] == [ONE]
        mark_handed(connection, [handed])  # by one who saw it before the pause
        resume(connection, found(connection, "a"))
        assert waiting(connection) == [TWO, THREE]
        assert found(connection, "a").state == "running"


def test_a_pause_leaves_alone_what_another_batch_or_a_person_wants(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", [ONE, TWO, THREE])
        batch_of(connection, "b", [TWO])
        hurry(connection, THREE)
        pause(connection, batch)
        assert waiting(connection) == [TWO]
        assert [run.document for run in waiting_runs(connection, urgent=True, limit=9)] == [THREE]


def test_a_batch_wants_what_a_paused_one_holds(database: Engine) -> None:
    with writing(database) as connection:
        pause(connection, batch_of(connection, "a", [ONE, TWO]))
        batch_of(connection, "b", [TWO])
        assert waiting(connection) == [TWO]


def test_somebody_who_waits_takes_a_document_out_of_the_batch_s_line(database: Engine) -> None:
    with writing(database) as connection:
        batch_of(connection, "a", [ONE, TWO])
        mark_handed(connection, [run_of(connection, TWO, 1)])
        hurry(connection, TWO)
        (run,) = waiting_runs(connection, urgent=True, limit=9)
        assert (run.document, run.priority, run.turn) == (TWO, UPLOAD, 1)
        hurry(connection, TWO)  # twice is once
        assert run_of(connection, TWO, 1).turn == 1
        end(connection, TWO, "done")
        assert found(connection, "a").left == 1  # and the batch has it all the same


def test_a_cancelled_batch_stops_what_only_it_wants(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", DOCUMENTS)
        end(connection, ONE, "done")
        change(connection, run_of(connection, TWO, 1), state="running")
        hurry(connection, THREE)
        batch_of(connection, "b", [DOCUMENTS[3]])
        cancel(connection, batch)
        batch = found(connection, "a")
        assert (batch.state, batch.left) == ("cancelled", 0)
        states = [item.state for item in items_of(connection, batch.id, 0, 9)]
        assert states == ["done", "cancelled", "queued", "queued", "cancelled"]
        end(connection, THREE, "done")
        end(connection, DOCUMENTS[3], "done")
        assert (found(connection, "a").state, found(connection, "a").left) == ("cancelled", 0)
        assert found(connection, "b").state == "done"


def test_the_failed_ones_are_tried_again(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", [ONE, TWO])
        end(connection, ONE, "failed", error_code="took_too_long", error="1.pdf: slow")
        end(connection, TWO, "done")
        assert retry_failed(connection, found(connection, "a")) == 1
        batch = found(connection, "a")
        assert (batch.state, batch.left, batch.ended_at) == ("running", 1, None)
        assert waiting(connection) == [ONE]
        assert [(item.run, item.state) for item in items_of(connection, batch.id, 0, 9)] == [(2, "queued"), (1, "done")]
        end(connection, ONE, "done")
        assert found(connection, "a").state == "done"
        assert retry_failed(connection, found(connection, "a")) == 0
        assert found(connection, "a").state == "done"


def test_a_document_that_is_deleted_does_not_keep_its_batch_waiting(database: Engine) -> None:
    with writing(database) as connection:
        batch = batch_of(connection, "a", [ONE])
        assert remove(connection, ONE)
        assert found(connection, "a").state == "done"
        assert [item.state for item in items_of(connection, batch.id, 0, 9)] == ["deleted"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), [ONE, TWO, THREE]),
        (Filter(states=("failed",)), [TWO]),
        (Filter(filename="决算"), [ONE]),
        (Filter(filename="%"), []),
        (Filter(documents=(ONE, THREE)), [ONE, THREE]),
        (Filter(failed_checks=True), [ONE]),
        (Filter(to_review=True), []),
        (Filter(other_catalogue="new"), [ONE]),
        (Filter(other_catalogue="old"), []),
    ],
)
def test_what_is_held_is_chosen_by_a_filter(database: Engine, chosen: Filter, expected: list[str]) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "2023决算.pdf", 10)
        accept(connection, TWO, "b.pdf", 10)
        accept(connection, THREE, "c.pdf", 10)
        _publish(connection, ONE)
        end(connection, ONE, "done")
        end(connection, TWO, "failed")
        items = read_all_again(connection, chosen)
        assert [item.document for item in items] == expected
        enter(connection, NewBatch("a" * 32, "", "filter", "someone"), items)
        ended = {ONE: 2, TWO: 2, THREE: 1}
        assert [item.run for item in items] == [ended[item.document or ""] for item in items]
        assert waiting(connection) == [document for document in expected if document != THREE]
        assert run_of(connection, THREE, 1).priority == UPLOAD


def _publish(connection: Connection, document: str) -> None:
    from sqlalchemy import insert  # noqa: PLC0415 - only here is a revision made by hand

    from api.storage.tables import revisions  # noqa: PLC0415 - as above

    row = {"document": document, "run": 1, "result": "0" * 64, "engine": {"catalogue": "old"}, "created_at": now()}
    connection.execute(insert(revisions).values(**row, records=1, fields=1, to_review=0, failed_checks=1))


def test_items_in_a_zip_become_documents_a_few_at_a_time(database: Engine) -> None:
    archive = "f" * 64
    packed = [NewItem(f"{number}.pdf", archive=archive, member=number) for number in range(3)]
    with writing(database) as connection:
        enter(connection, NewBatch("a" * 32, "", "files", "someone"), packed)
        assert batches_to_unpack(connection) == ["a" * 32]
        items = packed_items(connection, "a" * 32)
        assert [item.member for item in items] == [0, 1, 2]
        assert enter_unpacked(connection, "a" * 32, [Unpacked(items[0], ONE, 10)])
        damaged = Unpacked(items[1], error_code="damaged_input", error="1.pdf: broken")
        assert enter_unpacked(connection, "a" * 32, [damaged])
        assert enter_unpacked(connection, "a" * 32, [damaged])  # a step that runs twice counts once
        assert found(connection, "a").left == 2
        assert archive_wanted(connection, archive)
        pause(connection, found(connection, "a"))
        assert enter_unpacked(connection, "a" * 32, [Unpacked(items[2], TWO, 10)])
        assert not archive_wanted(connection, archive)
        mark_unpacked(connection, "a" * 32)
        assert (batches_to_unpack(connection), waiting(connection)) == ([], [])
        resume(connection, found(connection, "a"))
        assert waiting(connection) == [ONE, TWO]
        assert run_of(connection, ONE, 1).priority == BATCH


def test_a_cancelled_batch_is_not_unpacked_further(database: Engine) -> None:
    with writing(database) as connection:
        packed = [NewItem("1.pdf", archive="f" * 64, member=0)]
        enter(connection, NewBatch("a" * 32, "", "files", "someone"), packed)
        items = packed_items(connection, "a" * 32)
        cancel(connection, found(connection, "a"))
        assert not enter_unpacked(connection, "a" * 32, [Unpacked(items[0], ONE, 10)])
        assert batches_to_unpack(connection) == []
        assert counts_of(connection, "a" * 32) == {"cancelled": 1}
        assert find(connection, ONE) is None


def test_the_listing_goes_on_where_it_stopped(database: Engine) -> None:
    with writing(database) as connection:
        for name in "abcde":
            batch_of(connection, name, [])
    seen: list[str] = []
    before = None
    with looking(database) as connection:
        while page := newest_batches(connection, 2, before):
            seen += [batch.id[0] for batch in page]
            before = (page[-1].created_at, page[-1].id)
        assert newest_batches(connection, 9, None, ("running",)) == []
    assert seen == list("edcba")
