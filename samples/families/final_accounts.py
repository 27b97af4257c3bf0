"""The nine tables of a department's final accounts (部门决算表), from its books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from samples.families.books import FUNDS, OWN_INCOME, Books, Fund, load_subjects, with_parents
from samples.families.ledger import Head, Ledger, Line, Paper, set_table
from samples.families.lines import (
    FUND_NAMES,
    code_heads,
    code_lines,
    numbered_heads,
    ordinal,
    renamed,
    totalled,
    travel_heads,
)
from samples.families.manner import Manner
from samples.families.table import Table


def final_accounts(books: Books, manner: Manner) -> tuple[Table, ...]:
    """Tables 1 to 9, in order."""
    makers = (_one, _two, _three, _four, _five, _six, _seven, _eight, _nine)
    return tuple(make(books, manner) for make in makers)


def _paper(books: Books, manner: Manner, number: int, title: str, *notes: str) -> Paper:
    return Paper(
        table=f"final_accounts.{number:02d}",
        number=f"表 {number}",
        title=title,
        department=books.department,
        unit="万元",
        left=f"部门{manner.colon}{books.department}",
        notes=tuple(f"注：{note}" if at == 0 else note for at, note in enumerate(notes)),
    )


def _one(books: Books, manner: Manner) -> Table:
    key = "决算数"
    income = [(f"{FUND_NAMES[fund]}收入", books.income[fund]) for fund in FUNDS]
    income += [(name, sum(parts.get(name, 0) for parts in books.own_income.values())) for name in OWN_INCOME]
    earned = sum(amount for _, amount in income)
    spent = sum(item.total for item in books.spent)
    opening, closing = sum(books.opening.values()), sum(books.closing.values())
    left = tuple(Line(f"{ordinal(at)}、{name}", {key: amount}) for at, (name, amount) in enumerate(income, 1))
    feet = (
        [
            ("本年收入合计", earned),
            ("使用非财政拨款结余（含专用结余）", 0),
            ("年初结转和结余", opening),
            ("总计", earned + opening),
        ],
        [("本年支出合计", spent), ("结余分配", 0), ("年末结转和结余", closing), ("总计", spent + closing)],
    )
    income_foot, spent_foot = (tuple(Line(name, {key: amount}, total=True) for name, amount in foot) for foot in feet)
    heads = numbered_heads(manner, Head(key, key=key))
    return set_table(
        _paper(books, manner, 1, "收入支出决算总表", "本表反映部门本年度的总收支和年末结转结余情况。"),
        (
            Ledger("income", (Head("收入", under=heads),), left, income_foot),
            Ledger("expenditure", (Head("支出", under=heads),), _class_lines(books, key), spent_foot),
        ),
        manner,
    )


def _class_lines(books: Books, key: str) -> tuple[Line, ...]:
    """The 26 classes of expenditure, numbered."""
    sums = {code: 0 for code, _ in load_subjects().classes}
    for item in books.spent:
        sums[item.code[:3]] += item.total
    return tuple(
        Line(f"{ordinal(at)}、{name}", {key: sums[code]}) for at, (code, name) in enumerate(load_subjects().classes, 1)
    )


def _two(books: Books, manner: Manner) -> Table:
    """Income by code: what was spent on it, and the year's balance on the last general one."""
    keys = ("财政拨款收入", *OWN_INCOME)
    shift = {fund: books.closing[fund] - books.opening[fund] for fund in FUNDS}
    bearer = {fund: max(books.of(fund), key=lambda item: item.project, default=None) for fund in FUNDS}
    leaves = []
    for item in books.spent:
        granted = item.fiscal + (shift[item.fund] if bearer[item.fund] is item else 0)
        own = books.own_income.get(item.code, {})
        amounts = {"财政拨款收入": granted, **{name: own.get(name, 0) for name in OWN_INCOME}}
        leaves.append((item.code, {"本年收入合计": sum(amounts.values()), **amounts}))
    rows = with_parents(leaves, load_subjects().functional)
    lines = tuple(Line(name, sums, code, level=len(code) // 2 - 1) for code, name, sums in rows)
    body, foot = totalled(lines, manner, "本年收入合计", *keys)
    heads = (*code_heads(manner), *(Head(manner.word(key), key=key) for key in ("本年收入合计", *keys)))
    return set_table(
        _paper(books, manner, 2, "收入决算表", "本表反映部门本年度取得的各项收入情况。"),
        (Ledger(None, heads, body, foot),),
        manner,
    )


def _three(books: Books, manner: Manner) -> Table:
    rest = ("上缴上级支出", "经营支出", "对附属单位补助支出")
    lines = renamed(code_lines(books, *FUNDS, own=True), {"合计": "本年支出合计"})
    lines = tuple(
        Line(line.name, {**line.values, **dict.fromkeys(rest, 0)}, line.code, level=line.level) for line in lines
    )
    keys = ("本年支出合计", "基本支出", "项目支出", *rest)
    body, foot = totalled(lines, manner, *keys)
    heads = (*code_heads(manner), *(Head(manner.word(key), key=key) for key in keys))
    return set_table(
        _paper(books, manner, 3, "支出决算表", "本表反映部门本年度各项支出情况。"),
        (Ledger(None, heads, body, foot),),
        manner,
    )


def _four(books: Books, manner: Manner) -> Table:
    keys = ("合计", *(FUND_NAMES[fund] for fund in FUNDS))

    def across(amounts: Mapping[Fund, int]) -> dict[str, int | str | None]:
        return {"合计": sum(amounts.values()), **{FUND_NAMES[fund]: amounts[fund] for fund in FUNDS}}

    by_class = {code: dict.fromkeys(FUNDS, 0) for code, _ in load_subjects().classes}
    for item in books.spent:
        by_class[item.code[:3]][item.fund] += item.fiscal
    right = tuple(
        Line(f"{ordinal(at)}、{name}", across(by_class[code]))
        for at, (code, name) in enumerate(load_subjects().classes, 1)
    )
    spent = {fund: sum(item.fiscal for item in books.of(fund)) for fund in FUNDS}
    opening = {fund: books.opening[fund] for fund in FUNDS}
    closing = {fund: books.closing[fund] for fund in FUNDS}
    earned, opened = sum(books.income[fund] for fund in FUNDS), sum(opening.values())
    money = "金额" if manner.line_numbers else "决算数"
    left = tuple(
        Line(f"{ordinal(at)}、{FUND_NAMES[fund]}", {money: books.income[fund]}) for at, fund in enumerate(FUNDS, 1)
    )
    left_foot = (
        Line("本年收入合计", {money: earned}, total=True),
        Line("年初财政拨款结转和结余", {money: opened}, total=True),
        *(Line(FUND_NAMES[fund], {money: opening[fund]}, level=1) for fund in FUNDS),
        Line("总计", {money: earned + opened}, total=True),
    )
    right_foot = (
        Line("本年支出合计", across(spent), total=True),
        Line("年末财政拨款结转和结余", across(closing), total=True),
        *(Line(""),) * len(FUNDS),
        Line("总计", across({fund: spent[fund] + closing[fund] for fund in FUNDS}), total=True),
    )
    income = (Head("收入", under=numbered_heads(manner, Head(money, key=money))),)
    expenditure = (Head("支出", under=numbered_heads(manner, *(Head(manner.word(key), key=key) for key in keys))),)
    note = "本表反映部门本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支情况。"
    return set_table(
        _paper(books, manner, 4, "财政拨款收入支出决算总表", note),
        (Ledger("income", income, left, left_foot), Ledger("expenditure", expenditure, right, right_foot)),
        manner,
    )


def _five(books: Books, manner: Manner) -> Table:
    keys = ("本年支出合计", "基本支出", "项目支出")
    lines = renamed(code_lines(books, "general"), {"合计": "本年支出合计"})
    body, foot = totalled(lines, manner, *keys)
    heads = (*code_heads(manner), *(Head(manner.word(key), key=key) for key in keys))
    note = "本表反映部门本年度一般公共预算财政拨款实际支出情况。"
    return set_table(
        _paper(books, manner, 5, "一般公共预算财政拨款支出决算表", note), (Ledger(None, heads, body, foot),), manner
    )


def _six(books: Books, manner: Manner) -> Table:
    subjects = load_subjects()
    key = "金额"
    sides = (("personnel", "人员经费", subjects.personnel), ("public", "公用经费", subjects.public))
    ledgers = []
    for side, label, names in sides:
        amounts = {code: books.economic.get(code, 0) for code in names if len(code) == 5}
        tops = {top: sum(a for code, a in amounts.items() if code[:3] == top) for top in names if len(top) == 3}
        lines = tuple(
            Line(name, {key: tops[code] if len(code) == 3 else amounts[code]}, code, level=len(code) // 2 - 1)
            for code, name in names.items()
        )
        foot = (Line(f"{label}合计", {key: sum(tops.values())}, total=True),)
        heads = (Head(manner.word("经济分类科目编码"), "code"), Head("科目名称", "name"), Head(key, key=key))
        ledgers.append(Ledger(side, (Head(label, under=heads),), lines, foot))
    note = "本表反映部门本年度一般公共预算财政拨款基本支出明细情况。"
    return set_table(
        _paper(books, manner, 6, "一般公共预算财政拨款基本支出决算明细表", note),
        ledgers,
        replace(manner, numbered=False),
    )


def _seven(books: Books, manner: Manner) -> Table:
    spent = "本年支出"
    keys = ("年初结转和结余", "本年收入", f"{spent}/小计", f"{spent}/基本支出", f"{spent}/项目支出", "年末结转和结余")
    items = books.of("fund")
    bearer = max(items, key=lambda item: item.project, default=None)
    leaves = []
    for item in items:
        opening, closing = (books.opening["fund"], books.closing["fund"]) if item is bearer else (0, 0)
        amounts = (opening, item.fiscal + closing - opening, item.fiscal, item.basic, item.project, closing)
        leaves.append((item.code, dict(zip(keys, amounts, strict=True))))
    rows = with_parents(leaves, load_subjects().functional)
    lines = tuple(Line(name, sums, code, level=len(code) // 2 - 1) for code, name, sums in rows)
    body, foot = totalled(lines, manner, *keys)
    heads = (
        *code_heads(manner),
        Head(manner.word(keys[0]), key=keys[0]),
        Head(keys[1], key=keys[1]),
        Head(spent, under=_parts(spent)),
        Head(manner.word(keys[5]), key=keys[5]),
    )
    note = "本表反映部门本年度政府性基金预算财政拨款收入、支出及结转结余情况。" + (
        "" if items else "本表本年度无发生额。"
    )
    return set_table(
        _paper(books, manner, 7, "政府性基金预算财政拨款收入支出决算表", note),
        (Ledger(None, heads, body, foot),),
        manner,
        least_rows=0 if items else 2,
    )


def _parts(spent: str) -> tuple[Head, ...]:
    return tuple(Head(name, key=f"{spent}/{name}") for name in ("小计", "基本支出", "项目支出"))


def _eight(books: Books, manner: Manner) -> Table:
    spent = "本年支出"
    keys = (f"{spent}/小计", f"{spent}/基本支出", f"{spent}/项目支出")
    lines = renamed(code_lines(books, "capital"), dict(zip(("合计", "基本支出", "项目支出"), keys, strict=True)))
    body, foot = totalled(lines, manner, *keys)
    heads = (*code_heads(manner), Head(spent, under=_parts(spent)))
    note = "本表反映部门本年度国有资本经营预算财政拨款支出情况。" + ("" if lines else "本表本年度无发生额。")
    return set_table(
        _paper(books, manner, 8, "国有资本经营预算财政拨款支出决算表", note),
        (Ledger(None, heads, body, foot),),
        manner,
        least_rows=0 if lines else 2,
    )


def _nine(books: Books, manner: Manner) -> Table:
    heads: list[Head] = []
    values: dict[str, int | str | None] = {}
    for label, travel in (("预算数", books.travel_budget), ("决算数", books.travel)):
        group, amounts = travel_heads(label, travel, manner)
        heads.append(group)
        values.update(amounts)
    note = "本表反映部门本年度“三公”经费支出预决算情况。"
    return set_table(
        _paper(books, manner, 9, "财政拨款“三公”经费支出决算表", note),
        (Ledger(None, tuple(heads), (Line("", values),)),),
        manner,
    )
