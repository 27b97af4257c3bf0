"""What is measured while the service works, for whoever watches it. Counted in this process, from its start."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram

from extractor.profiling import WHEN_ALL_IS_READ, Seconds
from extractor.profiling import Stage as Work

Stage = Literal["waiting", "reading", "understanding", "publishing"]
"""Of a document: until somebody takes it up, until its last page is read, until its result is made, until it is
published."""

_BUCKETS_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
"""From a text dump to a thousand scanned pages."""


class Meters:
    """One for a service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._stages = Histogram(
            "scanledger_stage_seconds",
            "Seconds of a document in a stage",
            ["stage"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._work = Counter(
            "scanledger_work_seconds",
            "Processor seconds of reading, by stage of the work",
            ["stage"],
            registry=self.registry,
        )
        self._refused = Counter(
            "scanledger_refused", "Requests that were answered with a problem", ["code"], registry=self.registry
        )

    def took(self, stage: Stage, seconds: float) -> None:
        self._stages.labels(stage).observe(max(0.0, seconds))

    def worked(self, work: Mapping[Work, Seconds]) -> None:
        """Count what reading one document took."""
        for stage, seconds in work.items():
            self._work.labels(stage).inc(max(0.0, seconds.cpu_s))
        afterwards = sum(seconds.wall_s for stage, seconds in work.items() if stage in WHEN_ALL_IS_READ)
        self.took("reading", sum(seconds.wall_s for seconds in work.values()) - afterwards)
        self.took("understanding", afterwards)

    def refused(self, code: str) -> None:
        """``code`` is a problem's stable name."""
        self._refused.labels(code).inc()

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        started_s = time.monotonic()
        yield
        self.took(stage, time.monotonic() - started_s)
