"""Crops as the PP-OCR recognisers want them, in batches that waste no padding."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import Recognised
from extractor.reading.engines.ctc import decode
from models.page import Pixels

Batch = npt.NDArray[np.float32]
"""Lines: shape (n, 3, 48, width), values -1 to 1. Probabilities: shape (n, steps, classes)."""

CROP_HEIGHT_PX = 48
"""The height that every recogniser of the PP-OCR family was trained to read at."""

WIDTH_STEP_PX = 32
"""Crops are padded to a multiple of this, so that crops of like width share a run."""


Model = Callable[[Iterable[Batch]], Iterator[Batch]]
"""What a recogniser says of each of some batches, in their order; it may read on before it is asked for the next
answer, and overwrite the one before.
"""


def one_by_one(run: Callable[[Batch], Batch]) -> Model:
    """A recogniser that takes one batch after the other."""
    return lambda batches: map(run, batches)


def recognise_in_batches(
    crops: Sequence[Pixels], model: Model, charset: Sequence[str], alternatives: int, size: int
) -> tuple[Recognised, ...]:
    """Each RGB crop's reading, in the crops' order. ``size`` is the most crops of one batch.

    Raises MemoryError where a model leaves lines of a batch without an answer: OpenVINO, short of memory, ends as if
    all were well, and what it said of the batch before stands.
    """
    lines = [_line_image(crop) for crop in crops]
    widths = [_padded_width(line) for line in lines]
    groups = _groups(widths, size)
    batches = (_batch([lines[index] for index in group], widths[group[0]]) for group in groups)
    readings: dict[int, Recognised] = {}
    for group, answers in zip(groups, model(batches), strict=True):
        if len(answers) != len(group):
            raise MemoryError(f"the recogniser answered for {len(answers)} of {len(group)} lines")
        for index, probabilities in zip(group, answers, strict=True):
            used = lines[index].shape[1] / widths[index]
            readings[index] = decode(probabilities, charset, alternatives, used)
    return tuple(readings[index] for index in range(len(lines)))


def _line_image(crop: Pixels) -> Pixels:
    """The crop at the models' height, BGR as they were trained."""
    height, width = crop.shape[:2]
    size = (max(1, math.ceil(CROP_HEIGHT_PX * width / height)), CROP_HEIGHT_PX)
    # averaging, where a large crop shrinks: two pixels' interpolation would drop thin strokes
    interpolation = cv2.INTER_AREA if height > 2 * CROP_HEIGHT_PX else cv2.INTER_LINEAR
    resized = cv2.resize(np.ascontiguousarray(crop[:, :, ::-1]), size, interpolation=interpolation)
    return np.asarray(resized, dtype=np.uint8)


def _padded_width(line: Pixels) -> int:
    width: int = line.shape[1]
    return math.ceil(width / WIDTH_STEP_PX) * WIDTH_STEP_PX


def _groups(widths: Sequence[int], size: int) -> list[list[int]]:
    """Indices of equal width together, at most ``size`` of them."""
    groups: list[list[int]] = []
    for index in sorted(range(len(widths)), key=lambda index: (widths[index], index)):
        if groups and len(groups[-1]) < size and widths[groups[-1][0]] == widths[index]:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _batch(lines: Sequence[Pixels], width: int) -> Batch:
    """Padded on the right with 0, as in training."""
    batch = np.zeros((len(lines), 3, CROP_HEIGHT_PX, width), dtype=np.float32)
    for row, line in zip(batch, lines, strict=True):
        row[:, :, : line.shape[1]] = line.transpose(2, 0, 1) / np.float32(127.5) - 1
    return batch
