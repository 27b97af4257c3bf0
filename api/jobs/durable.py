"""Jobs on DBOS Transact: durable workflows kept in a database of their own beside ours."""

from __future__ import annotations

from collections.abc import Iterable

from dbos import DBOS, DBOSConfig

from api.jobs.interface import Work
from models.errors import StorageError

QUEUE, WORKFLOW = "reading", "read_document"

POLL_S = 0.1
"""Seconds between two looks at the queue. At the engine's own 1 s half of a machine waits; a look is a cheap query."""

VERSION = "1"
"""Of the workflow: raised on purpose when its steps change, since work of another version is not taken up."""

MOST_RECOVERIES = 10_000
"""Restarts that a run outlives. A file that kills its reader is counted by the reading job, so this is no guard."""

_GIVEN_UP = frozenset({"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"})


class DurableJobs:
    """One for a process: the engine keeps its workflows by name in one registry."""

    def __init__(self, url: str, work: Work, slots: int, executor: str) -> None:
        """``url`` of the engine's database; ``executor`` names this machine, the same after a restart.

        ``slots`` is how many runs are worked on at once. Raises StorageError where the database cannot be had.
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

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=MOST_RECOVERIES)
        def read_document(document: str, run: int) -> None:
            DBOS.run_step({"name": "read"}, work, document, run)

        try:
            DBOS.launch()
            DBOS.register_queue(QUEUE, worker_concurrency=slots, polling_interval_sec=POLL_S)
        except Exception as error:
            DBOS.destroy(destroy_registry=True)
            raise StorageError(f"the database of jobs cannot be opened ({error}); check its address") from error

    def submit(self, document: str, run: int, priority: int) -> None:
        identity = f"{document}.{run}"
        DBOS.enqueue_workflow_with_options(
            {
                "workflow_name": WORKFLOW,
                "queue_name": QUEUE,
                "workflow_id": identity,
                "app_version": VERSION,
                "priority": priority,
            },
            document,
            run,
        )
        status = DBOS.get_workflow_status(identity)
        if status is not None and status.status in _GIVEN_UP:
            DBOS.resume_workflow(identity)

    def submit_all(self, runs: Iterable[tuple[str, int, int]]) -> None:
        """Submit what a process that died between its commit and its submission may have left: id, run, priority."""
        for document, run, priority in runs:
            self.submit(document, run, priority)

    def close(self) -> None:
        DBOS.destroy(destroy_registry=True)
