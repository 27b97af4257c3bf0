"""Budgets and Shanghai's tables balance, and their columns are what their heads say."""

from decimal import Decimal

import pytest

from samples.dice import Dice
from samples.families.books import make_books
from samples.families.budget import budget
from samples.families.manner import make_manner
from samples.families.other import other_table
from samples.families.shanghai import shanghai_budget, shanghai_final_accounts

SEEDS = range(12)


def made(make, seed, *, shanghai):
    return make(make_books(Dice.of(seed, "books")), make_manner(Dice.of(seed, "manner"), shanghai=shanghai))


def line(table, name, side=None):
    return next(one for one in table.data["lines"] if one["name"] == name and one["side"] == side)["values"]


def amount(text):
    return Decimal(text or 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_sides_of_a_balance_sheet_are_the_same(seed):
    sheets = [made(budget, seed, shanghai=False)[at] for at in (0, 5)]
    sheets += [made(shanghai_budget, seed, shanghai=True)[0]]
    for sheet in sheets:
        left, right = line(sheet, "收入总计", "income"), line(sheet, "支出总计", "expenditure")
        assert amount(left["预算数"]) == amount(right["预算数"]) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_that_are_parts_add_up_to_their_total(seed):
    tables = made(budget, seed, shanghai=False)
    income = tables[1].data["lines"][0]["values"]
    general = "本年收入/政府预算拨款/一般公共预算拨款/"
    parts = sum(amount(text) for key, text in income.items() if key != "收入总计" and not key.startswith(general))
    assert amount(income["收入总计"]) == parts + amount(income[f"{general}小计"])
    for table in tables[6:8]:
        for values in (one["values"] for one in table.data["lines"]):
            assert amount(values["支出总计"]) == amount(values["基本支出"]) + amount(values["项目支出"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_unit_has_a_line_of_its_own_without_a_code(seed):
    for table in made(budget, seed, shanghai=False)[6:8]:
        first = table.data["lines"][0]
        assert first["code"] is None
        assert table.data["department"].startswith(first["name"])


@pytest.mark.parametrize("seed", SEEDS)
def test_codes_in_three_columns_are_one_code_in_the_record(seed):
    table = made(shanghai_final_accounts, seed, shanghai=True)[4]
    codes = [one["code"] for one in table.data["lines"] if one["code"]]
    assert codes == sorted(codes)
    assert {len(code) for code in codes} == {3, 5, 7}
    assert table.data["table_no"] is table.data["department"] is None


@pytest.mark.parametrize("seed", SEEDS)
def test_an_unknown_table_adds_up_under_its_own_heads(seed):
    dice = Dice.of(seed, "other")
    table = other_table(make_books(dice), make_manner(dice, shanghai=False), dice)
    *lines, last = sorted(table.data["lines"], key=lambda one: one["name"] == "合计")
    for key in last["values"]:
        assert amount(last["values"][key]) == sum(amount(one["values"][key]) for one in lines)
    assert table.head_rows == max(key.count("/") for key in last["values"]) + 1
