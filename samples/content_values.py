"""What an indicator aims at and what was reached, in the words that offices use."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.dice import Dice
from samples.numbers import plain


@dataclass(frozen=True, slots=True)
class Outcome:
    """Target and actual as printed; ``reached`` is the share of the target that was reached, 0 to 1."""

    target: str
    actual: str
    reached: Decimal = Decimal(1)


_TRENDS = ["有所提升", "稳步提升", "明显提高", "持续改善", "不断增强", "长期有效", "效果显著", "逐步完善"]
_GRADES = ["优", "良好", "合格", "优秀", "规范", "健全", "较好"]
_AT_LEAST = ["≥", "≥", "≥", "", "", "不少于", "超", "大于等于", ">"]
_AT_MOST = ["≤", "≤", "≤", "不超过", "小于等于", "<"]


def make_outcome(kind: str, unit: str, dice: Dice, *, missed: bool) -> Outcome:
    """A target of the kind and what became of it; ``unit`` is the counting unit of the theme."""
    numbers = {
        "count": lambda: _count(dice.pick([5, 12, 60, 300, 2600]), unit, dice, missed=missed),
        "streets": lambda: _count(12, dice.pick(["个", "条"]), dice, missed=missed),
        "years": lambda: _count(5, "年", dice, missed=False),
        "percent": lambda: _percent(kind, dice, missed=missed),
        "satisfaction": lambda: _percent(kind, dice, missed=missed),
        "low_percent": lambda: _at_most_percent(0, dice.whole(1, 6), dice),
        "capped_percent": lambda: _at_most_percent(70, 100, dice),
        "date": lambda: _date(dice),
        "hours": lambda: _hours(dice),
        "money_yuan": lambda: _money("元", dice.whole(300, 9_000_000), 2, dice),
        "money_wan": lambda: _money("万元", dice.whole(1, 900), 4, dice),
        "zero": lambda: Outcome(dice.pick(["0次", "0", "≤1次"]), dice.pick(["0次", "0"])),
    }
    return numbers[kind]() if kind in numbers else _words(kind, dice, missed=missed)


def _count(scale: int, unit: str, dice: Dice, *, missed: bool) -> Outcome:
    target = max(1, dice.whole(scale // 3, scale))
    actual = dice.whole(0, max(0, target - 1)) if missed else target + dice.pick([0, 0, 0, dice.whole(0, target)])
    shown = unit if dice.chance(0.8) else ""
    reached = min(Decimal(1), Decimal(actual) / target)
    return Outcome(f"{dice.pick(_AT_LEAST)}{target}{shown}", f"{actual}{shown}", reached)


def _percent(kind: str, dice: Dice, *, missed: bool) -> Outcome:
    target = dice.pick([80, 85, 90, 92, 95, 98, 100])
    low, high = (55, target - 1) if missed else (target, 100)
    actual = Decimal(str(round(dice.real(low, high), dice.pick([0, 0, 1, 2]))))
    mark = dice.pick(["%", "%", "分"]) if kind == "satisfaction" else "%"
    wording = dice.pick([f"≥{target}{mark}", f"≥{target}{mark}", f"{target}{mark}", f"{target}{mark}以上"])
    return Outcome(wording, f"{plain(actual)}{mark}", min(Decimal(1), actual / target))


def _date(dice: Dice) -> Outcome:
    month = dice.whole(4, 12)
    target = dice.pick([f"{month}月底前", f"{month}月底前完成", f"{month}月前", f"{month}月30日前", "全年", "按时完成"])
    actual = dice.pick([target, target, f"{dice.whole(3, month)}月", f"{dice.whole(3, month)}月完成", "已完成"])
    return Outcome(target, actual)


def _at_most_percent(low: int, top: int, dice: Dice) -> Outcome:
    actual = plain(Decimal(str(round(dice.real(low, top), dice.whole(0, 2)))))
    return Outcome(f"{dice.pick(_AT_MOST)}{top}%", f"{actual}%")


def _hours(dice: Dice) -> Outcome:
    hours = dice.pick([2, 4, 12, 24, 48, 72])
    return Outcome(dice.pick([f"≤{hours}小时", f"{hours}小时之内"]), f"{dice.pick([hours, hours // 2])}小时")


def _money(unit: str, target: int, decimals: int, dice: Dice) -> Outcome:
    actual = plain(Decimal(str(round(dice.real(target * 0.6, target), dice.pick([0, 2, decimals])))))
    return Outcome(f"{dice.pick(_AT_MOST)}{target}{unit}", f"{actual}{unit}")


def _words(kind: str, dice: Dice, *, missed: bool) -> Outcome:
    options = {
        "trend": _TRENDS,
        "grade": _GRADES,
        "timely": ["及时", "按时", "及时完成"],
        "low": ["较小", "无明显影响"],
    }[kind]
    target = dice.pick(options)
    if missed:
        return Outcome(target, dice.pick(["部分完成", "基本达到", "未完成"]), Decimal(dice.whole(0, 9)) / 10)
    return Outcome(target, dice.pick([target, target, target, "100%", "达成预期指标"]))
