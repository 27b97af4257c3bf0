from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from extractor.pipeline import extract
from extractor.profiling import Seconds, Spent, Stopwatch, TimedEngine, by_stage, total
from extractor.reading import OcrEngine, Recognised
from extractor.tools import Tools, load_tools
from models.geometry import Box
from models.page import Pixels

SAMPLES = Path(__file__).parents[2] / "samples" / "set"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


def ticking(*wall_s: float) -> Callable[[], Seconds]:
    """A clock that shows these times one after another; the processor works half of the time."""
    times = iter(wall_s)

    def now() -> Seconds:
        at = next(times)
        return Seconds(at, at / 2)

    return now


class Slow:
    name, version = "slow", "1"

    def __init__(self, failing: bool = False) -> None:
        self.failing = failing

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:  # noqa: ARG002 - the contract's
        if self.failing:
            raise ValueError
        return ()

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        return tuple(Recognised() for _ in crops)


def test_a_stage_ends_where_one_within_it_begins_and_goes_on_after_it() -> None:
    watch = Stopwatch(ticking(0, 1, 4, 10))
    with watch.page(1), watch.stage("lines"), watch.stage("recognise"):
        pass
    assert watch.spent == (
        Spent(1, "lines", Seconds(1 + 6, 3.5)),
        Spent(1, "recognise", Seconds(3, 1.5)),
    )


def test_a_stage_again_on_the_same_page_adds_up_and_on_another_page_does_not() -> None:
    watch = Stopwatch(ticking(0, 1, 10, 12, 20, 23, 30, 34))
    for page in (1, 1, 2):
        with watch.page(page), watch.stage("render"):
            pass
    with watch.stage("join"):
        pass
    assert {(item.page, item.stage): item.seconds.wall_s for item in watch.spent} == {
        (1, "render"): 3,
        (2, "render"): 3,
        (None, "join"): 4,
    }


def test_what_is_raised_ends_a_stage_too() -> None:
    watch = Stopwatch(ticking(0, 1, 2, 5))
    engine: OcrEngine = TimedEngine(Slow(failing=True), watch)
    with pytest.raises(ValueError, match=r"^$"), watch.stage("lines"):
        engine.detect(np.zeros((1, 1, 3), np.uint8))
    assert by_stage(watch.spent) == {"detect": Seconds(1, 0.5), "lines": Seconds(4, 2)}


def test_an_engine_that_is_timed_answers_as_before() -> None:
    engine = TimedEngine(Slow(), Stopwatch())
    assert (engine.name, engine.version) == ("slow", "1")
    assert engine.recognise([np.zeros((1, 1, 3), np.uint8)]) == (Recognised(),)


def test_stages_are_told_in_the_order_of_the_work() -> None:
    spent = [Spent(None, "join", Seconds(1, 1)), Spent(2, "render", Seconds(2, 1)), Spent(1, "render", Seconds(3, 1))]
    assert list(by_stage(spent).items()) == [("render", Seconds(5, 2)), ("join", Seconds(1, 1))]
    assert total(spent) == Seconds(6, 3)


def test_an_extraction_says_where_its_time_went(tools: Tools) -> None:
    path = SAMPLES / "demo.heavy.pdf"
    profile = extract(path.read_bytes(), path.name, tools).profile
    pages = {item.stage: item.page for item in profile if item.stage != "open"}
    assert {"render", "pose", "clean", "rules", "detect", "recognise", "lines", "structure"} <= pages.keys()
    assert all(page == (None if stage in {"join", "interpret", "understand"} else 1) for stage, page in pages.items())
    assert all(item.seconds.wall_s >= 0 and item.seconds.cpu_s >= 0 for item in profile)
    assert not tools.watch.spent  # each document has a watch of its own
