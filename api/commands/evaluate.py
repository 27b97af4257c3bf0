"""``scanledger evaluate``: how right results are on documents whose truth is known."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

from api.files import read_input
from api.options import add_reading_options, settings_of
from api.reporting import ProgressLine
from api.standard_output import reserved_stdout
from api.tables import print_report
from api.terminal import console
from extractor.evaluation import (
    GROUPINGS,
    TRUTH_SUFFIX,
    Judgement,
    Truth,
    judge,
    judge_failure,
    load_truth,
    summarise,
)
from extractor.pipeline import extract
from extractor.progress import Step
from extractor.settings import Settings
from extractor.tools import Tools, load_tools
from models.errors import ScanledgerError, UsageError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "evaluate",
        help="measure against known truth",
        description=f"Extract every input in TRUTH_DIR that has its truth beside it (<input name>{TRUTH_SUFFIX}) "
        "and count what is right.",
    )
    parser.add_argument("truth", type=Path, metavar="TRUTH_DIR")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--by", choices=tuple(GROUPINGS), action="append", help="only these groups (all)")
    parser.add_argument("--wrong", type=Path, metavar="FILE", help="write every wrong leaf, one JSON object a line")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes (%(default)s)")
    add_reading_options(parser)
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class Case:
    """An input and its truth."""

    source: Path
    truth: Path


def run(arguments: argparse.Namespace) -> bool:
    cases = cases_in(arguments.truth)
    settings = settings_of(arguments)
    with (
        reserved_stdout() as stdout,
        arguments.wrong.open("w", encoding="utf-8") if arguments.wrong else nullcontext() as wrong,
    ):
        report = summarise(_followed(cases, settings, arguments.workers, wrong))
        if arguments.json:
            stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=2).encode() + b"\n")
    if not arguments.json:
        print_report(report, arguments.by or tuple(GROUPINGS), console())
    return report.all.failed == 0


def cases_in(directory: Path) -> list[Case]:
    """Every input of a folder, and of the folders in it, that has a truth file beside it; by name."""
    truths = sorted(directory.rglob(f"*{TRUTH_SUFFIX}"))
    cases = [Case(truth.with_name(truth.name.removesuffix(TRUTH_SUFFIX)), truth) for truth in truths]
    if not cases:
        raise UsageError(f"{directory}: no file <input name>{TRUTH_SUFFIX} in it; make some with: python -m samples")
    return cases


def _followed(cases: Sequence[Case], settings: Settings, workers: int, wrong: TextIO | None) -> Iterator[Judgement]:
    """The judgements as they come, with progress on standard error and the wrong leaves written down."""
    progress = ProgressLine("evaluate", unit="document")
    for done, judgement in enumerate(_judged(cases, settings, workers), start=1):
        progress(Step("judging", done, len(cases)))
        for leaf in judgement.wrong if wrong else ():
            line = {"input": judgement.name, "damage": judgement.damage, **asdict(leaf)}
            print(json.dumps(line, ensure_ascii=False), file=wrong)
        yield judgement
    progress.close()


def _judged(cases: Sequence[Case], settings: Settings, workers: int) -> Iterator[Judgement]:
    if workers == 1:
        tools = load_tools(settings)
        yield from (_judge_case(case, tools) for case in cases)
        return
    # One thread a worker: the engines' own thread pools would fight each other for the same cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Not forked: a fork of a process whose libraries have threads may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_judge_in_worker, cases, [settings] * len(cases))


@cache
def _tools_of_worker(settings: Settings) -> Tools:
    """Loaded once in each process."""
    return load_tools(settings)


def _judge_in_worker(case: Case, settings: Settings) -> Judgement:
    return _judge_case(case, _tools_of_worker(settings))


def _judge_case(case: Case, tools: Tools) -> Judgement:
    truth: Truth = load_truth(case.truth)
    started_s = time.perf_counter()
    try:
        data = read_input(case.source, tools.settings.limits.max_bytes)
        result = extract(data, case.source.name, tools).result
    except ScanledgerError as error:
        return judge_failure(case.source.name, truth, str(error), time.perf_counter() - started_s)
    return judge(case.source.name, truth, result, time.perf_counter() - started_s)


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least one process is needed")
    return value
