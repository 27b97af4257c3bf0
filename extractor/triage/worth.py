"""What an answer is worth: the error that it is expected to end, times its weight, by the seconds that it costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from models.data_file import parsed
from models.triage import Triage


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a field; ``characters`` of it must be compared with the page, where it ``is_shown``.

    ``fields``: how many fields the answer is for: those that stand in its cell, or in a column that is not there.
    ``settles``: other doubtful fields that it may settle.
    """

    confidence: float
    characters: int
    is_total: bool = False
    in_failed_check: bool = False
    is_shown: bool = True
    fields: int = 1
    settles: int = 0


@dataclass(frozen=True, slots=True)
class Worth:
    """``priority``: worth a second. ``rank``: its step on a scale of factors; the smaller is asked first."""

    expected_error: float
    weight: float
    seconds: float
    priority: float
    rank: int


@cache
def load_triage() -> Triage:
    """The weights that come with the package. Raises DataError where they are not as they should be."""
    text = resources.files("extractor.data").joinpath("triage.yaml").read_text("utf-8")
    return parsed("triage.yaml", text, Triage, "it holds weights, seconds and a step")


def worth(field: Asked, triage: Triage) -> Worth:
    """Of an answer about a field."""
    error = 1.0 - field.confidence
    weights, seconds = triage.weights, triage.seconds
    of_each = weights.field + weights.total * field.is_total + weights.failed_check * field.in_failed_check
    weight = of_each * field.fields + weights.settled * field.settles
    begin_s = seconds.look if field.is_shown else seconds.search
    cost_s = begin_s + field.characters * seconds.compare + error * seconds.correct
    priority = error * weight / cost_s
    # A certain field has no worth at all, and no logarithm: it comes after everything that a float can tell apart.
    rank = -math.floor(math.log(max(priority, 1e-12), triage.step))
    return Worth(error, weight, cost_s, priority, rank)
