from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.jobs.reaping import Roll
from api.service import ServiceSettings, open_service
from api.storage.database import looking, writing
from api.storage.documents import find
from api.storage.machines import beat, beats, forget
from api.workers import WorkerSettings
from tests.services import Served


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_machine_is_gone_when_it_has_said_nothing_for_long() -> None:
    clock = Clock()
    roll = Roll("own", 30, clock)
    assert roll.called({"own": 1, "other": 7}) == ({"own", "other"}, frozenset())
    clock.now_s = 29
    assert roll.called({"own": 1, "other": 7}) == ({"own", "other"}, frozenset())
    clock.now_s = 31
    assert roll.called({"own": 1, "other": 7}) == ({"own"}, {"other"})
    assert roll.called({"own": 1, "other": 8}) == ({"own", "other"}, frozenset())


def test_signs_of_life_are_counted_for_each_machine(database: Engine) -> None:
    with writing(database) as connection:
        for machine in ("a", "b", "a"):
            beat(connection, machine)
    with looking(database) as connection:
        assert beats(connection) == {"a": 2, "b": 1}
    with writing(database) as connection:
        forget(connection, ["a"])
    with looking(database) as connection:
        assert beats(connection) == {"b": 1}


def test_the_work_of_a_lost_machine_is_taken_over(
    serving: Callable[..., Served], samples: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fresh = request.getfixturevalue("postgresql")
    database, jobs, files = fresh(), fresh(), str(tmp_path / "files")
    first = serving(tmp_path / "first", "--slots", "1", "--database", database, "--jobs", jobs, "--files", files)
    sent = {"file": ("form.pdf", (samples / "one-page.born.pdf").read_bytes())}
    document = first.client.post("/v1/documents", files=sent).json()["document"]["id"]
    while first.client.get(f"/v1/documents/{document}").json()["document"]["state"] == "queued":
        time.sleep(0.05)
    first.kill()
    settings = ServiceSettings(
        tmp_path / "second", database, jobs, files, slots=1, gone_after_s=1, workers=WorkerSettings(rehearses=False)
    )
    with open_service(settings) as second:
        assert state(second.database, document) == "running"
        end = time.monotonic() + 240
        while state(second.database, document) == "running" and time.monotonic() < end:
            time.sleep(0.2)
        assert state(second.database, document) == "done"


def state(database: Engine, document: str) -> str:
    with looking(database) as connection:
        found = find(connection, document)
    assert found is not None
    return found.run.state
