"""An invented department's books of one year, from which every table is drawn up: so the same figure is the same.

Amounts are whole numbers of the smallest unit printed: hundredths of 万元, or 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from samples.dice import Dice
from samples.vocabulary import Vocabulary, load_vocabulary

Fund = Literal["general", "fund", "capital"]
FUNDS: tuple[Fund, ...] = ("general", "fund", "capital")

Amounts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one 项 of the functional classification took: from which fund, and from income of the department's own."""

    code: str
    name: str
    fund: Fund
    basic: int
    project: int
    own: int = 0

    @property
    def fiscal(self) -> int:
        return self.basic + self.project

    @property
    def total(self) -> int:
        return self.basic + self.project + self.own


@dataclass(frozen=True, slots=True)
class Travel:
    """“三公”经费: abroad, buying cars, running cars, receptions."""

    abroad: int
    car_purchase: int
    car_running: int
    reception: int

    @property
    def cars(self) -> int:
        return self.car_purchase + self.car_running

    @property
    def total(self) -> int:
        return self.abroad + self.cars + self.reception


@dataclass(frozen=True, slots=True)
class Books:
    """``spent`` in the order of codes. ``opening``, ``closing``: carried over, by fund, and ``own`` for the rest.

    ``income``: by fund and by the kinds of own income. ``economic``: 基本支出 from the general budget by economic
    code, only the lowest codes; ``economic_project``: 项目支出 likewise. ``procured``: code, name, amount.
    """

    department: str
    year: int
    spent: tuple[Spent, ...]
    opening: Mapping[str, int]
    closing: Mapping[str, int]
    income: Mapping[str, int]
    own_income: Mapping[str, Mapping[str, int]]
    economic: Amounts
    economic_project: Amounts
    travel: Travel
    travel_budget: Travel
    travel_before: Travel
    projects: tuple[tuple[str, int], ...]
    procured: tuple[tuple[str, str, int], ...]

    def of(self, *funds: Fund) -> tuple[Spent, ...]:
        return tuple(item for item in self.spent if item.fund in funds)


