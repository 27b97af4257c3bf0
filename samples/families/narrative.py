"""情况说明: text that states figures which the tables before it hold."""

from __future__ import annotations

from dataclasses import dataclass

from samples.dice import Dice
from samples.families.books import FUNDS, OWN_INCOME, Books, load_subjects
from samples.families.lines import FUND_NAMES, ordinal
from samples.families.manner import Manner, said
from samples.families.table import Prose
from samples.truth import Json


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure in the text: what it is of, in hundredths of 万元, and as the text prints it."""

    subject: str
    amount: int
    printed: str


class _Writer:
    """Sentences with the statements that they make, figures printed in the text's manner."""

    def __init__(self, dice: Dice) -> None:
        self._thousands, self._trimmed, self._spaced = dice.chance(0.5), dice.chance(0.3), dice.chance(0.25)
        self.statements: list[Statement] = []

    def state(self, subject: str, amount: int, between: str = "") -> str:
        """``基本支出 1,276.12 万元``."""
        whole, cents = divmod(amount, 100)
        figure = f"{whole:,}.{cents:02d}" if self._thousands else f"{whole}.{cents:02d}"
        if self._trimmed or not amount:
            figure = figure.rstrip("0").rstrip(".")
        self.statements.append(Statement(subject, amount, figure))
        gap = " " if self._spaced else ""
        return f"{subject}{between}{gap}{figure}{gap}万元"


def narrative(books: Books, manner: Manner, dice: Dice) -> tuple[Prose, ...]:
    """A heading and the paragraphs under it, as one record of the figures that they state and the tables hold.

    A zero that the tables print as a blank or a dash is no figure of theirs.
    """
    writer = _Writer(dice)
    chapters = (
        ("收入支出决算总体情况", _overall),
        ("收入决算情况", _income),
        ("支出决算情况", _expenditure),
        ("财政拨款“三公”经费支出情况", _travel),
    )
    paragraphs: list[str] = []
    for number, (title, write) in enumerate(chapters, 1):
        paragraphs += [f"{ordinal(number)}、{books.year}年度{title}", *write(books, writer)]
    heading = f"{books.department}{books.year}年度部门决算情况说明"
    held = [one for one in writer.statements if one.amount or said(manner.zero) is not None]
    statements: list[Json] = [
        {"subject": one.subject, "number": one.printed.replace(",", ""), "unit": "万元"} for one in held
    ]
    return (
        Prose((heading,), heading=True),
        Prose(tuple(paragraphs), form="narrative", data={"statements": statements}),
    )


def _overall(books: Books, writer: _Writer) -> list[str]:
    earned = sum(books.income.values()) + sum(sum(parts.values()) for parts in books.own_income.values())
    spent = sum(item.total for item in books.spent)
    total = earned + sum(books.opening.values())
    parts = [
        writer.state("收入总计", total),
        writer.state("本年收入合计", earned),
        writer.state("支出总计", total, "为"),
        writer.state("本年支出合计", spent),
    ]
    return [f"{books.department}{books.year}年{parts[0]}，包括{parts[1]}；{parts[2]}，包括{parts[3]}。"]


def _income(books: Books, writer: _Writer) -> list[str]:
    amounts = [(f"{FUND_NAMES[fund]}收入", books.income[fund]) for fund in FUNDS]
    amounts += [(name, sum(parts.get(name, 0) for parts in books.own_income.values())) for name in OWN_INCOME]
    return [f"{number}.{writer.state(name, amount)}。" for number, (name, amount) in enumerate(amounts, 1)]


def _expenditure(books: Books, writer: _Writer) -> list[str]:
    spent = sum(item.total for item in books.spent)
    basic = sum(item.basic for item in books.spent)
    shares = [
        (name, amount, round(amount / spent * 100, 2))
        for name, amount in (("基本支出", basic), ("项目支出", spent - basic))
    ]
    first = "；".join(f"{writer.state(name, amount)}，占{share:.2f}%" for name, amount, share in shares)
    names = dict(load_subjects().classes)
    sums: dict[str, int] = {}
    for item in books.spent:
        sums[item.code[:3]] = sums.get(item.code[:3], 0) + item.total
    classes = "；".join(writer.state(f"{names[code]}", amount) for code, amount in sums.items())
    return [f"从用途看，{first}。", f"从功能看，主要用于以下方面：{classes}。"]


def _travel(books: Books, writer: _Writer) -> list[str]:
    travel = books.travel
    whole = writer.state("“三公”经费", travel.total, "支出决算为")
    parts = [
        writer.state("因公出国（境）费", travel.abroad),
        writer.state("公务用车购置及运行维护费", travel.cars),
        writer.state("公务接待费", travel.reception),
    ]
    return [f"{books.year}年{whole}。其中：{'，'.join(parts)}。"]
