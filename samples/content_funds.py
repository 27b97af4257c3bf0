"""The funds block: four rows of amounts, and the execution rate with its score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.dice import Dice
from samples.numbers import CENT, plain, rounded


@dataclass(frozen=True, slots=True)
class FundsRow:
    """Amounts in yuan with two decimals; weight, rate and score are None where the form prints a dash."""

    item: str
    initial_budget: str
    annual_budget: str
    executed: str
    weight: str | None = None
    execution_rate: str | None = None
    score: str | None = None


def execution_rate(executed: Decimal, annual: Decimal) -> Decimal:
    """Executed in percent of the annual budget, two decimals; 0 where there was no budget."""
    return rounded(executed / annual * 100) if annual else Decimal(0)


def make_funds(dice: Dice) -> tuple[FundsRow, ...]:
    """The four rows: the total is the sum of the others, column by column."""
    parts = {item: _source(dice, present=dice.chance(share)) for item, share in _SHARES.items()}
    columns = [sum((amounts[column] for amounts in parts.values()), Decimal(0)) for column in range(3)]
    rate = execution_rate(columns[2], columns[1])
    initial, annual, executed = (str(rounded(column)) for column in columns)
    total = FundsRow("total", initial, annual, executed, "10", plain(rate), plain(rounded(rate / 10)))
    return (total, *(FundsRow(item, *(str(amount) for amount in amounts)) for item, amounts in parts.items()))


# How often a source of funds has any money, as in published forms: most projects live on the year's appropriation.
_SHARES = {"fiscal_appropriation": 0.94, "carryover": 0.15, "other": 0.1}


def _source(dice: Dice, *, present: bool) -> tuple[Decimal, Decimal, Decimal]:
    """Initial budget, annual budget and executed amount of one source."""
    if not present:
        return Decimal("0.00"), Decimal("0.00"), Decimal("0.00")
    digits = dice.whole(4, 9)
    budget = Decimal(dice.whole(10 ** (digits - 1), 10**digits - 1))
    budget = rounded(budget if dice.chance(0.6) else budget + Decimal(dice.whole(1, 99)) * CENT)
    if dice.chance(0.55):
        initial, annual = budget, budget
    elif dice.chance(0.3):
        initial, annual = Decimal("0.00"), budget
    elif dice.chance(0.08):
        initial, annual = budget, Decimal("0.00")
    else:
        initial, annual = rounded(budget * Decimal(dice.whole(50, 140)) / 100), budget
    share = dice.pick(["all", "most", "most", "most", "round", "little"])
    if share == "all" or not annual:
        return initial, annual, annual
    if share == "round":
        return initial, annual, rounded(annual * Decimal(dice.whole(50, 99)) / 100)
    low = 700_000 if share == "most" else 0
    return initial, annual, rounded(annual * Decimal(dice.whole(low, 999_999)) / 1_000_000)
