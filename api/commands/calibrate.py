"""``scanledger calibrate``: fit the confidence to documents whose truth is known."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import yaml

from api.cases import cases_in, examined
from api.files import write_atomically
from api.options import add_reading_options, add_worker_option, settings_of
from api.reporting import say
from api.standard_output import reserved_stdout
from extractor.evaluation import TRUTH_SUFFIX
from extractor.scoring import evidence_in, fit


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "calibrate",
        description=f"Extract every input in TRUTH_DIR that has its truth beside it (<input name>{TRUTH_SUFFIX}) and "
        "fit the confidence to what turned out right. Use the FILE with --calibration, on other documents than these.",
    )
    parser.add_argument("truth", type=Path, metavar="TRUTH_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the calibration, as YAML")
    add_worker_option(parser)
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    cases = cases_in(arguments.truth)
    with reserved_stdout():
        done = list(examined(cases, settings_of(arguments), arguments.workers, "calibrate"))
    fields = [field for case in done for field in case.fields]
    today = datetime.now(UTC).date().isoformat()
    fitted = fit(fields, version=today, fitted_on=f"{len(done)} documents of {arguments.truth.name}, {today}")
    calibration = fitted.model_copy(update={"evidence": evidence_in(fields)})
    text = yaml.safe_dump(calibration.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=120)
    write_atomically(arguments.out, text.encode())
    wrong = sum(not field.right for field in fields)
    say(f"{arguments.out}: fitted on {len(fields)} fields of {len(done)} documents, {wrong} of them wrong")
    return all(case.judgement.failure is None for case in done)
