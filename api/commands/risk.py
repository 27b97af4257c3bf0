"""``scanledger risk``: what a calibration can promise, before anything is read with it."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.options import risk_in
from extractor.scoring import LEVEL, NOTHING, acceptance_at, load_calibration


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "risk",
        description="Print from which confidence on readings can be accepted so that no more than the share R of them "
        "is wrong, for each form and kind of page, and what that is known from. Exit status 1: for none of them.",
    )
    parser.add_argument("risk", type=risk_in, metavar="R", help="0.002 for 0.2 %%")
    parser.add_argument(
        "--calibration", type=Path, metavar="FILE", help="made by `scanledger calibrate` (the built-in)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    acceptance = acceptance_at(arguments.risk, load_calibration(arguments.calibration))
    print(f"at most {100 * arguments.risk:.3g} % wrong among what is accepted, sure to {LEVEL:.0%}:")
    for term in acceptance.terms.values():
        known = f"{term.fields} fields of {term.documents} documents, {term.wrong} wrong"
        said = (
            f"nothing is accepted: {term.refused}"
            if term.threshold == NOTHING
            else f"from {term.threshold} on: at most {100 * (term.bound or 0):.2g} % wrong ({known})"
        )
        print(f"{term.form:<24}  {term.pages:<7}  {said}")
    return True
