"""The score card of an evaluation report: indicators with what they mean, how they are marked, and their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TypedDict

import yaml

from samples.dice import Dice
from samples.families.table import Cell, Table
from samples.numbers import plain
from samples.truth import clean
from samples.vocabulary import Theme, load_vocabulary


class _Words(TypedDict):
    frame: dict[str, dict[str, list[str]]]
    own: dict[str, dict[str, list[str]]]
    weights: dict[str, int]
    explanations: list[str]
    criteria: list[str]
    labels: dict[str, list[str]]


@cache
def _words() -> _Words:
    text = (files("samples") / "data" / "scorecard.yaml").read_text(encoding="utf-8")
    words: _Words = yaml.safe_load(text)
    return words


@dataclass(frozen=True, slots=True)
class Item:
    level1: str
    level2: str
    level3: str
    weight: Decimal
    explanation: str
    criteria: str
    score: Decimal


def scorecard_table(dice: Dice) -> Table:
    """A score card whose weights make 100 and whose total is the sum of its scores."""
    words = _words()
    theme = dice.pick(load_vocabulary().themes)
    items = _items(words, theme, dice)
    label = {role: dice.pick(options) for role, options in words["labels"].items()}
    total = sum((item.score for item in items), Decimal(0))
    flat = dice.chance(0.3)
    cells = _heads(label, flat=flat)
    first = 1 if flat else 2
    cells += _levels(items, first)
    for row, item in enumerate(items, first):
        texts = (item.level3, plain(item.weight), item.explanation, item.criteria, plain(item.score))
        for col, text in enumerate(texts, 2):
            cells.append(Cell(row, col, 1, 1, text, "left" if col in (2, 4, 5) else "centre"))
    last = first + len(items)
    ended = dice.chance(0.7)
    if ended:
        cells += [Cell(last, 0, 1, 3, label["total"]), Cell(last, 3, 1, 1, "100"), Cell(last, 4, 1, 2, "")]
        cells.append(Cell(last, 6, 1, 1, plain(total)))
    return Table(
        title=dice.pick(["", "", "附件 1 ", "附件："]) + label["title"],
        number="",
        left="",
        right="",
        n_rows=last + ended,
        n_cols=7,
        head_rows=first,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        widths=(0.8, 1.0, 1.5, 0.7, 2.6, 4.0, 0.7),
        notes=(),
        form="evaluation_scorecard",
        data={
            "items": [
                {
                    "level1": item.level1,
                    "level2": item.level2,
                    "level3": item.level3,
                    "weight": plain(item.weight),
                    "explanation": clean(item.explanation),
                    "criteria": clean(item.criteria),
                    "score": plain(item.score),
                }
                for item in items
            ],
            "total_score": plain(total) if ended else None,
        },
    )


def _items(words: _Words, theme: Theme, dice: Dice) -> list[Item]:
    names: dict[str, list[tuple[str, str]]] = {}
    for frame, own in ((words["frame"], False), (words["own"], True)):
        for level1, classes in frame.items():
            for level2, patterns in classes.items():
                chosen = patterns if not own else dice.sample(patterns, dice.whole(1, len(patterns)))
                for pattern in chosen:
                    name = theme.fill(pattern, dice.pick(theme.acts), dice)
                    names.setdefault(level1, []).append((level2, name))
    items = []
    for level1, rows in names.items():
        for (level2, name), weight in zip(rows, _split(words["weights"][level1], len(rows), dice), strict=True):
            score = weight if dice.chance(0.75) else max(Decimal(0), weight - dice.whole(1, 4) * Decimal("0.5"))
            items.append(_item(words, theme, (level1, level2, name), weight, score, dice=dice))
    return items


def _item(
    words: _Words, theme: Theme, names: tuple[str, str, str], weight: Decimal, score: Decimal, *, dice: Dice
) -> Item:
    slots = {"name": names[2], "points": plain(weight), "part": plain(weight / 4)}
    explanation, criteria = (
        theme.fill(dice.pick(templates), dice.pick(theme.acts), dice, **slots)
        for templates in (words["explanations"], words["criteria"])
    )
    return Item(*names, weight, explanation, criteria, score)


def _split(total: int, parts: int, dice: Dice) -> list[Decimal]:
    """``parts`` whole weights that add up to ``total``."""
    cuts = sorted(dice.sample(range(1, total), parts - 1))
    return [Decimal(b - a) for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def _heads(label: Mapping[str, str], *, flat: bool) -> list[Cell]:
    """Seven heads in one row, or the first four under one."""
    levels = [label[role] for role in ("level1", "level2", "level3", "weight")]
    rest = [label[role] for role in ("explanation", "criteria", "score")]
    if flat:
        return [Cell(0, col, 1, 1, text) for col, text in enumerate([*levels, *rest])]
    return [
        Cell(0, 0, 1, 4, label["heads"]),
        *(Cell(1, col, 1, 1, text) for col, text in enumerate(levels)),
        *(Cell(0, col, 2, 1, text) for col, text in enumerate(rest, 4)),
    ]


def _levels(items: Sequence[Item], first: int) -> list[Cell]:
    cells: list[Cell] = []
    for col, names in enumerate(([i.level1 for i in items], [f"{i.level1}/{i.level2}" for i in items])):
        starts = [at for at in range(len(names)) if at == 0 or names[at] != names[at - 1]]
        for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
            cells.append(Cell(first + start, col, end - start, 1, names[start].rsplit("/", 1)[-1]))
    return cells
