"""Invented 项目支出绩效自评表 whose figures agree with one another, as text and numbers without any layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from samples.content_funds import FundsRow, make_funds
from samples.content_indicators import Indicator, make_indicators
from samples.dice import Dice
from samples.numbers import plain
from samples.vocabulary import Theme, Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``wording`` is the label that it prints for each role of ``data/labels.yaml``."""

    wording: Mapping[str, str]
    project_code: str
    project_name: str
    fiscal_year: str
    implementing_unit: str
    budget_unit: str
    funds: tuple[FundsRow, ...]
    expected_goal: tuple[str, ...]
    actual_outcome: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    total_weight: str
    total_score: str


# Chances that a goal text is of one, a few or many sentences.
_GOAL_LENGTHS = (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12)


def make_form(seed: int, index: int = 0) -> Form:
    """The form of a seed. Equal arguments give equal forms."""
    vocabulary = load_vocabulary()
    dice = Dice.of(seed, index, "content")
    theme = dice.pick(vocabulary.themes)
    year = str(dice.whole(2019, 2025))
    wording = _wording(vocabulary, year, dice)
    unit = _agency(vocabulary, dice)
    funds = make_funds(dice)
    indicators = make_indicators(vocabulary, theme, wording, dice)
    scores = [Decimal(row.score) for row in indicators] + [Decimal(row.score) for row in funds if row.score]
    return Form(
        wording=wording,
        project_code=dice.pick(vocabulary.agencies["code_heads"]) + "".join(str(dice.whole(0, 9)) for _ in range(17)),
        project_name=_project_name(theme, year, dice),
        fiscal_year=year,
        implementing_unit=unit,
        budget_unit=unit if dice.chance(0.8) else unit.split("（")[0].split("(")[0],
        funds=funds,
        expected_goal=_text(vocabulary, theme, "goals", year, dice),
        actual_outcome=_text(vocabulary, theme, "outcomes", year, dice),
        indicators=indicators,
        total_weight=dice.pick(["100", "100", "100", "100.0", "100.00"]),
        total_score=plain(sum(scores, Decimal(0))),
    )


def _wording(vocabulary: Vocabulary, year: str, dice: Dice) -> dict[str, str]:
    chosen = {role: dice.pick(options) for role, options in vocabulary.labels.items()}
    return chosen | {"title": chosen["title"].format(year=year)}


def _agency(vocabulary: Vocabulary, dice: Dice) -> str:
    names = vocabulary.agencies
    return "".join(dice.pick(names[part]) for part in ("cities", "districts", "agencies", "suffixes"))


def _project_name(theme: Theme, year: str, dice: Dice) -> str:
    act = dice.pick(theme.acts)
    topic = dice.pick(theme.topics)
    patterns = [
        topic,
        f"{topic}经费",
        f"{topic}专项资金",
        f"{year}年{topic}项目",
        f"{act.verb}{act.object}",
        f"{topic}及{act.object}工作",
        f"{act.object}{topic}工作",
        f"{topic}（{act.verb}{act.object}）",
    ]
    return dice.pick(patterns)


def _text(vocabulary: Vocabulary, theme: Theme, kind: str, year: str, dice: Dice) -> tuple[str, ...]:
    """The paragraphs of a goal text, numbered or not, or one paragraph."""
    count = dice.pick(_GOAL_LENGTHS)
    templates = dice.sample(vocabulary.sentences[kind], count)
    while len(templates) < count:
        templates.append(dice.pick(vocabulary.sentences[kind]))
    sentences = [
        theme.fill(
            template,
            dice.pick(theme.acts),
            dice,
            year=year,
            n=dice.whole(2, 900),
            m=dice.whole(2, 12),
            p=dice.whole(80, 99),
            month=dice.whole(3, 12),
            money=dice.whole(3, 900),
        )
        for template in templates
    ]
    style = dice.pick(["run", "run", "dots", "targets"])
    if style == "run" or count == 1:
        return ("".join(sentences),)
    prefix = "{0}." if style == "dots" else "目标{0}："
    return tuple(prefix.format(number) + text for number, text in enumerate(sentences, 1))
