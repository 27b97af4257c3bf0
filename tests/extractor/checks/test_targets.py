"""The identities of targets and score cards: tasks and their total, weights where all are printed, the total score."""

from collections.abc import Callable, Mapping

import pytest

from extractor.checks import run_checks
from extractor.values import parse_value
from models.form import Definitions
from models.record import FormReading, Leaf

Statuses = Callable[[str, Mapping[str, str]], dict[str, str]]

TASKS = {
    "tasks[0].total": "1,200.50",
    "tasks[0].fiscal": "1,200.50",
    "tasks[0].other": "0.00",
    "tasks[1].total": "80.00",
    "tasks[1].fiscal": "60.00",
    "tasks[1].other": "20.00",
    "tasks_total.total": "1,280.50",
    "tasks_total.fiscal": "1,260.50",
    "tasks_total.other": "20.00",
}
ITEMS = {
    "items[0].weight": "60",
    "items[0].score": "55",
    "items[1].weight": "40",
    "items[1].score": "40",
    "total_weight": "100",
    "total_score": "95",
}


@pytest.fixture
def statuses(definitions: Definitions) -> Statuses:
    def run(form: str, texts: Mapping[str, str]) -> dict[str, str]:
        leaves = tuple(Leaf(path, path, "amount", False, path, None, None, ()) for path in texts)
        values = {path: parse_value(text, "amount") for path, text in texts.items()}
        outcomes = run_checks(FormReading(form, "", (0,), (1,), 1.0, leaves), values, definitions)
        return {outcome.id: outcome.status for outcome in outcomes}

    return run


def test_tasks_add_up_by_column_and_by_row(statuses: Statuses) -> None:
    outcomes = statuses("performance_targets", TASKS)
    assert outcomes == dict.fromkeys(
        ["tasks_total.total", "tasks_total.fiscal", "tasks_total.other", "task_total.0", "task_total.1"], "pass"
    )
    wrong = statuses("performance_targets", TASKS | {"tasks[1].fiscal": "50.00"})
    assert {name for name, status in wrong.items() if status == "fail"} == {"tasks_total.fiscal", "task_total.1"}


def test_a_form_without_tasks_is_not_asked_for_their_total(statuses: Statuses) -> None:
    assert statuses("performance_targets", {}) == {}


def test_a_score_card(statuses: Statuses) -> None:
    assert set(statuses("evaluation_scorecard", ITEMS).values()) == {"pass"}
    wrong = statuses("evaluation_scorecard", ITEMS | {"total_score": "96"})
    assert {name for name, status in wrong.items() if status == "fail"} == {"total_score"}


def test_a_weight_that_is_not_printed_leaves_their_sum_unknown(statuses: Statuses) -> None:
    outcomes = statuses("evaluation_scorecard", ITEMS | {"items[0].weight": ""})
    assert outcomes["weights_hundred"] == "unknown"
    assert outcomes["total_score"] == "pass"


def test_amounts_that_were_rounded_one_by_one(statuses: Statuses) -> None:
    assert statuses("performance_targets", TASKS | {"tasks_total.total": "1,280.51"})["tasks_total.total"] == "pass"
    assert statuses("performance_targets", TASKS | {"tasks_total.total": "1,280.53"})["tasks_total.total"] == "fail"
