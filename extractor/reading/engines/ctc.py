"""From the recogniser's probabilities to characters that know how sure they are and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.reading.engines.contract import Recognised, RecognisedCharacter
from models.median import median

BLANK = 0
"""The class that means no character: the first, in every model of the PP-OCR family."""

LEAST_ALTERNATIVE = 0.001
"""An alternative less likely than this is noise of the softmax over some twenty thousand classes."""


def decode(
    probabilities: npt.NDArray[np.float32], charset: Sequence[str], alternatives: int, used: float = 1.0
) -> Recognised:
    """Greedy CTC decoding of one crop.

    ``probabilities`` has shape (steps, classes), its rows summing to 1; ``charset[i]`` is what class i stands for.
    ``used`` is the share of the steps that the crop fills; the rest is padding. A run of steps whose best class
    is the same character is one character: its probability is the best within the run, its alternatives are
    merged over the run, and its extent goes half-way to its neighbours, but no further than the usual advance.
    """
    steps = max(1, round(len(probabilities) * min(used, 1.0)))
    best = probabilities[:steps].argmax(axis=1)
    runs = _runs(best)
    if not runs:
        return Recognised()
    centers = [_center(probabilities[start:end, best[start]], start) / steps for start, end in runs]
    extents = _extents(centers)
    return Recognised(
        tuple(
            RecognisedCharacter(
                charset[best[start]],
                float(probabilities[start:end, best[start]].max()),
                *extent,
                _alternatives(probabilities[start:end], int(best[start]), charset, alternatives),
            )
            for (start, end), extent in zip(runs, extents, strict=True)
        )
    )


def _runs(best: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """The stretches [start, end) of one class that is not blank."""
    edges = np.flatnonzero(np.diff(best)) + 1
    bounds = [0, *edges.tolist(), len(best)]
    return [(start, end) for start, end in pairwise(bounds) if best[start] != BLANK]


def _center(weights: npt.NDArray[np.float32], start: int) -> float:
    return float(np.average(np.arange(start, start + len(weights)) + 0.5, weights=weights))


def _extents(centers: Sequence[float]) -> list[tuple[float, float]]:
    """Half-way to the neighbours; a gap wider than the usual advance belongs to neither."""
    advances = np.diff(centers)
    reach = median(advances) / 2 if len(advances) else 0.5
    halves = [min(reach, float(advance) / 2) for advance in advances]
    return [
        (max(0.0, center - left), min(1.0, center + right))
        for center, left, right in zip(centers, [reach, *halves], [*halves, reach], strict=True)
    ]


def _alternatives(
    run: npt.NDArray[np.float32], chosen: int, charset: Sequence[str], count: int
) -> tuple[tuple[str, float], ...]:
    merged = run.max(axis=0)
    merged[[BLANK, chosen]] = 0.0
    likely = np.flatnonzero(merged >= LEAST_ALTERNATIVE)
    ranked = sorted(likely.tolist(), key=lambda index: (-merged[index], index))[:count]
    return tuple((charset[index], float(merged[index])) for index in ranked)
