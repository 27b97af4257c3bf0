"""Every invented form adds up, whatever its seed."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from samples.content import make_form
from samples.truth import form_data

CENT = Decimal("0.01")
FORMS = st.builds(make_form, st.integers(0, 2**32), st.integers(0, 10_000))


@given(FORMS)
@settings(max_examples=80)
def test_weights_add_up_level_by_level(form):
    totals = Counter()
    for row in form.indicators:
        totals[row.level1] += Decimal(row.weight)
    assert totals == {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    assert sum(totals.values()) + Decimal(form.funds[0].weight) == Decimal(form.total_weight) == 100


@given(FORMS)
@settings(max_examples=80)
def test_scores_keep_under_their_weights_and_add_up_to_the_total(form):
    assert all(0 <= Decimal(row.score) <= Decimal(row.weight) for row in form.indicators)
    total = Decimal(form.funds[0].score) + sum(Decimal(row.score) for row in form.indicators)
    assert total == Decimal(form.total_score)


@given(FORMS)
@settings(max_examples=80)
def test_total_funds_are_the_sum_of_their_sources(form):
    total, *sources = form.funds
    assert tuple(row.item for row in form.funds) == ("total", "fiscal_appropriation", "carryover", "other")
    for column in ("initial_budget", "annual_budget", "executed"):
        assert Decimal(getattr(total, column)) == sum(Decimal(getattr(row, column)) for row in sources)
    assert all(row.weight is row.execution_rate is row.score is None for row in sources)


@given(FORMS)
@settings(max_examples=80)
def test_execution_rate_is_executed_over_budget_and_its_score_a_tenth(form):
    total = form.funds[0]
    budget, executed, rate = Decimal(total.annual_budget), Decimal(total.executed), Decimal(total.execution_rate)
    expected = (executed / budget * 100).quantize(CENT, ROUND_HALF_UP) if budget else Decimal(0)
    assert rate == expected <= 100
    assert Decimal(total.score) == (rate / 10).quantize(CENT, ROUND_HALF_UP)


@given(FORMS)
@settings(max_examples=30)
def test_a_form_has_the_shape_of_the_contract(form):
    data = form_data(form)
    assert len(data["project_code"]) == 21
    assert data["project_code"].isdigit()
    assert 2019 <= int(data["fiscal_year"]) <= 2025
    assert data["indicators"][0]["level1_weight"] == "50"
    assert "\n" not in data["expected_goal"] + data["actual_outcome"]
    assert all(value is None or isinstance(value, str) for row in data["indicators"] for value in row.values())
    assert all(row["level3"] != "" for row in data["indicators"])


def test_equal_seeds_make_equal_forms_and_others_do_not():
    assert make_form(3, 4) == make_form(3, 4)
    assert make_form(3, 4) != make_form(3, 5) != make_form(4, 5)


def test_a_thousand_forms_hardly_repeat():
    forms = [make_form(11, index) for index in range(1000)]
    assert len({form.project_code for form in forms}) == 1000
    assert len({form.expected_goal for form in forms}) > 985
    rows = [(row.level3, row.target, row.actual) for form in forms for row in form.indicators if row.target]
    assert len(set(rows)) > 0.75 * len(rows)
    assert len({row.level3 for form in forms for row in form.indicators}) > 900
