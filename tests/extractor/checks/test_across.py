"""The same figure in two tables and in the text: the same, off, in another unit, or nothing to compare."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.checks import compare_tables, compare_text
from models.figure import Figure
from models.record import TypedValue

WAN = Decimal(10_000)


def figure(record: int, table: str, line: str, column: str, value: str | None, **other: str) -> Figure:
    return Figure(
        record=record,
        path=f"lines[{other.get('row', '0')}].values.{column}",
        table=table,
        title=f"表{record}",
        side=other.get("side"),
        line=line,
        name=line,
        code=other.get("code", ""),
        column=column,
        value=Decimal(value) if value else None,
        blank=value is None,
        shown=value or "",
        unit="万元",
        yuan=WAN,
    )


ONE = figure(0, "final_accounts.01", "本年收入合计", "决算数", "1230.00", side="income")
TWO = figure(1, "final_accounts.02", "合计", "本年收入合计", "1230.00")


def statuses(*figures: Figure) -> dict[int, list[str]]:
    return {record: [it.status for it in found] for record, found in compare_tables(figures).items()}


def test_both_tables_are_told_what_the_other_says() -> None:
    outcomes = compare_tables([ONE, TWO])
    assert {record: [(it.status, it.paths) for it in found] for record, found in outcomes.items()} == {
        0: [("pass", (ONE.path,))],
        1: [("pass", (TWO.path,))],
    }
    assert "表1" in outcomes[0][0].message
    assert "表0" in outcomes[1][0].message


def test_a_cent_is_a_difference() -> None:
    assert statuses(ONE, replace(TWO, value=Decimal("1230.01"))) == {0: ["fail"], 1: ["fail"]}


@pytest.mark.parametrize(("value", "yuan", "status"), [("12300049.99", "1", "pass"), ("12300050.01", "1", "fail")])
def test_tables_in_other_units_agree_to_the_hundredth_of_the_larger(value: str, yuan: str, status: str) -> None:
    other = replace(TWO, value=Decimal(value), yuan=Decimal(yuan))
    assert statuses(ONE, other) == {0: [status], 1: [status]}


def test_a_unit_that_conflicts_is_told() -> None:
    wrong = replace(TWO, value=Decimal("12300000.00"))
    outcomes = compare_tables([ONE, wrong])
    assert outcomes[0][0].status == "fail"
    assert "units of the two tables conflict" in outcomes[0][0].message
    assert statuses(ONE, replace(wrong, yuan=None)) == {0: ["pass"], 1: ["pass"]}


def test_blank_is_not_compared_and_unread_is_unknown() -> None:
    assert statuses(ONE, replace(TWO, value=None, blank=True)) == {}
    assert statuses(ONE, replace(TWO, value=None, shown="12?0")) == {0: ["unknown"], 1: ["unknown"]}
    assert statuses(ONE) == {}


def test_lines_of_one_name() -> None:
    left = figure(0, "final_accounts.01", "教育支出", "决算数", "5.00", side="expenditure")
    top = figure(1, "final_accounts.03", "教育支出", "本年支出合计", "5.00", code="205")
    under = figure(1, "final_accounts.03", "教育支出", "本年支出合计", "4.00", code="20502", row="1")
    assert statuses(left, top, under) == {0: ["pass"], 1: ["pass"]}
    assert statuses(left, under) == {}


@pytest.mark.parametrize(
    ("number", "unit", "status"),
    [("1230", "万元", "pass"), ("1230.01", "万元", "fail"), ("12300000", "元", "pass"), ("0.12", "亿元", "pass")],
)
def test_the_text_against_its_table(number: str, unit: str, status: str) -> None:
    values = {
        "statements[0].subject": TypedValue("text", "本年收入"),
        "statements[0].number": TypedValue("number", number, number),
        "statements[0].unit": TypedValue("text", unit),
    }
    (outcome,) = compare_text(values, [ONE], {"元": "1", "万元": "10000", "亿元": "100000000"})
    assert (outcome.status, outcome.paths) == (status, ("statements[0].number",))
    assert "本年收入" in outcome.message
    assert "表0" in outcome.message


def test_a_cell_that_cannot_be_read_is_unknown() -> None:
    values = {
        "statements[0].subject": TypedValue("text", "公务接待费"),
        "statements[0].number": TypedValue("number", "3", "3"),
        "statements[0].unit": TypedValue("text", "万元"),
    }
    (outcome,) = compare_text(values, [replace(ONE, value=None, shown="3?")], {"万元": "10000"})
    assert outcome.status == "unknown"
