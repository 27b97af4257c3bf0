from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from api.jobs.reaping import Roll
from api.storage.database import looking, writing
from api.storage.machines import beat, beats, forget
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
    options = ["--slots", "1", "--database", fresh(), "--jobs", fresh(), "--files", str(tmp_path / "files")]
    first = serving(tmp_path / "first", *options)
    sent = {"file": ("scan.pdf", (samples / "photo.worst.pdf").read_bytes())}
    document = first.client.post("/v1/documents", files=sent).json()["document"]["id"]
    while state(first, document) == "queued":
        time.sleep(0.05)
    first.kill()
    second = serving(tmp_path / "second", *options)
    assert state(second, document) == "running"
    try:
        assert second.ended(document, 240)["state"] == "done"
    finally:
        second.kill()


def state(server: Any, document: str) -> object:
    return server.client.get(f"/v1/documents/{document}").json()["document"]["state"]
