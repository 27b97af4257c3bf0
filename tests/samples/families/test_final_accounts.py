"""Every invented set of accounts adds up, and its tables agree with one another."""

from decimal import Decimal

import pytest

from samples.dice import Dice
from samples.families.books import FUNDS, make_books
from samples.families.final_accounts import final_accounts
from samples.families.manner import make_manner, said

SEEDS = range(12)


def tables(seed):
    books = make_books(Dice.of(seed, "books"))
    return final_accounts(books, make_manner(Dice.of(seed, "manner"), shanghai=False))


def amount(line, key):
    return Decimal(line["values"][key] or 0)


def named(table, name, side=None):
    return next(line for line in table.data["lines"] if line["name"].replace(" ", "") == name and line["side"] == side)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_books_balance_fund_by_fund(seed):
    books = make_books(Dice.of(seed, "books"))
    for fund in FUNDS:
        spent = sum(item.fiscal for item in books.of(fund))
        assert books.income[fund] + books.opening[fund] == spent + books.closing[fund]
        assert min(books.income[fund], books.opening[fund], books.closing[fund]) >= 0
    assert sum(books.economic.values()) == sum(item.basic for item in books.spent)
    assert sum(books.economic_project.values()) == sum(item.project for item in books.of("general"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("at", [1, 2, 4])
def test_codes_and_totals_are_sums(seed, at):
    table = tables(seed)[at]
    lines = [line for line in table.data["lines"] if line["code"]]
    for key in (column["key"] for column in table.data["columns"]):
        total = named(table, "合计")
        assert amount(total, key) == sum(amount(line, key) for line in lines if len(line["code"]) == 3)
        for line in lines:
            under = [one for one in lines if one["code"][:-2] == line["code"]]
            assert not under or amount(line, key) == sum(amount(one, key) for one in under)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_figure_is_the_same_in_every_table(seed):
    one, two, three, four, five, six, *_ = tables(seed)
    income = amount(named(one, "本年收入合计", "income"), "决算数")
    assert income == amount(named(two, "合计"), "本年收入合计")
    assert amount(named(one, "本年支出合计", "expenditure"), "决算数") == amount(named(three, "合计"), "本年支出合计")
    for table, key in ((one, "决算数"), (four, "金额")):
        left = amount(named(table, "总计", "income"), key)
        right = amount(named(table, "总计", "expenditure"), "决算数" if table is one else "合计")
        assert left == right > 0
    basic = sum(
        amount(named(six, f"{side}合计", key), "金额")
        for side, key in (("人员经费", "personnel"), ("公用经费", "public"))
    )
    assert basic == amount(named(five, "合计"), "基本支出")


@pytest.mark.parametrize("seed", SEEDS)
def test_line_numbers_run_without_a_gap_over_blank_lines(seed):
    table = tables(seed)[0]
    numbers = {cell.text for cell in table.cells if cell.row >= table.head_rows and cell.col in (1, 4)}
    assert numbers == {str(number) for number in range(1, 2 * (table.n_rows - table.head_rows) + 1)}
    assert all(line["name"] for line in table.data["lines"])


def test_a_blank_and_a_dash_say_nothing_and_a_zero_is_a_zero():
    assert [said(text) for text in ("", "—", "0", "1,234.50")] == [None, None, "0", "1234.50"]
