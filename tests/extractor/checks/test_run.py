"""Each identity of the self-evaluation form: when it holds, when it fails, when nothing can be said."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.record import CheckOutcome

Check = Callable[[Any], dict[str, CheckOutcome]]


def not_passed(outcomes: dict[str, CheckOutcome]) -> dict[str, str]:
    return {name: outcome.status for name, outcome in outcomes.items() if outcome.status != "pass"}


def test_a_sound_form_passes_everything(form: Any, check: Check) -> None:
    outcomes = check(form)
    assert not_passed(outcomes) == {}
    assert set(outcomes) >= {
        "funds_total.executed",
        "execution_rate",
        "execution_score",
        "execution_score_within_weight",
        "score_within_weight.4",
        "weights_total",
        "weights_hundred",
        "level1_weight.0",
        "level1_weights_hundred",
        "level1_usual_weight.2",
        "total_score",
        "project_code_digits",
        "fiscal_year_plausible",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"funds_at_2__executed": "25895.00"}, {"funds_total.executed": "fail"}),
        ({"funds_at_0__execution_rate": "83.9"}, {"execution_rate": "fail"}),
        ({"funds_at_0__execution_rate": "88.93"}, {"execution_rate": "fail", "execution_score": "fail"}),
        ({"funds_at_0__score": "8.49"}, {"execution_score": "fail", "total_score": "fail"}),
        ({"indicators_at_1__score": "30.5", "total_score": "98.89"}, {"score_within_weight.1": "fail"}),
        ({"total_score": "95.88"}, {"total_score": "fail"}),
        ({"total_weight": "101"}, {"weights_total": "fail"}),
        ({"fiscal_year": "2203"}, {"fiscal_year_plausible": "fail"}),
        ({"project_code": "44030321030030000406"}, {"project_code_digits": "unknown"}),
        ({"project_code": "4403032103003000040-X"}, {"project_code_digits": "fail"}),
    ],
)
def test_a_changed_figure_fails_just_the_rules_that_bear_on_it(
    form: Any, check: Check, changes: dict[str, str], expected: dict[str, str]
) -> None:
    assert not_passed(check(form.put(**changes))) == expected


def test_a_missing_row_fails_the_sums(form: Any, check: Check) -> None:
    without = form.put(**{f"indicators_at_0__{name}": None for name in ("level1", "level1_weight", "weight", "score")})
    assert {"weights_hundred", "level1_weight.0", "total_score"} <= set(not_passed(check(without)))


def test_a_group_alone_that_falls_short_lacks_a_row(form: Any, check: Check) -> None:
    light = form.put(indicators_at_0__weight="0", indicators_at_0__score="0")
    assert not_passed(check(light))["level1_weight.0"] == "fail"
    assert "may be missing from the text" in check(light)["level1_weight.0"].message


def test_a_row_under_the_wrong_level_does_not_accuse_the_numbers(form: Any, check: Check) -> None:
    moved = form.put(indicators_at_1__level1="效益指标", indicators_at_1__level1_weight="30")
    statuses = not_passed(check(moved))
    assert statuses == {"level1_weight.0": "unknown", "level1_weight.1": "unknown"}
    assert "wrong one" in check(moved)["level1_weight.0"].message


@pytest.mark.parametrize(
    ("changes", "check_id"),
    [
        ({"funds_at_0__executed": "?"}, "execution_rate"),
        ({"funds_at_0__annual_budget": ""}, "execution_rate"),
        ({"indicators_at_1__score": "?"}, "total_score"),
        ({"indicators_at_1__weight": "?"}, "weights_hundred"),
        ({"total_score": "—"}, "total_score"),
        ({"fiscal_year": "?"}, "fiscal_year_plausible"),
        ({"funds_at_0__score": None}, "execution_score"),
    ],
)
def test_a_number_that_cannot_be_read_leaves_its_rule_unknown(
    form: Any, check: Check, changes: dict[str, str | None], check_id: str
) -> None:
    outcome = check(form.put(**changes))[check_id]
    assert outcome.status == "unknown"
    assert outcome.paths


def test_a_part_left_blank_adds_nothing(form: Any, check: Check) -> None:
    assert not_passed(check(form.put(funds_at_3__executed="", indicators_at_3__score=""))) == {
        "score_within_weight.3": "unknown"
    }


def test_nothing_to_spend_is_a_rate_of_zero(form: Any, check: Check) -> None:
    nothing = {f"funds_at_{row}__{column}": "0.00" for row in range(4) for column in ("annual_budget", "executed")}
    zero = form.put(**nothing, funds_at_0__execution_rate="0", funds_at_0__score="0", total_score="87.5")
    assert not_passed(check(zero)) == {}
    spent = zero.put(funds_at_0__executed="5.00", funds_at_1__executed="5.00")
    assert not_passed(check(spent)) == {"execution_rate": "unknown"}


def test_no_code_printed_is_no_finding(form: Any, check: Check) -> None:
    assert "project_code_digits" not in check(form.put(project_code=""))


def test_no_weight_printed_at_the_first_level_is_no_finding(form: Any, check: Check) -> None:
    plain = form.put(**{f"indicators_at_{row}__level1_weight": "" for row in range(5)})
    assert not any(name.startswith("level1") for name in check(plain))


def test_other_first_levels_have_other_weights(form: Any, check: Check) -> None:
    other = form.put(indicators_at_4__level1="可持续指标")
    assert "level1_usual_weight.2" not in check(other)


def test_a_message_says_which_numbers_and_what_difference(form: Any, check: Check) -> None:
    outcome = check(form.put(total_score="96.89"))["total_score"]
    assert outcome.message == "8.39 + 20 + 27.5 + 30 + 0 + 10 = 95.89, not 96.89: off by 1"
    assert (outcome.expected, outcome.actual, outcome.rule) == ("95.89", "96.89", "sum")
    assert outcome.paths[:3] == ("total_score", "funds[0].score", "indicators[0].score")
    rate = check(form.put(funds_at_0__execution_rate="88.93"))["execution_rate"]
    assert rate.message == "125896.00 ÷ 150000.00 × 100 = 83.93, not 88.93: off by 5"


CENTS = st.decimals(min_value=1, max_value=10**9, places=2)


@given(spent=CENTS, budget=CENTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rate_printed_to_two_places_passes_and_any_other_fails(
    form: Any, check: Check, spent: Decimal, budget: Decimal
) -> None:
    rate = (spent / budget * 100).quantize(Decimal("0.01"))
    printed = form.put(funds_at_0__executed=str(spent), funds_at_0__annual_budget=str(budget))
    right = check(printed.put(funds_at_0__execution_rate=format(rate, "f")))
    wrong = check(printed.put(funds_at_0__execution_rate=format(rate + Decimal("0.02"), "f")))
    assert right["execution_rate"].status == "pass"
    assert wrong["execution_rate"].status == "fail"
