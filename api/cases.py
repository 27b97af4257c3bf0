"""Documents whose truth is known: found in a folder, extracted, judged, in one process or in several."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from api.files import read_input
from api.reporting import ProgressLine
from extractor.evaluation import TRUTH_SUFFIX, Judgement, judge, judge_failure, load_truth
from extractor.pipeline import extract
from extractor.progress import Step
from extractor.scoring import Judged
from extractor.settings import Settings
from extractor.tools import Tools, load_tools
from models.errors import ScanledgerError, UsageError


@dataclass(frozen=True, slots=True)
class Case:
    """An input and its truth."""

    source: Path
    truth: Path


@dataclass(frozen=True, slots=True)
class Examined:
    """A case's judgement, and each of its fields as it was observed."""

    judgement: Judgement
    fields: tuple[Judged, ...]


def cases_in(directory: Path) -> list[Case]:
    """Every input of a folder, and of the folders in it, that has a truth file beside it; by name."""
    truths = sorted(directory.rglob(f"*{TRUTH_SUFFIX}"))
    cases = [Case(truth.with_name(truth.name.removesuffix(TRUTH_SUFFIX)), truth) for truth in truths]
    if not cases:
        raise UsageError(f"{directory}: no file <input name>{TRUTH_SUFFIX} in it; make some with: python -m samples")
    return cases


def examined(cases: Sequence[Case], settings: Settings, workers: int, command: str) -> Iterator[Examined]:
    """Each case as it is done, in order, with progress on standard error under the name of ``command``."""
    progress = ProgressLine(command, unit="document")
    for done, item in enumerate(_examined(cases, settings, workers), start=1):
        progress(Step("judging", done, len(cases)))
        yield item
    progress.close()


def _examined(cases: Sequence[Case], settings: Settings, workers: int) -> Iterator[Examined]:
    if workers == 1:
        tools = load_tools(settings)
        yield from (_examine(case, tools) for case in cases)
        return
    # One thread a worker: the engines' own thread pools would fight each other for the same cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Not forked: a fork of a process whose libraries have threads may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_examine_in_worker, cases, [settings] * len(cases))


@cache
def _tools_of_worker(settings: Settings) -> Tools:
    """Loaded once in each process."""
    return load_tools(settings)


def _examine_in_worker(case: Case, settings: Settings) -> Examined:
    return _examine(case, _tools_of_worker(settings))


def _examine(case: Case, tools: Tools) -> Examined:
    truth = load_truth(case.truth)
    started_s = time.perf_counter()
    try:
        data = read_input(case.source, tools.settings.limits.max_bytes)
        extraction = extract(data, case.source.name, tools)
    except ScanledgerError as error:
        seconds = time.perf_counter() - started_s
        return Examined(judge_failure(case.source.name, truth, str(error), seconds), ())
    judgement = judge(case.source.name, truth, extraction.result, time.perf_counter() - started_s)
    observed = {
        (number, field.path): observation
        for number, (record, observations) in enumerate(
            zip(extraction.result.records, extraction.observations, strict=True)
        )
        for field, observation in zip(record.fields, observations, strict=True)
    }
    records = extraction.result.records
    fields = tuple(
        Judged(observed[field.record, field.path], field.right, records[field.record].form, case.source.name)
        for field in judgement.fields
    )
    return Examined(judgement, fields)
