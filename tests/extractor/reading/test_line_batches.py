"""Crops in batches: each in its place whatever the order of the runs, and no session in two hands."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from extractor.reading.line_batches import recognise_in_batches
from extractor.reading.sessions import Batch, Sessions

CHARSET = ["", *"0123456789"]
STEP_PX = 8


class Model:
    """Reads how dark a crop's first pixels are, as a digit; its answer lies in memory that the next one overwrites."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self.busy = threading.Lock()
        self.runs = 0
        self._delay_s = delay_s
        self._memory = np.zeros((16, 200, len(CHARSET)), np.float32)

    def __call__(self, batch: Batch) -> Batch:
        assert self.busy.acquire(blocking=False), "asked while it answers"
        time.sleep(self._delay_s)
        self.runs += 1
        count, _, _, width = batch.shape
        answer = self._memory[:count, : width // STEP_PX]
        answer[:] = 0.0
        for row, line in zip(answer, batch, strict=True):
            row[:, 0] = 1.0
            row[0] = np.eye(len(CHARSET))[1 + round(float(line[0, 0, 0] + 1) * 4.5)]
        self.busy.release()
        return answer


def _crops(count: int) -> list[np.ndarray]:
    """Of many widths; the digit that each shows is its index's last."""
    return [np.full((48, 40 + 37 * (n % 7), 3), round((n % 10) / 9 * 255), np.uint8) for n in range(count)]


@pytest.mark.parametrize("sessions", [1, 2, 5])
def test_every_crop_has_its_own_reading_however_many_sessions_there_are(sessions: int) -> None:
    models = [Model() for _ in range(sessions)]
    read = recognise_in_batches(_crops(40), Sessions(models), CHARSET, 2, 3)
    assert [one.text for one in read] == [str(n % 10) for n in range(40)]


def test_sessions_work_at_once() -> None:
    models = [Model(delay_s=0.02) for _ in range(2)]
    recognise_in_batches(_crops(40), Sessions(models), CHARSET, 2, 3)
    assert min(model.runs for model in models) > 1


def test_nothing_to_read_asks_nobody() -> None:
    model = Model()
    assert recognise_in_batches([], Sessions([model]), CHARSET, 2, 3) == ()
    assert model.runs == 0


def test_what_a_session_raises_is_raised_and_the_session_is_free_again() -> None:
    def broken(_batch: Batch) -> Batch:
        raise RuntimeError("no memory")

    sessions = Sessions([broken, broken])
    with pytest.raises(RuntimeError, match="no memory"):
        recognise_in_batches(_crops(10), sessions, CHARSET, 2, 3)
    with sessions.lent() as first, sessions.lent() as second:
        assert (first, second) == (broken, broken)
