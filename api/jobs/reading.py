"""What a job does: have one document read in a process of its own, and publish what came of it."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.catalogues import Catalogues
from api.meters import Meters
from api.review import Desk
from api.review.carrying import publish_reviewed
from api.storage import Blobs, Document, Run
from api.storage.database import looking, writing
from api.storage.documents import UPLOAD, change, find, now, run_of
from api.storage.events import happened
from api.storage.records import ENDED
from api.storage.revisions import Origin
from api.workers import Deaths, Died, Done, Failed, Order, Pages, Reader, ReaderPool
from extractor.matching import Asked
from models.errors import StorageError
from models.result import ExtractionResult

_NOTE_S = 0.5
"""Seconds between two notes of how far a reading is; with each it is seen whether somebody has cancelled it. Pages that
were born digital are done twenty times a second."""


_AWAY = (SQLAlchemyError, StorageError, OSError)
"""What the database, the store or the disk raise: nothing of it is the document's fault, and it passes."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadingJob:
    """Reads runs, as many at once as there are ``readers``. ``sheets``: a folder for pages that were read.

    ``made_by``: the way in which results are made, whatever the catalogue.
    """

    desk: Desk
    database: Engine
    blobs: Blobs
    readers: ReaderPool
    catalogues: Catalogues
    meters: Meters
    sheets: Path
    made_by: str

    def __call__(self, document: str, number: int, turn: int) -> None:
        """Read one run to its end, unless it was taken back. Called twice, it reads twice at worst, publishes once.

        Raises what the database, the store or the disk raise, and is to be called again then. Whatever else goes wrong
        is the run's failure, and is said to be.
        """
        with looking(self.database) as connection:
            wanted = _wanted(find(connection, document), number, turn)
        if wanted is None:
            return
        with self.readers.lent(urgent=wanted.run.priority <= UPLOAD) as reader:
            begun = self._begin(document, number, turn)
            while begun is not None and not self._settled(begun, reader):
                pass

    def _begin(self, document: str, number: int, turn: int) -> Document | None:
        with writing(self.database) as connection:
            found = _wanted(find(connection, document), number, turn)
            if found is None:
                return None
            change(connection, found.run, state="running", started_at=now())
            happened(connection, document, "running", run=number)
        self.meters.took("waiting", (now() - found.run.created_at).total_seconds())
        return found

    def _settled(self, document: Document, reader: Reader) -> bool:
        """Whether one reading settled the run."""
        try:
            return self._tried(document, reader)
        except _AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - a run that nobody ends would stand as running for ever
            return self._fail(document.run, "internal_error", f"{document.filename}: {error!r}; read it again")

    def _tried(self, document: Document, reader: Reader) -> bool:
        target = self.blobs.work / f"{document.id}.{document.run.number}.{os.getpid()}.json"
        material, asked = target.with_suffix(".material"), target.with_suffix(".asked")
        try:
            with self.blobs.local(document.id) as source:
                order = Order(
                    source=source,
                    filename=document.filename,
                    target=target,
                    material=material,
                    asked=asked,
                    sheets=self.sheets / document.id,
                    patient=document.run.priority > UPLOAD,
                    catalogue=self.catalogues.file(self.catalogues.active()),
                )
                outcome = reader.read(order, self._progress(document.run))
            if isinstance(outcome, Done):
                self.meters.worked(outcome.work)
            match outcome:
                case Done():
                    return self._publish(document.run, target.read_bytes(), material.read_bytes(), asked.read_bytes())
                case Failed():
                    return self._fail(document.run, outcome.code, outcome.message)
                case Died():
                    return self._count_death(document.run, outcome)
        finally:
            for path in (target, material, asked):
                path.unlink(missing_ok=True)

    def _progress(self, run: Run) -> Callable[[Pages], bool]:
        noted_s = -math.inf

        def heard(pages: Pages) -> bool:
            nonlocal noted_s
            if 0 < pages.done < pages.count and time.monotonic() - noted_s < _NOTE_S:
                return True
            noted_s = time.monotonic()
            with writing(self.database) as connection:
                goes_on = change(connection, run, pages_done=pages.done, page_count=pages.count)
                if goes_on:
                    happened(connection, run.document, "pages", run=run.number, done=pages.done, count=pages.count)
            return goes_on

        return heard

    def _publish(self, run: Run, data: bytes, material: bytes, asked: bytes) -> bool:
        try:
            result = ExtractionResult.model_validate_json(data)
            Asked.model_validate_json(asked)
        except ValidationError as error:
            return self._fail(run, "internal_error", f"what was read does not fit the contract: {error}")
        if result.document.sha256 != run.document:
            return self._fail(run, "internal_error", "what was read is of another document")
        try:
            with self.meters.timed("publishing"):
                origin = Origin(self.blobs.put(asked), self.made_by)
                publish_reviewed(self.desk, run, result, self.blobs.put(data), material, origin=origin)
        except ValueError as error:
            return self._fail(run, "internal_error", f"what was read cannot be reviewed: {error}")
        return True

    def _fail(self, run: Run, code: str, message: str) -> bool:
        with writing(self.database) as connection:
            if change(connection, run, state="failed", error_code=code, error=message, ended_at=now()):
                happened(connection, run.document, "failed", run=run.number, code=code, message=message)
        return True

    def _count_death(self, run: Run, died: Died) -> bool:
        with looking(self.database) as connection:
            kept = run_of(connection, run.document, run.number)
        deaths = Deaths(kept.deaths, kept.kills).with_one(died)
        if deaths.too_many:
            return self._fail(run, "reader_died", deaths.said(died.how))
        with writing(self.database) as connection:
            change(connection, run, deaths=deaths.own, kills=deaths.kills)
            happened(connection, run.document, "died", run=run.number, deaths=deaths.own + deaths.kills, how=died.how)
        return False


def _wanted(document: Document | None, number: int, turn: int) -> Document | None:
    """The document, if this run of it is its latest, has not ended, and was not taken back since."""
    if document is None or document.run.state in ENDED:
        return None
    return document if (document.run.number, document.run.turn) == (number, turn) else None
