"""Worth: more for what is doubtful, important and quick; and a scale on which near equals are equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.triage import Asked, load_triage, worth

shares = st.floats(0, 1)
counts = st.integers(0, 500)


def of(confidence=0.9, characters=5, **more):
    return worth(Asked(confidence, characters, **more), load_triage())


@given(shares, shares, counts)
def test_the_more_doubtful_of_two_alike_is_worth_more(one, other, characters):
    surer, less_sure = sorted((one, other), reverse=True)
    assert of(surer, characters).priority <= of(less_sure, characters).priority


@given(shares, counts, counts)
def test_the_shorter_of_two_as_doubtful_is_worth_more(confidence, one, other):
    short, long = sorted((one, other))
    assert of(confidence, short).priority >= of(confidence, long).priority


@pytest.mark.parametrize("more", [{"is_total": True}, {"in_failed_check": True}, {"settles": 3}])
def test_what_others_hang_on_is_worth_more(more):
    assert of(**more).priority > of().priority


@given(st.floats(0, 0.99), counts, st.integers(2, 50))
def test_one_answer_for_several_fields_is_worth_as_many(confidence, characters, fields):
    assert of(confidence, characters, fields=fields).priority == pytest.approx(
        fields * of(confidence, characters).priority
    )


@given(shares, counts)
def test_a_rank_holds_what_differs_by_less_than_a_step(confidence, characters):
    step = load_triage().step
    found = of(confidence, characters)
    assert found.priority < 1e-12 or step**-found.rank <= found.priority * 1.0001 <= step ** (1 - found.rank) * 1.001


def test_a_certain_field_is_worth_nothing_and_comes_last():
    assert of(1.0).priority == 0
    assert of(1.0).rank > of(0.999999).rank


def test_a_long_text_that_is_almost_surely_wrong_comes_before_a_short_one_that_hardly_is():
    assert of(0.3, 120).priority > of(0.95, 5).priority
