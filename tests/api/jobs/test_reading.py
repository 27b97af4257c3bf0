from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.catalogues import Catalogues
from api.jobs import ReadingJob
from api.meters import Meters
from api.review import Desk
from api.storage import Blobs, Document
from api.storage.database import looking, writing
from api.storage.documents import accept, find
from api.workers import Done, Failed, Order, Outcome, Pages, Reader, ReaderPool, WorkerSettings
from extractor.settings import Settings

ONE = "1" * 64


class Told(Reader):
    """A reader without a process, which does as it is told, order by order."""

    def __init__(self, *does: Callable[[], Outcome]) -> None:
        super().__init__(WorkerSettings())
        self.does: Iterator[Callable[[], Outcome]] = iter(does)

    def read(self, order: object, heard: Callable[[Pages], bool]) -> Outcome:
        assert isinstance(order, Order)
        heard(Pages(done=0, count=1))
        return next(self.does)()


def broken() -> Outcome:
    raise LookupError("what nobody thought of")


def away() -> Outcome:
    raise ConnectionResetError("the store is away")


def unreadable() -> Outcome:
    return Failed(code="damaged_input", message="表.pdf: damaged")


@pytest.fixture
def job(database: Engine, blobs: Blobs, tmp_path: Path) -> Callable[[Reader], ReadingJob]:
    with writing(database) as connection:
        accept(connection, ONE, "表.pdf", 10)
    catalogues = Catalogues(database, tmp_path / "catalogues", Settings())
    desk = Desk(database, blobs, catalogues)
    return lambda reader: ReadingJob(
        desk, database, blobs, ReaderPool([reader]), catalogues, Meters(), tmp_path / "sheets", "one way"
    )


def held(database: Engine) -> Document:
    with looking(database) as connection:
        document = find(connection, ONE)
    assert document is not None
    return document


def test_what_nobody_thought_of_is_the_run_s_stated_failure(
    job: Callable[[Reader], ReadingJob], database: Engine
) -> None:
    job(Told(broken))(ONE, 1, 0)
    run = held(database).run
    assert (run.state, run.error_code) == ("failed", "internal_error")
    assert "what nobody thought of" in str(run.error)


def test_a_store_that_is_away_fails_nobody(job: Callable[[Reader], ReadingJob], database: Engine) -> None:
    reading = job(Told(away, unreadable))
    with pytest.raises(ConnectionResetError):
        reading(ONE, 1, 0)
    assert held(database).run.state == "running"
    reading(ONE, 1, 0)
    assert held(database).run.error_code == "damaged_input"


def test_a_result_that_is_not_there_is_read_again(job: Callable[[Reader], ReadingJob], database: Engine) -> None:
    reading = job(Told(Done, unreadable))
    with pytest.raises(FileNotFoundError):
        reading(ONE, 1, 0)
    reading(ONE, 1, 0)
    assert held(database).run.error_code == "damaged_input"
