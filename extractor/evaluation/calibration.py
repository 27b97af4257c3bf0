"""Whether confidence means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Finer towards 1: that is where the fields are, and where accepting or reviewing is decided.
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)

Confidences = npt.NDArray[np.float64]
Rights = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """The fields with a confidence from ``low`` up to ``high`` (1 included in the last)."""

    low: float
    high: float
    fields: int
    confidence: float
    right: float


def reliability(confidence: Confidences, right: Rights, edges: Sequence[float] = EDGES) -> tuple[Bin, ...]:
    """Mean confidence beside share right, for each bin that has fields."""
    place = np.clip(np.searchsorted(edges, confidence, side="right") - 1, 0, len(edges) - 2)
    return tuple(
        Bin(edges[k], edges[k + 1], int(of.sum()), float(confidence[of].mean()), float(right[of].mean()))
        for k in range(len(edges) - 1)
        if (of := place == k).any()
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and share right, weighted by fields. 0 is perfect."""
    total = sum(b.fields for b in bins)
    return sum(b.fields * abs(b.confidence - b.right) for b in bins) / total if total else 0.0


def coverage_at(precision: float, confidence: Confidences, right: Rights) -> float:
    """The greatest share of fields that one threshold could accept with at least this share of them right."""
    if confidence.size == 0:
        return 0.0
    order = np.argsort(-confidence, kind="stable")
    ranked, correct = confidence[order], np.cumsum(right[order])
    accepted = np.arange(1, len(ranked) + 1)
    ends = np.append(ranked[1:] != ranked[:-1], True)
    good = accepted[ends & (correct >= precision * accepted)]
    return float(good.max() / len(ranked)) if good.size else 0.0
