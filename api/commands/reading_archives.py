"""What ``batch`` and ``reprocess`` do and say."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from api.archives import Entry, Place, drift_between, open_source, report_of, run_batch
from api.files import prepare_folder, write_atomically
from api.options import archive_limits_of, settings_of
from api.reporting import ProgressLine, say
from api.workers import WorkerSettings, one_threaded
from extractor.fingerprints import results_made_by
from extractor.progress import Step


def read_archive(archive: Path, place: Place, arguments: argparse.Namespace) -> bool:
    """Read what is not read yet in the way that the arguments say; whether all could be read."""
    settings = replace(WorkerSettings(), reading=one_threaded(settings_of(arguments)))
    source = open_source(archive, archive_limits_of(arguments))
    before, made_by = place.journal.entries(), results_made_by(settings.reading)
    progress = ProgressLine("batch", unit="document")

    def tell(entry: Entry, done: int, total: int) -> None:
        if entry.state == "failed":
            progress.close()
            say(f"error: {entry.error}")
        progress(Step("reading", done, total))

    prepare_folder(place.kept)
    place.remember(archive)
    started_s = time.monotonic()
    entries = run_batch(source, place.out, settings, max(1, arguments.workers), tell)
    progress.close()
    report = report_of(entries)
    write_atomically(place.kept / "report.json", report.model_dump_json(indent=1).encode())
    unchanged = sum(before.get(entry.name) == entry for entry in entries)
    say(f"{report.said()}\n{unchanged} of {len(entries)} files had nothing to be done for them")
    say(f"in {time.monotonic() - started_s:.1f} s; the report: {place.kept / 'report.json'}")
    _say_drift(place, sorted({entry.made_by for entry in before.values()} - {made_by}))
    return not report.errors


def _say_drift(place: Place, former: Sequence[str]) -> None:
    for other in former:
        folder = place.kept / "former" / other
        if folder.is_dir():
            drift = drift_between(folder, place.out).among_former()
            write_atomically(place.kept / f"drift-{other}.json", drift.model_dump_json(indent=1).encode())
            say(f"against the results of before:\n{drift.said()}")
