"""``scanledger drift``: what changed between two runs over an archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.archives import drift_between
from models.errors import UsageError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "drift",
        description="Compare the results of two runs file by file: values changed, checks newly failed or mended.",
    )
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    parser.add_argument("--json", action="store_true", help="every change, for a program")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    for folder in (arguments.old, arguments.new):
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder; name two folders of results")
    drift = drift_between(arguments.old, arguments.new)
    print(drift.model_dump_json(indent=1) if arguments.json else drift.said())
    return True
