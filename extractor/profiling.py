"""Where the time of one document goes: by page and stage of the work, on the wall and on the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

from extractor.reading import OcrEngine, Recognised
from models.geometry import Box
from models.page import Pixels

Stage = Literal[
    "open",
    "text layer",
    "render",
    "pose",
    "clean",
    "rules",
    "detect",
    "recognise",
    "lines",
    "structure",
    "join",
    "interpret",
    "understand",
]
"""In the order of the work. ``detect`` and ``recognise`` are the OCR engine's, whichever stage asks it, and are not
counted in that stage. ``open``, ``join``, ``interpret`` and ``understand`` are of a whole document."""

WHEN_ALL_IS_READ = frozenset[Stage](("join", "interpret", "understand"))
"""What is done when the last page has been read."""

STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Seconds:
    """``wall_s`` went by while the process had ``cpu_s`` of processor time, all its threads together."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.wall_s - other.wall_s, self.cpu_s - other.cpu_s)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a stage took. ``page`` is None for what is done once for a document."""

    page: int | None
    stage: Stage
    seconds: Seconds


def now() -> Seconds:
    """Both clocks, each from a beginning of its own."""
    return Seconds(time.perf_counter(), time.process_time())


class Stopwatch:
    """Times one document's stages. A stage within a stage stops the outer one's time until it ends.

    To be used in one thread; what threads of a library do within a stage counts in it.
    """

    def __init__(self, clock: Callable[[], Seconds] = now) -> None:
        self._clock = clock
        self._spent: dict[tuple[int | None, Stage], Seconds] = {}
        self._open: list[Stage] = []
        self._since = Seconds()
        self._page: int | None = None

    @property
    def spent(self) -> tuple[Spent, ...]:
        """What was measured so far, in the order in which it began."""
        return tuple(Spent(page, stage, seconds) for (page, stage), seconds in self._spent.items())

    @contextmanager
    def page(self, number: int) -> Iterator[None]:
        """What is timed within is of this page."""
        before, self._page = self._page, number
        try:
            yield
        finally:
            self._page = before

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        self._settle()
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def _settle(self) -> None:
        """Give the time since the last change to the innermost stage."""
        at = self._clock()
        if self._open:
            key = (self._page, self._open[-1])
            self._spent[key] = self._spent.get(key, Seconds()) + (at - self._since)
        self._since = at


class TimedEngine:
    """An engine whose work is timed."""

    def __init__(self, engine: OcrEngine, watch: Stopwatch) -> None:
        self._engine = engine
        self._watch = watch

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    def load(self) -> None:
        self._engine.load()

    def detect(self, pixels: Pixels) -> tuple[Box, ...]:
        with self._watch.stage("detect"):
            return self._engine.detect(pixels)

    def recognise(self, crops: Sequence[Pixels]) -> tuple[Recognised, ...]:
        with self._watch.stage("recognise"):
            return self._engine.recognise(crops)


def by_stage(spent: Iterable[Spent]) -> Mapping[Stage, Seconds]:
    """The sum of each stage that there was, in the order of the work."""
    items = tuple(spent)
    present = [stage for stage in STAGES if any(item.stage == stage for item in items)]
    return {stage: total(item for item in items if item.stage == stage) for stage in present}


def total(spent: Iterable[Spent]) -> Seconds:
    return sum((item.seconds for item in spent), Seconds())