OWN_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Codes and names: functional, economic by side, and the classes of expenditure (code, name)."""

    functional: Mapping[str, str]
    personnel: Mapping[str, str]
    public: Mapping[str, str]
    project: Mapping[str, str]
    classes: tuple[tuple[str, str], ...]
    goods: Mapping[str, str]

    @property
    def economic(self) -> Mapping[str, str]:
        return {**self.personnel, **self.public, **self.project}


@cache
def load_subjects() -> Subjects:
    """The subjects; the files are read once."""
    folder = files("samples") / "data" / "fiscal"
    functional = yaml.safe_load((folder / "functional.yaml").read_text(encoding="utf-8"))
    economic = yaml.safe_load((folder / "economic.yaml").read_text(encoding="utf-8"))
    classes = tuple((line[:3], line[4:]) for line in economic["classes"])
    return Subjects(
        functional, economic["personnel"], economic["public"], economic["project"], classes, economic["goods"]
    )


def with_parents(leaves: Iterable[tuple[str, Amounts]], names: Mapping[str, str]) -> list[tuple[str, str, Amounts]]:
    """(code, name, sums) of the leaves and of every code above them, in the order of codes."""
    sums: dict[str, dict[str, int]] = {}
    for code, amounts in leaves:
        for length in (3, 5, 7):
            if length <= len(code):
                above = sums.setdefault(code[:length], {})
                for key, amount in amounts.items():
                    above[key] = above.get(key, 0) + amount
    return [(code, names[code], sums[code]) for code in sorted(sums)]


def make_books(dice: Dice) -> Books:
    """The books of a draw."""
    subjects = load_subjects()
    spent = _spending(subjects, dice)
    unit = _department(load_vocabulary(), dice)
    basic = sum(item.basic for item in spent)
    project = sum(item.project for item in spent if item.fund == "general")
    travel = _travel(dice)
    economic = _economic(subjects, basic, travel, dice)
    opening, closing, income, own = _balances(spent, dice)
    return Books(
        department=unit,
        year=dice.whole(2018, 2026),
        spent=spent,
        opening=opening,
        closing=closing,
        income=income,
        own_income=own,
        economic=economic,
        economic_project=_project_economic(project, dice),
        travel=travel,
        travel_budget=_budgeted(travel, dice),
        travel_before=_budgeted(travel, dice),
        projects=_projects(sum(item.project for item in spent), dice),
        procured=_procured(subjects, project, dice),
    )


def _department(vocabulary: Vocabulary, dice: Dice) -> str:
    names = vocabulary.agencies
    parts = ["cities", "districts", "agencies"] if dice.chance(0.8) else ["cities", "agencies"]
    return "".join(dice.pick(names[part]) for part in parts)


# Every department has these 款: pensions, medical care and housing of its own people.
_COMMON = ("20805", "21011", "22102")
# The 款 that other funds than the general one pay, and the share of departments that have any.
_OTHER_FUNDS: Mapping[Fund, tuple[tuple[str, ...], float]] = {
    "fund": (("21208", "22960"), 0.25),
    "capital": (("22301", "22399"), 0.12),
}


def _spending(subjects: Subjects, dice: Dice) -> tuple[Spent, ...]:
    names = subjects.functional
    special = [prefix for prefixes, _ in _OTHER_FUNDS.values() for prefix in prefixes]
    groups = [code for code in names if len(code) == 5 and code not in (*_COMMON, *special)]
    chosen = dice.sample(groups, dice.pick([1, 2, 3, 3, 4, 5, 7]))
    rows: list[Spent] = []
    for group in chosen:
        leaves = [code for code in names if len(code) == 7 and code.startswith(group)]
        for code in sorted(dice.sample(leaves, dice.whole(1, len(leaves)))):
            run = names[code] in ("行政运行", "事业运行")
            basic = _amount(dice, 5, 7) if run else 0
            project = 0 if run and dice.chance(0.8) else _amount(dice, 3, 7)
            own = _amount(dice, 2, 5) if not run and dice.chance(0.06) else 0
            rows.append(Spent(code, names[code], "general", basic, project, own))
    for group in _COMMON:
        leaves = [code for code in names if len(code) == 7 and code.startswith(group)]
        chosen = dice.sample(leaves, dice.whole(1, len(leaves)))
        rows += [Spent(code, names[code], "general", _amount(dice, 3, 6), 0) for code in chosen]
    for fund, (prefixes, share) in _OTHER_FUNDS.items():
        if dice.chance(share):
            leaves = [code for code in names if len(code) == 7 and code[:5] in prefixes]
            chosen = dice.sample(leaves, dice.whole(1, 2))
            rows += [Spent(code, names[code], fund, 0, _amount(dice, 4, 7)) for code in chosen]
    return tuple(sorted(rows, key=lambda item: item.code))


def _amount(dice: Dice, low: int, high: int) -> int:
    """An amount of so many digits; round ones are common."""
    digits = dice.whole(low, high)
    amount = dice.whole(10 ** (digits - 1), 10**digits - 1)
    return max(100, amount // 100 * 100) if dice.chance(0.15) else amount


def _split(total: int, parts: int, dice: Dice) -> list[int]:
    """Positive parts of a total, or fewer where it is small."""
    parts = max(1, min(parts, total))
    cuts = sorted({dice.whole(1, max(1, total - 1)) for _ in range(parts - 1)})
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True) if b > a]


def _economic(subjects: Subjects, basic: int, travel: Travel, dice: Dice) -> dict[str, int]:
    """基本支出 by economic code: mostly wages."""
    wages = [code for code in subjects.personnel if len(code) == 5]
    goods = [code for code in subjects.public if len(code) == 5 and code != "30231"]
    result: dict[str, int] = {}
    running = min(travel.car_running, basic // 50)
    public = basic * dice.whole(6, 16) // 100
    personnel = basic - public - running
    for codes, total, count in ((wages, personnel, dice.whole(7, 14)), (goods, public, dice.whole(5, 16))):
        weighted = codes[:9] if codes is wages else codes
        chosen = dice.sample(weighted, count) + (dice.sample(codes, 2) if codes is wages else [])
        parts = _split(total, count, dice)
        for code, part in zip(chosen, parts, strict=False):
            result[code] = result.get(code, 0) + part
        rest = total - sum(parts[: len(chosen)])
        if rest:
            result[codes[-1]] = result.get(codes[-1], 0) + rest
    if running:
        result["30231"] = running
    return dict(sorted(result.items()))


_PROJECT_CODES = ("30201", "30211", "30214", "30226", "30227", "30299", "31002", "31007", "31204", "31299", "30399")


def _project_economic(project: int, dice: Dice) -> dict[str, int]:
    parts = _split(project, dice.whole(2, 7), dice) if project else []
    return dict(sorted(zip(dice.sample(_PROJECT_CODES, len(parts)), parts, strict=True)))


def _travel(dice: Dice) -> Travel:
    def some(chance: float, digits: int) -> int:
        return dice.whole(10 ** (digits - 1), 10**digits - 1) if dice.chance(chance) else 0

    return Travel(some(0.35, 4), some(0.12, 4), some(0.8, 3), some(0.4, 2))


def _budgeted(travel: Travel, dice: Dice) -> Travel:
    """What was planned: not less than what was spent, as a rule equal."""

    def plan(amount: int) -> int:
        return amount if dice.chance(0.5) else amount + dice.whole(1, max(2, amount // 2))

    return Travel(plan(travel.abroad), travel.car_purchase, plan(travel.car_running), plan(travel.reception))


_Balances = tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, dict[str, int]]]


def _balances(spent: tuple[Spent, ...], dice: Dice) -> _Balances:
    """Opening and closing balances and income: income + opening = expenditure + closing, fund by fund."""
    opening: dict[str, int] = {}
    closing: dict[str, int] = {}
    income: dict[str, int] = {}
    for fund in FUNDS:
        used = sum(item.fiscal for item in spent if item.fund == fund)
        opening[fund] = _amount(dice, 3, 5) if used and dice.chance(0.45) else 0
        closing[fund] = opening[fund] if dice.chance(0.4) else (_amount(dice, 2, 4) if used and dice.chance(0.3) else 0)
        if used + closing[fund] < opening[fund]:
            closing[fund] = opening[fund]
        income[fund] = used + closing[fund] - opening[fund]
    own: dict[str, dict[str, int]] = {}
    for item in spent:
        if item.own:
            own[item.code] = {dice.pick(OWN_INCOME[:2] + OWN_INCOME[4:]): item.own}
    return opening, closing, income, own


def _projects(total: int, dice: Dice) -> tuple[tuple[str, int], ...]:
    """项目支出 by first-level project."""
    themes = load_vocabulary().themes
    parts = _split(total, dice.whole(2, 9), dice) if total else []
    names: dict[str, int] = {}
    for part in parts:
        theme = dice.pick(themes)
        name = dice.pick([f"{dice.pick(theme.topics)}经费", dice.pick(theme.topics), f"{dice.pick(theme.topics)}专项"])
        names[name] = names.get(name, 0) + part
    return tuple(names.items())


def _procured(subjects: Subjects, project: int, dice: Dice) -> tuple[tuple[str, str, int], ...]:
    """What is bought by 政府采购, mostly little or nothing."""
    codes = sorted(dice.sample(sorted(subjects.goods), dice.pick([0, 0, 2, 3, 5]))) if project > 10_000 else []
    parts = _split(project // 20, len(codes), dice) if codes else []
    return tuple((code, subjects.goods[code], part) for code, part in zip(codes, parts, strict=False))
