"""``scanledger batch``: a whole archive, without a service, taken up again where it stopped."""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

from api.archives import Entry, Place, drift_between, open_source, report_of, run_batch
from api.files import prepare_folder, write_atomically
from api.options import add_reading_options, settings_of
from api.reporting import ProgressLine, say
from api.workers import WorkerSettings, one_threaded
from extractor.fingerprints import results_made_by
from extractor.progress import Step


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "batch",
        help="read a whole archive",
        description="Read every document of a folder, a ZIP file, or a list of paths (one a line). Stopped or killed, "
        "the same command goes on where it was; with a new version, or other settings, it reads again only what that "
        "changes, keeps the former results, and reports the drift. Exit status: 0 all were read, 1 some were not.",
    )
    parser.add_argument("archive", type=Path, metavar="FOLDER|ZIP|LIST")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for DIR/<path in the archive>.json")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="at once (%(default)s)")
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    settings = replace(WorkerSettings(), reading=one_threaded(settings_of(arguments)))
    prepare_folder(arguments.out)
    place, made_by = Place(arguments.out), results_made_by(settings.reading)
    former = {entry.made_by for entry in place.journal.entries().values()} - {made_by}
    progress = ProgressLine("batch", unit="document")

    def tell(entry: Entry, done: int, total: int) -> None:
        if entry.state == "failed":
            progress.close()
            say(f"error: {entry.error}")
        progress(Step("reading", done, total))

    started_s = time.monotonic()
    entries = run_batch(open_source(arguments.archive), arguments.out, settings, max(1, arguments.workers), tell)
    progress.close()
    report = report_of(entries)
    write_atomically(place.kept / "report.json", report.model_dump_json(indent=1).encode())
    say(f"{report.said()}\nin {time.monotonic() - started_s:.0f} s; the report: {place.kept / 'report.json'}")
    for other in former:
        folder = place.kept / "former" / other
        if folder.is_dir():
            drift = drift_between(folder, arguments.out).among_former()
            write_atomically(place.kept / f"drift-{other}.json", drift.model_dump_json(indent=1).encode())
            say(f"against the results of before:\n{drift.said()}")
    return not report.errors
