"""Crops in batches: each in its place whatever the order of the runs."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.reading.engines.contract import asked
from extractor.reading.engines.line_batches import Batch, one_by_one, recognise_in_batches

CHARSET = ["", *"0123456789"]
STEP_PX = 8


class Model:
    """Reads how dark a crop's first pixels are, as a digit; its answer lies in memory that the next one overwrites."""

    def __init__(self) -> None:
        self.runs = 0
        self._memory = np.zeros((16, 200, len(CHARSET)), np.float32)

    def __call__(self, batch: Batch) -> Batch:
        self.runs += 1
        count, _, _, width = batch.shape
        answer = self._memory[:count, : width // STEP_PX]
        answer[:] = 0.0
        for row, line in zip(answer, batch, strict=True):
            row[:, 0] = 1.0
            row[0] = np.eye(len(CHARSET))[1 + round(float(line[0, 0, 0] + 1) * 4.5)]
        return answer


def _crops(count: int) -> list[np.ndarray]:
    """Of many widths; the digit that each shows is its index's last."""
    return [np.full((48, 40 + 37 * (n % 7), 3), round((n % 10) / 9 * 255), np.uint8) for n in range(count)]


def test_every_crop_has_its_own_reading() -> None:
    read = recognise_in_batches(_crops(40), one_by_one(Model()), CHARSET, 2, 3)
    assert [one.text for one in read] == [str(n % 10) for n in range(40)]


def test_crops_of_like_width_share_a_run() -> None:
    model = Model()
    recognise_in_batches(_crops(14), one_by_one(model), CHARSET, 2, 2)
    assert model.runs == 7  # of seven widths, two crops each


def test_nothing_to_read_asks_nobody() -> None:
    model = Model()
    assert recognise_in_batches([], one_by_one(model), CHARSET, 2, 3) == ()
    assert model.runs == 0


def test_a_model_that_leaves_lines_unanswered_had_too_little_memory() -> None:
    model = Model()
    short = one_by_one(lambda batch: model(batch)[:-1])
    with pytest.raises(MemoryError, match=r"answered for \d of \d lines"):
        asked("rapidocr", lambda: recognise_in_batches(_crops(9), short, CHARSET, 2, 3))
