"""Hands queued runs to the job engine: uploads at once, batches a few at a time, so that a pause is quick."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from sqlalchemy import Engine

from api.jobs.interface import Jobs
from api.storage import Run
from api.storage.database import looking, writing
from api.storage.documents import UPLOAD
from api.storage.handing import handed_ahead, handed_runs, mark_handed, waiting_runs
from api.storage.packed import batches_to_unpack

_LOOK_S, _IDLE_LOOK_S = 0.4, 1.0
"""Seconds between two looks for what nobody told of, runs of other processes and of those that died: while batches are
read, and while none is."""

_AHEAD = 6
"""Runs of batches that the engine has for each slot beside those that are read: what a slot reads between two looks."""

_AT_ONCE = 500
"""Uploads that are handed over in one go."""


class Feeder:
    """A thread that keeps the engine fed. A run is in the database before it is in the engine, and never forgotten."""

    def __init__(self, database: Engine, jobs: Jobs, slots: int, adopt: Callable[[Run], bool]) -> None:
        """``adopt`` settles a run that needs no reading, and says whether it did."""
        self._database, self._jobs, self._ahead, self._adopt = database, jobs, _AHEAD * slots, adopt
        self._news, self._over = threading.Event(), False
        self._thread = threading.Thread(target=self._feed, name="feeder", daemon=True)
        with looking(database) as connection:
            left = handed_runs(connection)
        for run in left:  # the engine's database may have been lost
            jobs.submit(run)
        self._thread.start()

    def wake(self) -> None:
        """Look at once: something was queued."""
        self._news.set()

    def close(self) -> None:
        self._over = True
        self._news.set()
        self._thread.join()

    def _feed(self) -> None:
        busy = False
        while not self._over:
            self._news.wait(_LOOK_S if busy else _IDLE_LOOK_S)
            self._news.clear()
            try:
                before, busy = busy, self._handed_over()
                if busy != before:
                    self._jobs.expect(batches=busy)
            except Exception as error:  # noqa: BLE001 - a database that is away for a moment must not end this
                structlog.get_logger("scanledger.jobs").error("feeding", error=f"{type(error).__name__}: {error}")

    def _handed_over(self) -> bool:
        """Hand over what there is room for; whether runs of batches are queued at the engine now."""
        with looking(self._database) as connection:
            ahead = handed_ahead(connection)
            urgent = waiting_runs(connection, urgent=True, limit=_AT_ONCE)
            others = waiting_runs(connection, urgent=False, limit=max(0, self._ahead - ahead))
            packed = batches_to_unpack(connection)
        found = [run for run in urgent + others if not self._settled(run)]
        if len(found) < len(urgent) + len(others):
            self.wake()  # there was nothing to wait for
        for batch in packed:
            self._jobs.unpack(batch)
        for run in found:
            self._jobs.submit(run)
        if found:
            with writing(self._database) as connection:
                mark_handed(connection, found)
        return bool(ahead or any(run.priority > UPLOAD for run in found))

    def _settled(self, run: Run) -> bool:
        """Whether the run needed no reading. Where that cannot be told it is read, and the others wait for nothing."""
        try:
            return self._adopt(run)
        except Exception as error:  # noqa: BLE001 - one document must not be in the way of all others
            structlog.get_logger("scanledger.jobs").error("adopting", error=f"{type(error).__name__}: {error}")
            return False
