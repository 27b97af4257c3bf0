"""What a whole record looks like is seen in each of its fields."""

from __future__ import annotations

from extractor.scoring import Observation, with_whole
from extractor.scoring.reasons import WORDS
from extractor.scoring.whole import SHARED, WHOLE


def field(**short: float) -> Observation:
    return Observation("number", dict.fromkeys(SHARED, 1.0) | short)


def test_a_record_without_a_fault_is_perfect() -> None:
    assert all(one.features[f"{WHOLE}{name}"] == 1 for one in with_whole([field(), field()]) for name in SHARED)


def test_one_field_that_falls_short_is_seen_in_all_and_less_among_more() -> None:
    few, many = (with_whole([field(grammar=0.0), *[field()] * others]) for others in (3, 99))
    assert [one.features["whole_grammar"] for one in few] == [0.5] * 4
    assert {one.features["whole_grammar"] for one in many} == {0.9}


def test_what_is_seen_of_the_field_itself_stays() -> None:
    assert [one.features["grammar"] for one in with_whole([field(grammar=0.0), field()])] == [0, 1]


def test_a_record_without_fields_has_none() -> None:
    assert with_whole([]) == ()


def test_every_observation_of_the_whole_has_its_reason() -> None:
    assert {f"{WHOLE}{name}" for name in SHARED} <= WORDS.keys()
