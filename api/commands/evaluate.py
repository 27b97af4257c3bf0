"""``scanledger evaluate``: how right results are on documents whose truth is known."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from api.cases import Examined, cases_in, examined
from api.options import add_reading_options, add_worker_option, settings_of
from api.standard_output import reserved_stdout
from api.tables import print_report
from api.terminal import console
from extractor.evaluation import GROUPINGS, TRUTH_SUFFIX, Judgement, summarise


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "evaluate",
        description=f"Extract every input in TRUTH_DIR that has its truth beside it (<input name>{TRUTH_SUFFIX}) "
        "and count what is right.",
    )
    parser.add_argument("truth", type=Path, metavar="TRUTH_DIR")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--by", choices=tuple(GROUPINGS), action="append", help="only these groups (all)")
    parser.add_argument("--wrong", type=Path, metavar="FILE", help="write every wrong leaf, one JSON object a line")
    add_worker_option(parser)
    add_reading_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    cases = cases_in(arguments.truth)
    settings = settings_of(arguments)
    with (
        reserved_stdout() as stdout,
        arguments.wrong.open("w", encoding="utf-8") if arguments.wrong else nullcontext() as wrong,
    ):
        report = summarise(_noted(examined(cases, settings, arguments.workers, "evaluate"), wrong))
        if arguments.json:
            stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=2).encode() + b"\n")
    if not arguments.json:
        print_report(report, arguments.by or tuple(GROUPINGS), console())
    return report.all.failed == 0


def _noted(cases: Iterable[Examined], wrong: TextIO | None) -> Iterator[Judgement]:
    """The judgements as they come, with the wrong leaves written down."""
    for judgement in (case.judgement for case in cases):
        for leaf in judgement.wrong if wrong else ():
            line = {"input": judgement.name, "damage": judgement.damage, **asdict(leaf)}
            print(json.dumps(line, ensure_ascii=False), file=wrong)
        yield judgement
