"""Whole reports: tables, text and forms of one department, as they are published."""

from __future__ import annotations

from samples.content import make_form
from samples.dice import Dice
from samples.families.books import Books, make_books
from samples.families.budget import budget
from samples.families.final_accounts import final_accounts
from samples.families.manner import Manner, make_manner
from samples.families.narrative import narrative
from samples.families.other import other_table
from samples.families.scorecard import scorecard_table
from samples.families.shanghai import shanghai_budget, shanghai_final_accounts
from samples.families.table import Block, Document, Filled, Prose
from samples.families.targets import targets_table
from samples.vocabulary import load_vocabulary


def make_report(dice: Dice) -> Document:
    """Final accounts with what they explain, a budget, or the report of an evaluation."""
    books = make_books(dice)
    kind = dice.pick(["final", "final", "shanghai_final", "budget", "shanghai_budget", "evaluation"])
    manner = make_manner(dice, shanghai=kind.startswith("shanghai"))
    blocks = [*_cover(books, kind)]
    if kind == "evaluation":
        blocks += _evaluation(books, manner, dice)
    elif kind.endswith("final"):
        blocks += _final(books, manner, dice, shanghai=kind != "final")
    else:
        blocks += _heading(f"{books.year}年部门预算公开表")
        blocks += shanghai_budget(books, manner) if kind != "budget" else budget(books, manner)
        blocks += [targets_table(books, manner, dice)] if kind == "budget" else []
    return Document("report", books.department, tuple(blocks))


def _heading(text: str) -> list[Block]:
    return [Prose((text,), heading=True)]


def _cover(books: Books, kind: str) -> list[Block]:
    what = "项目绩效评价报告" if kind == "evaluation" else f"部门{'决算' if 'final' in kind else '预算'}"
    return _heading(f"{books.department}{books.year}年度{what}")


def _final(books: Books, manner: Manner, dice: Dice, *, shanghai: bool) -> list[Block]:
    """Duties, the nine tables, what they state in words, and self-evaluations of projects."""
    tables = shanghai_final_accounts(books, manner) if shanghai else final_accounts(books, manner)
    forms = [_filled(dice) for _ in range(0 if shanghai else dice.whole(0, 3))]
    return [
        *_heading("第一部分 部门概况"),
        duties(dice),
        *_heading(f"第二部分 {books.year}年度部门决算表"),
        *tables,
        *_heading("第三部分 情况说明"),
        *narrative(books, manner, dice),
        *forms,
    ]


def _evaluation(books: Books, manner: Manner, dice: Dice) -> list[Block]:
    return [
        *_heading("一、项目基本情况"),
        duties(dice),
        *(other_table(books, manner, dice) for _ in range(dice.whole(1, 3))),
        targets_table(books, manner, dice),
        *_heading("二、综合评价结论"),
        duties(dice),
        scorecard_table(dice),
    ]


def _filled(dice: Dice) -> Block:
    seed, index = dice.whole(0, 2**31), dice.whole(0, 10_000)
    return Filled(make_form(seed, index), (seed, index))


def duties(dice: Dice) -> Prose:
    """What the department does, in sentences without any figure of a table."""
    vocabulary = load_vocabulary()
    theme = dice.pick(vocabulary.themes)
    templates = (
        "负责{topic}，{verb}{object}。",
        "组织实施{topic}，服务{people}。",
        "指导{object}相关工作，提升{effect}。",
    )
    return Prose(
        tuple(
            f"（{numeral}）" + theme.fill(dice.pick(templates), dice.pick(theme.acts), dice)
            for numeral in "一二三四五六"[: dice.whole(2, 6)]
        )
    )
