"""``scanledger reprocess``: an archive that was read, read again as far as that changes anything."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.archives import Place
from api.commands.reading_archives import read_archive
from api.options import add_archive_limits, add_document_limits, add_reading_options
from models.errors import UsageError
from models.processors import processors


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "reprocess",
        description="Bring the results that `scanledger batch` wrote to DIR up to date with this version, catalogue "
        "and settings. Nothing is done for a document that they do not change; pages are read again only where reading "
        "itself has changed. Former results are kept, and the drift is reported.",
    )
    parser.add_argument("out", type=Path, metavar="DIR", help="where `batch` wrote")
    parser.add_argument(
        "--archive", type=Path, metavar="FOLDER|ZIP|LIST", help="where the documents are now (as `batch` found them)"
    )
    parser.add_argument("--workers", type=int, default=processors(), metavar="N", help="at once (%(default)s)")
    add_document_limits(parser)
    add_archive_limits(parser)
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    place = Place(arguments.out)
    archive = arguments.archive or place.archive()
    if archive is None:
        raise UsageError(f"{arguments.out}: no batch was written here; name the folder that `batch --out` was given")
    return read_archive(archive, place, arguments)
