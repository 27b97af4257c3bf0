"""The command line: ``scanledger COMMAND …``, a module for each command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version

from models.errors import ScanledgerError, UsageError

COMMANDS: Mapping[str, str] = {
    "extract": "read documents",
    "show": "print a result readably: values, confidence, failed checks",
    "batch": "read a whole archive",
    "reprocess": "read an archive again, as far as a new version changes it",
    "drift": "compare two folders of results",
    "serve": "answer over HTTP",
    "key": "keys of those who call the service",
    "decisions": "take out what people decided",
    "evaluate": "measure against known truth",
    "calibrate": "fit the confidence to known truth",
    "risk": "what a calibration can promise of accepted readings",
    "schema": "print the result contract as JSON Schema, or the API as OpenAPI",
}
"""What each does. Each is a module of ``api.commands``, loaded only when it is asked for: libraries take their time."""

ONE_SUM = ("OPENBLAS_NUM_THREADS", "1")
"""For numpy, which is not loaded yet: sums that threads share are added up in another order, so that bent pages were
laid flat a hair differently on each machine; and threads that wait for small matrices to be multiplied cost a third of
such a page's processor time."""

OK, FAILED, WRONG_USAGE = 0, 1, 2
STOPPED = 130
"""What a shell reports of a program that Ctrl-C ended: 128 and the signal's number."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit status; argparse itself exits with 2 on wrong usage."""
    os.environ.setdefault(*ONE_SUM)
    given = sys.argv[1:] if argv is None else argv
    arguments = _parser(given).parse_args(given)
    try:
        return OK if arguments.run(arguments) else FAILED
    except UsageError as error:
        print(f"scanledger: {error}", file=sys.stderr)
        return WRONG_USAGE
    except ScanledgerError as error:
        print(f"scanledger: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return STOPPED


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scanledger", description="Numbers out of messy scans of budget, final-account and performance forms."
    )
    parser.add_argument("--version", action="version", version=f"scanledger {version('scanledger')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    asked = argv[0] if argv else ""
    if asked in COMMANDS:
        import_module(f"api.commands.{asked}").add_to(commands)
        return parser
    for name, does in COMMANDS.items():
        commands.add_parser(name, help=does)
    return parser


if __name__ == "__main__":
    sys.exit(main())
