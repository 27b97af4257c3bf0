"""The indicator rows: three levels, weights that add up, and scores that no weight is below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samples.content_values import make_outcome
from samples.dice import Dice
from samples.numbers import plain, rounded
from samples.vocabulary import Theme, Vocabulary

LEVEL1_WEIGHTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row; None is a blank cell, which is not the same as 无."""

    level1: str
    level2: str
    level3: str | None
    target: str | None
    actual: str | None
    weight: str
    score: str
    deviation: str | None

    @property
    def level1_weight(self) -> int:
        return LEVEL1_WEIGHTS[self.level1]


# How many indicators a class has: the output classes nearly always have some, the benefit classes mostly not.
_ROWS = {"产出指标": (1, 1, 1, 1, 2, 2, 3, 4, 0), "效益指标": (0, 0, 1, 1, 2), "满意度指标": (0, 1, 1, 2)}


def make_indicators(
    vocabulary: Vocabulary, theme: Theme, wording: Mapping[str, str], dice: Dice
) -> tuple[Indicator, ...]:
    """All rows, level 1 by level 1, in the form's order. The weights of a level 1 add up to its own."""
    rows: list[Indicator] = []
    absent = _absent_row(wording["absent"], dice)
    many = dice.pick([1, 1, 1, 1, 2, 3])  # now and then a form runs over several pages
    for level1, classes in vocabulary.wordings.items():
        counts = _counts(level1, len(classes), many, dice)
        weights = iter(_split(LEVEL1_WEIGHTS[level1], sum(counts), dice))
        for (level2, wordings), count in zip(classes.items(), counts, strict=True):
            if count == 0:
                rows.append(Indicator(level1, level2, *absent, "0", "0", None))
            for _ in range(count):
                taken = {row.level3 for row in rows}
                draws = (_draw_wording(theme, dice.pick(wordings), dice) for _ in range(_DRAWS))
                drawn = next((draw for draw in draws if draw.text not in taken), None)
                drawn = drawn or _draw_wording(theme, dice.pick(wordings), dice)
                rows.append(_row(vocabulary, theme, (level1, level2), drawn, weight=next(weights), dice=dice))
    return tuple(rows)


def _counts(level1: str, classes: int, many: int, dice: Dice) -> list[int]:
    counts = [dice.pick(_ROWS[level1]) for _ in range(classes)]
    if level1 == "产出指标":
        counts = [count * many for count in counts]
    if not any(counts):
        counts[1 if level1 == "效益指标" else 0] = 1
    return counts


def _absent_row(absent: str, dice: Dice) -> tuple[str | None, str | None, str | None]:
    """Third level, target and actual of a row that a form leaves out, in this form's manner."""
    if not absent:
        return None, None, dice.pick([None, "不适用", "无"])
    return dice.pick([(absent, None, None), (absent, None, None), (absent, absent, absent), (None, None, absent)])


def _split(total: int, parts: int, dice: Dice) -> list[Decimal]:
    """``parts`` positive weights that add up to ``total``, in steps of 5, 1, 0.5 or 0.1 (the largest that fits)."""
    fitting = [step for step in ("5", "1", "0.5", "0.1") if Decimal(total) / Decimal(step) >= parts]
    step = Decimal(fitting[0] if dice.chance(0.8) else dice.pick(fitting))
    units = int(total / step)
    inner = sorted(dice.sample(range(1, units), parts - 1))
    return [step * (b - a) for a, b in zip([0, *inner], [*inner, units], strict=True)]


_DRAWS = 6  # tries for a wording that the form does not hold yet


@dataclass(frozen=True, slots=True)
class _Wording:
    """A third-level name as printed, the kind of its value, and the unit in which its act counts."""

    text: str
    kind: str
    unit: str


def _draw_wording(theme: Theme, wording: Sequence[str], dice: Dice) -> _Wording:
    act = dice.pick(theme.acts)
    return _Wording(theme.fill(wording[0], act, dice), wording[1], act.unit)


def _row(
    vocabulary: Vocabulary, theme: Theme, levels: tuple[str, str], wording: _Wording, *, weight: Decimal, dice: Dice
) -> Indicator:
    missed = dice.chance(0.12)
    outcome = make_outcome(wording.kind, wording.unit, dice, missed=missed)
    score = min(weight, rounded(weight * outcome.reached, Decimal(dice.pick(["1", "0.1", "0.01"]))))
    deviation = _deviation(vocabulary, theme, dice, short=score < weight)
    if levels[0] == "满意度指标" and score == weight and dice.chance(0.08):
        excuse = dice.pick(vocabulary.sentences["excuses"])
        return Indicator(*levels, "不适用", None, None, plain(weight), plain(score), excuse)
    return Indicator(*levels, wording.text, outcome.target, outcome.actual, plain(weight), plain(score), deviation)


def _deviation(vocabulary: Vocabulary, theme: Theme, dice: Dice, *, short: bool) -> str | None:
    kind = "deviations" if short and dice.chance(0.85) else "explanations" if dice.chance(0.03) else None
    if kind is None:
        return dice.pick([None, None, None, None, None, None, "无"]) if dice.chance(0.2) else None
    return theme.fill(dice.pick(vocabulary.sentences[kind]), dice.pick(theme.acts), dice)
