"""An archive read from end to end, or on from where it was stopped."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from api.archives.adopting import Adoption
from api.archives.journal import Entry, done_entry, failed_entry
from api.archives.place import Place
from api.archives.sources import AnySource, FolderSource
from api.files import prepare_folder, write_atomically
from api.workers import Deaths, Died, Done, Failed, Order, Reader, WorkerSettings
from extractor.fingerprints import results_made_by
from models.errors import ScanledgerError
from models.result import ExtractionResult

Told = Callable[[Entry, int, int], None]
"""Hears of each file, in the archive's order: its entry, how many are done, of how many."""


def run_batch(source: AnySource, out: Path, settings: WorkerSettings, workers: int, tell: Told) -> list[Entry]:
    """Read every file that was not read in this way before; the entry of each, in the archive's order.

    A result that takes the place of another leaves that one under ``former``. Whenever this is stopped, the next call
    goes on from there, in the middle of a document too.
    """
    place = Place(out)
    prepare_folder(place.kept)
    names = [name for name in source.names() if not _is_ours(source, name, out)]
    readers: SimpleQueue[Reader] = SimpleQueue()
    every = [Reader(settings) for _ in range(workers)]
    for reader in every:
        readers.put(reader)
    adoption = Adoption(place, settings.reading)
    work = _Work(source, place, readers, adoption, results_made_by(settings.reading), place.journal.entries())
    entries: list[Entry] = []
    pool = ThreadPoolExecutor(workers)
    try:
        for entry in pool.map(work, names):
            entries.append(entry)
            tell(entry, len(entries), len(names))
    finally:
        work.stop.set()
        pool.shutdown(cancel_futures=True)
        for reader in every:
            reader.close()
    return entries


def _is_ours(source: AnySource, name: str, out: Path) -> bool:
    """Whether a file is one that a batch wrote: the out folder may lie inside the archive."""
    return isinstance(source, FolderSource) and (source.folder / name).resolve().is_relative_to(out.resolve())


class _Stopped(Exception):
    """The batch was stopped; the file is neither done nor failed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What is done with each file, in many threads at once. ``before``: the entries of earlier calls."""

    source: AnySource
    place: Place
    readers: SimpleQueue[Reader]
    adoption: Adoption
    made_by: str
    before: Mapping[str, Entry]
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, name: str) -> Entry:
        started_s = time.monotonic()
        made: Entry | ExtractionResult | Failed
        try:
            with self.source.local(name) as path:
                sha256 = _sha256(path)
                before = self.before.get(name)
                if before is not None and self._still_good(before, sha256):
                    return before
                made = self._adopted(before, sha256) or self._read(name, path, sha256)
        except ScanledgerError as error:
            sha256, made = None, Failed(code=error.code, message=str(error))
        except OSError as error:
            sha256, made = None, Failed(code="input_error", message=f"{name}: {error.strerror or error}")
        seconds = round(time.monotonic() - started_s, 3)
        match made:
            case Failed():
                entry = failed_entry(name, sha256, self.made_by, seconds, made)
            case ExtractionResult():
                entry = done_entry(name, made, self.made_by, seconds)
            case Entry():
                entry = made.model_copy(update={"made_by": self.made_by, "seconds": seconds})
        with self.lock:
            self.place.journal.add(entry)
        if not isinstance(made, Failed):
            self._publish(name)
        return entry

    def _still_good(self, before: Entry, sha256: str) -> bool:
        same = before.sha256 == sha256 and before.made_by == self.made_by
        return same and (before.state == "failed" or self._is_published(before.name))

    def _is_published(self, name: str) -> bool:
        """Whether the result that lies there is the one that the journal speaks of, with none about to replace it."""
        target = self.place.result(name)
        return target.exists() and not _fresh(target).exists()

    def _adopted(self, before: Entry | None, sha256: str) -> Entry | None:
        """The entry of before, where all that has to be done is to name another catalogue in its result."""
        if before is None or before.sha256 != sha256 or before.state == "failed":
            return None
        if not self._is_published(before.name):
            return None
        data = self.adoption.result(before)
        if data is not None:
            write_atomically(_fresh(self.place.result(before.name)), data)
            self.adoption.adopted(before)
        return before if data is not None else None

    def _read(self, name: str, path: Path, sha256: str) -> ExtractionResult | Failed:
        target = self.place.result(name)
        prepare_folder(target.parent)
        fresh = _fresh(target)
        order = Order(
            source=path.resolve(),
            filename=name.rsplit("/", 1)[-1],
            target=fresh.resolve(),
            asked=self.adoption.noted(name).resolve(),
            sheets=self.place.sheets(sha256).resolve(),
        )
        outcome = self._outcome(order)
        if isinstance(outcome, Failed):
            return outcome
        return ExtractionResult.model_validate_json(fresh.read_bytes())

    def _outcome(self, order: Order) -> Done | Failed:
        reader, deaths = self.readers.get(), Deaths()
        try:
            while True:
                outcome = reader.read(order, lambda _: not self.stop.is_set())
                if self.stop.is_set():
                    raise _Stopped
                if not isinstance(outcome, Died):
                    return outcome
                deaths = deaths.with_one(outcome)
                if deaths.too_many:
                    return Failed(code="reader_died", message=f"{order.filename}: {deaths.said(outcome.how)}")
        finally:
            self.readers.put(reader)

    def _publish(self, name: str) -> None:
        target, before = self.place.result(name), self.before.get(name)
        if target.exists() and before is not None and before.made_by != self.made_by:
            former = self.place.former(name, before.made_by)
            prepare_folder(former.parent)
            target.replace(former)
        _fresh(target).replace(target)


def _fresh(target: Path) -> Path:
    """Where a result lies from its making until the journal has it. Found there later, it was never published."""
    return target.with_name(f".{target.name}.fresh")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
