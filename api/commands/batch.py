"""``scanledger batch``: a whole archive, without a service, taken up again where it stopped."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.archives import Place
from api.commands.reading_archives import read_archive
from api.files import prepare_folder
from api.options import add_archive_limits, add_document_limits, add_reading_options
from models.processors import processors


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "batch",
        description="Read every document of a folder, a ZIP file, or a list of paths (one a line). Stopped or killed, "
        "the same command goes on where it was; with a new version, or other settings, it reads again only what that "
        "changes, keeps the former results, and reports the drift. Exit status: 0 all were read, 1 some were not.",
    )
    parser.add_argument("archive", type=Path, metavar="FOLDER|ZIP|LIST")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for DIR/<path in the archive>.json")
    parser.add_argument("--workers", type=int, default=processors(), metavar="N", help="at once (%(default)s)")
    add_document_limits(parser)
    add_archive_limits(parser)
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    prepare_folder(arguments.out)
    place = Place(arguments.out)
    return read_archive(arguments.archive, place, arguments)
