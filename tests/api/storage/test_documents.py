from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from api.storage.database import looking, writing
from api.storage.documents import accept, change, find, newest, now, read_again, remove, run_of
from api.storage.handing import waiting_runs

ONE, TWO = "1" * 64, "2" * 64


def test_the_same_bytes_sent_by_many_at_once_are_one_document_with_one_run(database: Engine) -> None:
    def send(_: int) -> bool:
        with writing(database) as connection:
            return accept(connection, ONE, "表.pdf", 10)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(24))) == 1
    with looking(database) as connection:
        assert [run.number for run in waiting_runs(connection, urgent=True, limit=9)] == [1]


def test_a_document_is_read_again_only_when_its_run_has_ended(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        assert read_again(connection, ONE).number == 1
        assert change(connection, run_of(connection, ONE, 1), state="done", ended_at=now())
        assert read_again(connection, ONE).number == 2
        document = find(connection, ONE)
    assert document is not None
    assert (document.run.number, document.run.state) == (2, "queued")


def test_an_ended_run_never_changes(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        run = run_of(connection, ONE, 1)
        assert change(connection, run, state="cancelled", ended_at=now())
        assert not change(connection, run, state="done")
        assert run_of(connection, ONE, 1).state == "cancelled"


def test_an_unknown_document_cannot_be_read_again(database: Engine) -> None:
    with writing(database) as connection, pytest.raises(KeyError):
        read_again(connection, ONE)


def test_the_listing_goes_on_where_it_stopped(database: Engine) -> None:
    names = [f"{i:064x}" for i in range(7)]
    with writing(database) as connection:
        for name in names:
            accept(connection, name, "表.pdf", 10)
    seen: list[str] = []
    before = None
    with looking(database) as connection:
        while page := newest(connection, 3, before):
            seen += [document.id for document in page]
            before = (page[-1].created_at, page[-1].id)
    assert seen == names[::-1]


def test_uploads_go_before_batches(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "batch.pdf", 10, priority=10)
        accept(connection, TWO, "upload.pdf", 10, priority=1)
        assert [run.document for run in waiting_runs(connection, urgent=True, limit=9)] == [TWO]
        assert [run.document for run in waiting_runs(connection, urgent=False, limit=9)] == [ONE]


def test_what_was_removed_is_gone_with_its_runs(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        assert remove(connection, ONE)
        assert not remove(connection, ONE)
        assert find(connection, ONE) is None
        assert waiting_runs(connection, urgent=True, limit=9) == []


def test_times_keep_their_zone(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        document = find(connection, ONE)
    assert document is not None
    assert document.created_at.utcoffset() is not None
    assert document.run.created_at.utcoffset() is not None


def test_many_who_ask_at_once_for_a_reprocess_get_one_run(database: Engine) -> None:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
        change(connection, run_of(connection, ONE, 1), state="done", ended_at=now())

    def ask(_: int) -> int:
        with writing(database) as connection:
            return read_again(connection, ONE).number

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(24))) == {2}
