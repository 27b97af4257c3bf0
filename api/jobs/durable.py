"""Jobs on DBOS Transact: durable workflows kept in a database of their own beside ours."""

from __future__ import annotations

from collections.abc import Collection

from dbos import DBOS, DBOSConfig, StepOptions

from api.jobs.interface import Unpack, Work
from api.storage import Run
from api.storage.documents import UPLOAD
from models.errors import StorageError

READ, UNPACK = "read_document", "unpack_batch"
UPLOADS, BATCHES, ARCHIVES = "uploads", "batches", "archives"
"""Queues. Uploads have one of their own, so that a batch cannot stand in their way."""

POLL_S = 0.2
"""Seconds between two looks at the queue. At the engine's own 1 s half of a machine waits; at 0.1 s looking takes 4 %
of a processor by itself."""

_RARE_POLL_S = 1.0
"""For what nobody waits for at a screen, and where nothing is expected: an idle service should be idle."""

VERSION = "2"
"""Of the workflows: raised on purpose when their steps change, since work of another version is not taken up."""

MOST_RECOVERIES = 10_000
"""Restarts that a run outlives. A file that kills its reader is counted by the reading job, so this is no guard."""

_PAUSE_S = 10.0
_TRIES = 8_640
"""Jobs raise only where the database, the disk or the store do: they are tried again, every so many seconds, for a day.
What then has not ended is taken up at the next start."""

_AGAIN: StepOptions = {
    "retries_allowed": True,
    "max_attempts": _TRIES,
    "interval_seconds": _PAUSE_S,
    "backoff_rate": 1.0,
}

_GIVEN_UP = frozenset({"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"})


class DurableJobs:
    """One for a process: the engine keeps its workflows by name in one registry."""

    def __init__(self, url: str, work: Work, unpack: Unpack, slots: int, executor: str) -> None:
        """``url`` of the engine's database; ``executor`` names this machine, the same after a restart.

        ``slots`` is how many runs are worked on at once, of which batches leave one to uploads. Raises StorageError
        where the database cannot be had.
        """
        config: DBOSConfig = {
            "name": "scanledger",
            "system_database_url": url,
            "application_version": VERSION,
            "executor_id": executor,
            "log_level": "WARNING",
            "use_listen_notify": False,
        }
        DBOS(config=config)

        @DBOS.workflow(name=READ, max_recovery_attempts=MOST_RECOVERIES)
        def read_document(document: str, run: int, turn: int) -> None:
            DBOS.run_step({"name": "read", **_AGAIN}, work, document, run, turn)

        @DBOS.workflow(name=UNPACK, max_recovery_attempts=MOST_RECOVERIES)
        def unpack_batch(batch: str) -> None:
            DBOS.run_step({"name": "unpack", **_AGAIN}, unpack, batch)

        try:
            DBOS.launch()
            for queue, at_once, poll_s in (
                (UPLOADS, slots, POLL_S),
                (BATCHES, max(1, slots - 1), _RARE_POLL_S),
                (ARCHIVES, 1, _RARE_POLL_S),
            ):
                DBOS.register_queue(queue, worker_concurrency=at_once, polling_interval_sec=poll_s)
        except Exception as error:
            DBOS.destroy(destroy_registry=True)
            raise StorageError(f"the database of jobs cannot be opened ({error}); check its address") from error

    def submit(self, run: Run) -> None:
        queue = UPLOADS if run.priority <= UPLOAD else BATCHES
        _see_to(READ, queue, f"{run.document}.{run.number}.{run.turn}", run.document, run.number, run.turn)

    def unpack(self, batch: str) -> None:
        _see_to(UNPACK, ARCHIVES, f"unpack.{batch}", batch)

    def expect(self, *, batches: bool) -> None:
        queue = DBOS.retrieve_queue(BATCHES)
        if queue is not None:
            queue.set_polling_interval_sec(POLL_S if batches else _RARE_POLL_S)

    def take_over(self, there: Collection[str]) -> int:
        pending = DBOS.list_workflows(status="PENDING", app_version=VERSION, load_input=False, load_output=False)
        gone = sorted({one.executor_id for one in pending if one.executor_id} - set(there))
        # What the engine's own server for administrators calls: it takes a workflow from a machine once only.
        return len(DBOS._recover_pending_workflows(gone)) if gone else 0  # noqa: SLF001 - as above

    def close(self) -> None:
        DBOS.destroy(destroy_registry=True)


def _see_to(workflow: str, queue: str, identity: str, *arguments: str | int) -> None:
    DBOS.enqueue_workflow_with_options(
        {"workflow_name": workflow, "queue_name": queue, "workflow_id": identity, "app_version": VERSION}, *arguments
    )
    status = DBOS.get_workflow_status(identity)
    if status is not None and status.status in _GIVEN_UP:
        DBOS.resume_workflow(identity)
