"""What all fields of a record look like: in a table that fell apart, what looks right may stand in the wrong place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from extractor.scoring.observing import Observation

SHARED = (
    "clean_head",
    "decimals_as_others",
    "ends_like_column",
    "expected_kind",
    "grammar",
    "identified",
    "in_sequence",
    "kind_of_column",
    "known_word",
    "like_column",
    "line_named",
    "nested",
    "no_stray_dash",
    "no_unread_ink",
    "one_line",
    "row_counts",
    "row_fits",
    "weakest_glyph",
)
"""Observations that tell of a table that was cut or read badly, by how many of its fields fall short of them."""

WHOLE = "whole_"
"""What their names begin with as observations of the record."""


def with_whole(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """The observations of one record's fields, each with how its whole record does by :data:`SHARED`, 0 to 1.

    The root of what is missing on average: whether it is one field in a hundred or none tells more than whether it is
    thirty or forty.
    """
    common = {f"{WHOLE}{name}": 1.0 - math.sqrt(_shortfall(observations, name)) for name in SHARED}
    return tuple(replace(one, features=one.features | common) for one in observations)


def _shortfall(observations: Sequence[Observation], name: str) -> float:
    missing = math.fsum([1.0 - one.features[name] for one in observations])
    return max(0.0, missing / max(1, len(observations)))
