"""The service put together: the database, the files, the readers and the jobs, opened and closed as one."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from uuid import uuid4

from sqlalchemy import Engine

from api.archives.zips import ArchiveLimits
from api.catalogues import Catalogues
from api.files import write_atomically
from api.jobs import GONE_AFTER_S, Adopter, DurableJobs, Feeder, ReadingJob, Reaper, UnpackingJob
from api.meters import Meters
from api.review import Desk
from api.review.asking import Asker
from api.storage import Blobs, open_database
from api.storage.database import writing
from api.storage.machines import beat
from api.workers import Reader, ReaderPool, WorkerSettings
from models.errors import StorageError
from models.processors import processors


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """``data_dir`` holds everything unless the database or the files are told to be elsewhere.

    ``slots``: documents read at once, batches in all but one of them. One more than the cores, so that a reader that
    waits for the disk costs nothing.
    ``approval``: whether what one person decided wants another one's approval.
    ``gone_after_s``: seconds without a sign of life after which another machine's work is taken over.
    """

    data_dir: Path
    database_url: str | None = None
    jobs_url: str | None = None
    files: str | None = None
    slots: int = processors() + 1
    approval: bool = False
    gone_after_s: float = GONE_AFTER_S
    workers: WorkerSettings = field(default_factory=WorkerSettings)
    archives: ArchiveLimits = field(default_factory=ArchiveLimits)


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """What answers a request needs."""

    settings: ServiceSettings
    database: Engine
    blobs: Blobs
    feeder: Feeder
    drawers: SimpleQueue[Reader]
    rereaders: SimpleQueue[Reader]
    desk: Desk
    asker: Asker
    catalogues: Catalogues
    meters: Meters


@contextmanager
def open_service(settings: ServiceSettings) -> Iterator[Service]:
    """Open everything, and take up what an earlier process left.

    Raises StorageError where the data folder is in use, or something of it cannot be had.
    """
    folder = settings.data_dir
    with ExitStack() as stack:
        stack.enter_context(_alone(folder))
        database = open_database(database_address(folder, settings.database_url))
        stack.callback(database.dispose)
        blobs = Blobs.at(settings.files or str(folder / "files"), folder / "work")
        for leftover in blobs.work.iterdir():  # of a process that was killed
            leftover.unlink()
        readers = [Reader(settings.workers) for _ in range(settings.slots)]
        for reader in readers:
            stack.callback(reader.close)
        # Beside the readers of documents, so that whoever looks at a page does not wait for a batch.
        drawers, rereaders = SimpleQueue[Reader](), SimpleQueue[Reader]()
        for queue in (drawers, rereaders):  # the second, which has the models, starts when a cell is first read anew
            beside = Reader(settings.workers)
            stack.callback(beside.close)
            queue.put(beside)
        jobs_url = settings.jobs_url or f"sqlite:///{folder / 'jobs.sqlite'}"
        meters = Meters()
        catalogues = Catalogues(database, folder / "catalogues", settings.workers.reading)
        desk = Desk(database, blobs, catalogues)
        stack.callback(desk.close)
        asker = Asker(desk)
        stack.callback(asker.close)
        adopter = Adopter(desk, blobs, catalogues, settings.workers.reading)
        reading = ReadingJob(
            desk, database, blobs, ReaderPool(readers), catalogues, meters, folder / "sheets", adopter.made_by
        )
        unpacking = UnpackingJob(database, blobs, settings.archives)
        machine = machine_name(folder)
        with writing(database) as connection:  # before it takes on work that others would take for a lost machine's
            beat(connection, machine)
        jobs = DurableJobs(jobs_url, reading, unpacking, settings.slots, machine)
        stack.callback(jobs.close)
        reaper = Reaper(database, jobs, machine, settings.gone_after_s)
        stack.callback(reaper.close)
        feeder = Feeder(database, jobs, settings.slots, adopter)
        stack.callback(feeder.close)
        yield Service(settings, database, blobs, feeder, drawers, rereaders, desk, asker, catalogues, meters)


def database_address(data_dir: Path, url: str | None) -> str:
    """The address of the database: ``url``, or the SQLite file in the data folder."""
    return url or f"sqlite:///{data_dir / 'scanledger.sqlite'}"


def machine_name(data_dir: Path) -> str:
    """By which other machines know the one with this data folder: made once, and the same after a restart."""
    path = data_dir / "machine"
    if not path.exists():
        write_atomically(path, uuid4().hex.encode())
    return path.read_text(encoding="ascii")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process; a second one would take the first one's work for its own."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        raise StorageError(f"{folder}: another scanledger uses it; stop that one or choose another folder") from error
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror or error}; choose a folder that may be written to") from error
