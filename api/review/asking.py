"""Questions to people, brought up to date after their decisions: beside the answers, so that nobody waits for it."""

from __future__ import annotations

from threading import Condition, Thread
from time import monotonic

import structlog

from api.review.desk import Desk, NotReviewable
from api.storage.database import looking, writing
from api.storage.decisions import hold, last_number
from api.storage.doubts import ask
from api.storage.revisions import asked_up_to, newest_revision, not_asked_since
from extractor.triage import triage

PAUSE_S = 5.0
"""Seconds in which the decisions on one document are gathered. What they settled themselves leaves the queue at once;
this is for the order of the rest, and for what they made doubtful. Looking again takes half as long as a decision."""


class Asker:
    """One for a service: a thread that looks again at documents on which something was decided."""

    def __init__(self, desk: Desk, pause_s: float = PAUSE_S) -> None:
        self._desk = desk
        self._pause_s = pause_s
        self._due: dict[str, float] = {}
        self._news = Condition()
        self._closed = False
        with looking(desk.database) as connection:  # what a process that was killed left
            self._due = dict.fromkeys(not_asked_since(connection), monotonic())
        self._thread = Thread(target=self._run, name="asker", daemon=True)
        self._thread.start()

    def soon(self, document: str) -> None:
        """See to it that the questions about a document are looked at again."""
        with self._news:
            self._due.setdefault(document, monotonic() + self._pause_s)
            self._news.notify()

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join()

    def _run(self) -> None:
        self._desk.prepare()
        while (document := self._next()) is not None:
            try:
                ask_again(self._desk, document)
            except Exception:  # noqa: BLE001 - see below
                # The next decision, or the next start, tries again; the thread is for all documents.
                structlog.get_logger("scanledger.review").exception("not asked", document=document)

    def _next(self) -> str | None:
        with self._news:
            while not self._closed:
                document = min(self._due, key=self._due.__getitem__, default=None)
                if document is None:
                    self._news.wait()
                elif (left_s := self._due[document] - monotonic()) > 0:
                    self._news.wait(left_s)
                else:
                    del self._due[document]
                    return document
            return None


def ask_again(desk: Desk, document: str) -> None:
    """Make the questions about a document those of its result as it stands."""
    try:
        session = desk.opened(document)
    except (KeyError, NotReviewable):  # it was deleted meanwhile
        return
    doubtful = triage(session.result)
    versions = session.versions
    with writing(desk.database) as connection:
        hold(connection, document)
        newest = newest_revision(connection, document)
        # Whoever decided something meanwhile has it looked at again.
        if (
            newest is not None
            and newest.run == session.revision
            and last_number(connection, document) == session.number
        ):
            ask(connection, document, session.revision, doubtful, versions)
            asked_up_to(connection, document, session.revision, session.number)
