"""Tables of lines and amounts that belong to no published set: nested heads of up to four rows, sums that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TypedDict

import yaml

from samples.dice import Dice
from samples.families.books import Books
from samples.families.ledger import Head, Ledger, Line, Paper, set_table
from samples.families.manner import Manner
from samples.families.table import Table
from samples.vocabulary import load_vocabulary

Nested = str | dict[str, Sequence["Nested"]]


class _Words(TypedDict):
    titles: list[str]
    names: dict[str, list[str]]
    lines: dict[str, list[str]]
    heads: list[list[Nested]]
    notes: list[str]


@cache
def _words() -> _Words:
    text = (files("samples") / "data" / "fiscal" / "other.yaml").read_text(encoding="utf-8")
    words: _Words = yaml.safe_load(text)
    return words


_SUMS = ("合计", "小计")


def other_table(books: Books, manner: Manner, dice: Dice) -> Table:
    """One such table. Its columns are called as they are printed."""
    words = _words()
    heads = tuple(_head(head, "") for head in dice.pick(words["heads"]))
    kind = dice.pick(sorted(words["lines"]))
    pool = words["lines"][kind]
    names = dice.sample(pool, dice.whole(3, len(pool)))
    rows = [_amounts(heads, dice) for _ in names]
    lines = tuple(Line(name, row) for name, row in zip(names, rows, strict=True))
    total = Line("合计", {key: sum(row[key] for row in rows) for key in rows[0]}, total=True)
    top = dice.chance(0.3)
    numbered = dice.chance(0.4)
    topic = dice.pick(dice.pick(load_vocabulary().themes).topics)
    paper = Paper(
        table="other",
        number=dice.pick(["", "", f"附表{dice.whole(1, 9)}", f"表 {dice.whole(1, 4)}-{dice.whole(1, 9)}"]),
        title=dice.pick(words["titles"]).format(topic=topic, year=books.year),
        department=None,
        unit="万元",
        left="",
        notes=(dice.pick(words["notes"]),) if dice.chance(0.3) else (),
    )
    order = (Head("序号", "serial"),) if numbered else ()
    columns = (*order, Head(dice.pick(words["names"][kind]), "name"), *heads)
    body, foot = ((total, *lines), ()) if top else (lines, (total,))
    return set_table(paper, (Ledger(None, columns, body, foot),), replace(manner, numbered=False))


_BALANCES = (("年末余额", ("年初余额", "本年增加"), "本年减少"), ("净值", ("原值",), "累计折旧"))
"""What is left, what it is made of, and what is taken off."""


def _balance(keys: Mapping[str, str], amounts: dict[str, int], dice: Dice) -> None:
    for left, made_of, off in _BALANCES:
        if left in keys:
            had = sum(amounts[keys[label]] for label in made_of)
            amounts[keys[off]] = dice.whole(0, had)
            amounts[keys[left]] = had - amounts[keys[off]]


def _head(nested: Nested, path: str) -> Head:
    """A head with its key, the path of what is printed above it."""
    if isinstance(nested, str):
        return Head(nested, key=f"{path}{nested}")
    ((label, under),) = nested.items()
    return Head(label, under=tuple(_head(part, f"{path}{label}/") for part in under))


def _amounts(heads: Sequence[Head], dice: Dice) -> dict[str, int]:
    """Amounts by key; 合计 or 小计 is the sum of the heads beside it."""
    amounts: dict[str, int] = {}
    parts = 0
    for head in heads:
        if head.under:
            inner = _amounts(head.under, dice)
            amounts |= inner
            parts += next((amount for key, amount in inner.items() if key == head.under[0].key), 0)
        elif head.label not in _SUMS:
            amounts[head.key] = 0 if dice.chance(0.12) else dice.whole(100, 10 ** dice.whole(3, 7))
            parts += amounts[head.key]
    _balance({head.label: head.key for head in heads}, amounts, dice)
    first = heads[0]
    return {first.key: parts, **amounts} if first.label in _SUMS else amounts
