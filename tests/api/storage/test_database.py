from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, text

from api.storage import open_database
from api.storage.database import looking, writing
from api.storage.documents import accept
from api.storage.tables import documents
from models.errors import StorageError


def test_the_migrations_make_the_tables_that_the_code_knows(database: Engine) -> None:
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), documents.metadata) == []


def test_sqlite_is_safe_against_a_power_cut(database: Engine) -> None:
    if database.dialect.name != "sqlite":
        pytest.skip("PostgreSQL is so by itself")
    with looking(database) as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_failed_block_leaves_no_trace(database: Engine) -> None:
    def breaks() -> None:
        with writing(database) as connection:
            accept(connection, "1" * 64, "表.pdf", 10)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    with looking(database) as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 0


def test_a_reader_does_not_wait_for_a_writer(database: Engine) -> None:
    with writing(database) as writer:
        accept(writer, "1" * 64, "表.pdf", 10)
        with looking(database) as reader:
            assert reader.execute(text("SELECT count(*) FROM documents")).scalar() == 0


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.sqlite'}"
    first = open_database(url)
    with writing(first) as connection:
        accept(connection, "1" * 64, "表.pdf", 10)
    first.dispose()
    second = open_database(url)
    with looking(second) as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 1
    second.dispose()


def test_a_database_that_cannot_be_had_is_named_without_its_password() -> None:
    with pytest.raises(StorageError, match=r"someone:\*\*\*@127.0.0.1:1/") as caught:
        open_database("postgresql+psycopg://someone:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_writers_of_one_process_take_turns(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'busy.sqlite'}")
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=0"), insert=True)

    def write(writer: int) -> None:
        for number in range(10):
            with writing(engine) as connection:
                accept(connection, f"{writer:032}{number:032}", "表.pdf", 10)
                time.sleep(0.001)

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))  # SQLite would refuse those that have to wait
    with looking(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 80
    engine.dispose()
