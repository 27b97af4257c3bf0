"""Several batches in OpenVINO at once, each on one processor: two halves of a batch wait for each other, two batches do
not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from extractor.reading.engines.line_batches import Batch
from models.processors import processors

MOST_STREAMS = 4
"""Each stream has memory of its own for what it reckons, and compiles shapes of lines by itself; a page has a few dozen
batches."""

AHEAD = 1
"""Batches that are handed over before a stream is free for them, so that none waits while an answer is looked at."""


def streams_of(threads: int) -> int:
    """How many batches are reckoned at once by so many threads; 0 threads: as many as there are processors."""
    return min(threads or processors(), MOST_STREAMS)


class SideBySide:
    """A model compiled by OpenVINO for several streams.

    All is asked from one thread. OpenVINO's own threads never wait for Python's lock: what they are given is copied
    into memory of theirs, and nothing of Python's is called when they are done.
    """

    def __init__(self, compiled: Any, streams: int) -> None:  # noqa: ANN401 - openvino's types say no more
        self._free = deque(compiled.create_infer_request() for _ in range(streams + AHEAD))

    def __call__(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """What the model says of each batch, in order; an answer may be overwritten once the next one is asked for."""
        under_way: deque[Any] = deque()
        try:
            for batch in batches:
                if not self._free:
                    yield self._answer(under_way[0])
                    self._free.append(under_way.popleft())
                under_way.append(self._free.popleft())
                _start(under_way[-1], batch)
            while under_way:
                yield self._answer(under_way[0])
                self._free.append(under_way.popleft())
        finally:
            for request in under_way:
                with suppress(RuntimeError):  # the first that failed is told of
                    request.wait()
            self._free.extend(under_way)

    @staticmethod
    def _answer(request: Any) -> Batch:  # noqa: ANN401 - as above
        request.wait()
        answer: Batch = request.get_output_tensor().data
        return answer


def _start(request: Any, batch: Batch) -> None:  # noqa: ANN401 - as above
    given = request.get_input_tensor()
    given.shape = batch.shape
    given.data[:] = batch
    request.start_async()
