"""The command line: ``scanledger extract | show | batch | drift | serve | key | evaluate | calibrate | schema``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from api.commands import batch, calibrate, drift, evaluate, extract, key, schema, serve, show
from models.errors import ScanledgerError, UsageError

OK, FAILED, WRONG_USAGE = 0, 1, 2
STOPPED = 130
"""What a shell reports of a program that Ctrl-C ended: 128 and the signal's number."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit status; argparse itself exits with 2 on wrong usage."""
    arguments = _parser().parse_args(argv)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scanledger", description="Numbers out of messy scans of budget, final-account and performance forms."
    )
    parser.add_argument("--version", action="version", version=f"scanledger {version('scanledger')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in (extract, show, batch, drift, serve, key, evaluate, calibrate, schema):
        command.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
