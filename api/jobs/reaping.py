"""Takes over the work of machines that are gone: switched off, cut off, or lost with all that was on them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy import Engine

from api.jobs.interface import Jobs
from api.storage.database import looking, writing
from api.storage.machines import beat, beats, forget

BEAT_S = 5.0
"""Seconds between two signs of life. Each is a row written."""

GONE_AFTER_S = 30.0
"""Seconds without a sign of life after which a machine's work is another's. Too soon is no harm but double work: a
document that two machines read is published once."""


class Roll:
    """Which machines are there. Only this machine's own clock is asked: those of others may go wrong."""

    def __init__(self, own: str, gone_after_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._own, self._gone_after_s, self._clock = own, gone_after_s, clock
        self._heard: dict[str, tuple[int, float]] = {}

    def called(self, counts: dict[str, int]) -> tuple[frozenset[str], frozenset[str]]:
        """Who is there, and who is gone, by how often each has said that it is there."""
        now_s = self._clock()
        for name, count in counts.items():
            if self._heard.get(name, (None, 0.0))[0] != count:
                self._heard[name] = (count, now_s)
        gone = {name for name in counts if now_s - self._heard[name][1] > self._gone_after_s} - {self._own}
        return frozenset(counts) - gone | {self._own}, frozenset(gone)


class Reaper:
    """A thread that says that this machine is there, and looks after the work of those that do not."""

    def __init__(self, database: Engine, jobs: Jobs, machine: str, gone_after_s: float) -> None:
        self._database, self._jobs, self._machine, self._gone_after_s = database, jobs, machine, gone_after_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="reaper", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        roll = Roll(self._machine, self._gone_after_s)
        while not self._over.wait(BEAT_S):
            try:
                self._look(roll)
            except Exception as error:  # noqa: BLE001 - a database that is away for a moment must not end this
                structlog.get_logger("scanledger.jobs").error("reaping", error=f"{type(error).__name__}: {error}")

    def _look(self, roll: Roll) -> None:
        with writing(self._database) as connection:
            beat(connection, self._machine)
        with looking(self._database) as connection:
            there, gone = roll.called(dict(beats(connection)))
        taken = self._jobs.take_over(there)
        if taken:
            structlog.get_logger("scanledger.jobs").warning("taken over", runs=taken, machines=sorted(gone))
        if gone:
            with writing(self._database) as connection:
                forget(connection, gone)
