"""The first thirteen tables of a unit's budget (部门预算公开表) as southern cities print them, from its books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from samples.families.books import FUNDS, Books, Fund, load_subjects, with_parents
from samples.families.ledger import Head, Ledger, Line, Paper, set_table
from samples.families.lines import code_lines, nested_heads, ordinal, renamed
from samples.families.manner import Manner
from samples.families.table import Table

_FUND_INCOME: Mapping[Fund, str] = {
    "general": "一般公共预算拨款",
    "fund": "政府性基金预算拨款",
    "capital": "国有资本经营预算拨款",
}
_OWN = ("事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入")


def budget(books: Books, manner: Manner) -> tuple[Table, ...]:
    """Tables 1 to 13, in order. Budgets have no 栏次."""
    manner = replace(manner, numbered=False, line_numbers=False)
    makers = (_one, _two, _three, _four, _five, _six, _seven, _eight, _nine, _ten, _eleven, _twelve, _thirteen)
    return tuple(make(books, manner) for make in makers)


def _paper(books: Books, manner: Manner, number: int, title: str) -> Paper:
    return Paper(
        table=f"budget.{number:02d}",
        number="",
        title=title,
        department=own_unit(books),
        unit="万元",
        left=f"单位名称{manner.colon}{own_unit(books)}",
        inline=f"表{ordinal(number)}",
    )


def own_unit(books: Books) -> str:
    """The department's own unit, which is the first of its units."""
    return f"{books.department}（本级）"


def _unit_lines(books: Books, values: Mapping[str, int | str | None]) -> tuple[Line, ...]:
    return tuple(Line(name, values, unit=True) for name in (books.department, own_unit(books)))


def _spent(books: Books, *funds: Fund) -> int:
    return sum(item.fiscal for item in books.of(*funds))


def _incomes(books: Books) -> Mapping[Fund, int]:
    """The year's income by fund where nothing is carried over to the next year."""
    return {fund: max(0, _spent(books, fund) - max(0, _brought(books, fund))) for fund in FUNDS}


def _brought(books: Books, fund: Fund) -> int:
    return min(books.opening[fund], _spent(books, fund))


def _balance_sheet(books: Books, manner: Manner, number: int, title: str, brought: tuple[str, ...]) -> Table:
    """Income by fund beside expenditure by function, without codes."""
    key = "预算数"
    incomes = _incomes(books)
    earned = sum(incomes.values())
    names = {"general": "一般公共预算资金", "fund": "政府性基金预算资金", "capital": "国有资本经营预算资金"}
    left = [Line("政府预算资金", {key: earned})]
    for fund in FUNDS:
        if incomes[fund]:
            left += [Line(names[fund], {key: incomes[fund]}, level=level) for level in (1, 2)]
    before = [_brought(books, fund) for fund in FUNDS]
    parts = before if len(brought) > 2 else [sum(before), 0]
    spent = sum(item.fiscal for item in books.spent)
    left_foot = (
        Line("本年收入合计", {key: earned}, total=True),
        Line("上年结余、结转", {key: sum(before)}),
        *(Line(f"{at}.{name}", {key: part}) for at, (name, part) in enumerate(zip(brought, parts, strict=True), 1)),
        Line("收入总计", {key: spent}, total=True),
    )
    lines = renamed(code_lines(books, *FUNDS), {"合计": key})
    right = tuple(Line(line.name, {key: line.values[key]}, level=line.level) for line in lines)
    blanks = (Line(""),) * len(brought)
    right_foot = (
        Line("本年支出合计", {key: spent}, total=True),
        Line("结转下年", {key: 0}),
        *blanks,
        Line("支出总计", {key: spent}, total=True),
    )
    head = (Head(manner.spread("项目"), "name"), Head(f"{books.year}年预算数", key=key))
    return set_table(
        _paper(books, manner, number, title),
        (
            Ledger("income", (Head("收入", under=head),), tuple(left), left_foot),
            Ledger("expenditure", (Head("支出", under=head),), right, right_foot),
        ),
        manner,
    )


def _one(books: Books, manner: Manner) -> Table:
    return _balance_sheet(books, manner, 1, "收支总表", ("财政拨款结余、结转", "非财政拨款结余、结转"))


def _six(books: Books, manner: Manner) -> Table:
    brought = tuple(f"{_FUND_INCOME[fund]}结余、结转" for fund in FUNDS)
    return _balance_sheet(books, manner, 6, "政府预算拨款收支总表", brought)


def _two(books: Books, manner: Manner) -> Table:
    general = "本年收入/政府预算拨款/一般公共预算拨款"
    parts = ("基本支出拨款", "履职类项目拨款", "财政专项资金拨款", "政府投资项目拨款")
    incomes = _incomes(books)
    basic = min(sum(item.basic for item in books.of("general")), incomes["general"])
    special = (incomes["general"] - basic) // 3 if len(books.projects) > 3 else 0
    amounts: dict[str, int | str | None] = {
        "收入总计": sum(item.fiscal for item in books.spent),
        f"{general}/小计": incomes["general"],
        **dict(
            zip(
                (f"{general}/{part}" for part in parts),
                (basic, incomes["general"] - basic - special, special, 0),
                strict=True,
            )
        ),
        "本年收入/政府预算拨款/政府性基金预算拨款": incomes["fund"],
        "本年收入/政府预算拨款/国有资本经营预算拨款": incomes["capital"],
        "本年收入/财政专户管理资金": 0,
        **{f"本年收入/单位资金/{name}": 0 for name in _OWN},
        "上年结转": sum(_brought(books, fund) for fund in FUNDS),
    }
    heads = (Head("预算单位", "unit"), *nested_heads(tuple(amounts), manner))
    return set_table(_paper(books, manner, 2, "收入总表"), (Ledger(None, heads, _unit_lines(books, amounts)),), manner)


def _code_heads(*, long: bool = False) -> tuple[Head, ...]:
    tail = "（按支出功能科目编列至“项”级）" if long else ""
    return (Head("预算单位", "unit"), Head(f"科目编码{tail}", "code"), Head(f"科目名称{tail}", "name"))


def _three(books: Books, manner: Manner) -> Table:
    small = "其中/政府采购项目中预留中小企业的项目资金规模"
    least = "其中/政府采购项目中预留给小型、微型企业的项目资金规模"
    keys = (
        "支出总计",
        "基本支出",
        "项目支出",
        "事业单位经营支出",
        "对附属单位补助支出",
        "上缴上级支出",
        "其中/小计",
        small,
        least,
    )
    lines = renamed(code_lines(books, *FUNDS), {"合计": "支出总计"})
    rest = dict.fromkeys(keys[3:], 0)
    lines = tuple(Line(line.name, {**line.values, **rest}, line.code, level=line.level) for line in lines)
    sums = _sums(lines, keys)
    heads = (*_code_heads(long=True), *nested_heads(keys, manner))
    rows = (Line(own_unit(books), sums, unit=True), *lines)
    return set_table(_paper(books, manner, 3, "支出总表"), (Ledger(None, heads, rows),), manner)


def _sums(lines: tuple[Line, ...], keys: tuple[str, ...]) -> dict[str, int | str | None]:
    tops = [line for line in lines if line.code is not None and len(line.code) == 3]
    return {key: sum(value for line in tops if isinstance(value := line.values.get(key, 0), int)) for key in keys}


def _sources(total: int) -> dict[str, int | str | None]:
    """Money by source, all of it from the general budget."""
    return {
        "总计": total,
        "政府预算拨款/小计": total,
        "政府预算拨款/一般公共预算拨款": total,
        "政府预算拨款/政府性基金预算拨款": 0,
        "政府预算拨款/国有资本经营预算拨款": 0,
        "财政专户管理资金": 0,
        **{f"单位资金/{name}": 0 for name in _OWN},
        "上年结转": 0,
    }


def _four(books: Books, manner: Manner) -> Table:
    rows = with_parents([(code, {"a": amount}) for code, amount in books.economic.items()], load_subjects().economic)
    total = sum(books.economic.values())
    names = [(books.department, 0, total), (own_unit(books), 0, total)]
    names += [(name, len(code) // 2, sums["a"]) for code, name, sums in rows]
    lines = tuple(Line(name, _sources(amount), level=level) for name, level, amount in names)
    heads = (Head("支出项目类别", "name"), *nested_heads(tuple(_sources(0)), manner))
    return set_table(_paper(books, manner, 4, "基本支出总表"), (Ledger(None, heads, lines),), manner)


def _five(books: Books, manner: Manner) -> Table:
    general = "政府预算拨款/一般公共预算拨款"

    def across(total: int) -> dict[str, int | str | None]:
        return {
            "总计": total,
            f"{general}/小计": total,
            f"{general}/履职类项目拨款": total,
            f"{general}/财政专项资金拨款": 0,
            f"{general}/政府投资项目拨款": 0,
            "政府预算拨款/政府性基金预算拨款": 0,
            "政府预算拨款/国有资本经营预算拨款": 0,
            "财政专户管理资金": 0,
            **{f"单位资金/{name}": 0 for name in _OWN},
            "上年结转": 0,
        }

    total = sum(amount for _, amount in books.projects)
    names = [(books.department, total), (own_unit(books), total), *books.projects]
    lines = tuple(Line(name, across(amount)) for name, amount in names)
    heads = (Head("支出项目类别（一级项目）", "name"), *nested_heads(tuple(across(0)), manner))
    return set_table(_paper(books, manner, 5, "项目支出总表"), (Ledger(None, heads, lines),), manner)


_SPENT_KEYS = ("支出总计", "基本支出", "项目支出")


def _by_function(books: Books, manner: Manner, number: int, title: str, fund: Fund) -> Table:
    lines = renamed(code_lines(books, fund), {"合计": "支出总计"})
    rows = (*_unit_lines(books, _sums(lines, _SPENT_KEYS)), *lines)
    heads = (*_code_heads(), *nested_heads(_SPENT_KEYS, manner))
    least = 0 if lines else 3
    return set_table(_paper(books, manner, number, title), (Ledger(None, heads, rows),), manner, least_rows=least)


def _seven(books: Books, manner: Manner) -> Table:
    return _by_function(books, manner, 7, "一般公共预算支出表（按功能分类）", "general")


def _ten(books: Books, manner: Manner) -> Table:
    return _by_function(books, manner, 10, "政府性基金预算支出表", "fund")


def _eleven(books: Books, manner: Manner) -> Table:
    return _by_function(books, manner, 11, "国有资本经营预算支出表", "capital")


def _eight(books: Books, manner: Manner) -> Table:
    codes = sorted({*books.economic, *books.economic_project})
    leaves = []
    for code in codes:
        basic, project = books.economic.get(code, 0), books.economic_project.get(code, 0)
        leaves.append((code, dict(zip(_SPENT_KEYS, (basic + project, basic, project), strict=True))))
    rows = with_parents(leaves, load_subjects().economic)
    lines = tuple(Line(name, sums, code, level=len(code) // 2 - 1) for code, name, sums in rows)
    heads = (*_code_heads(), *nested_heads(_SPENT_KEYS, manner))
    ledger = Ledger(None, heads, (*_unit_lines(books, _sums(lines, _SPENT_KEYS)), *lines))
    return set_table(_paper(books, manner, 8, "一般公共预算支出表（按经济分类）"), (ledger,), manner)


def _nine(books: Books, manner: Manner) -> Table:
    cars = "公务用车购置及运行维护费"
    keys = (
        "“三公”经费财政拨款预算总额", "因公出国（境）费", "公务接待费",
        f"{cars}/小计", f"{cars}/公务用车购置费", f"{cars}/公务用车运行维护费",
    )  # fmt: skip

    def amounts(at: int) -> tuple[int, ...]:
        travel = (books.travel_before, books.travel_budget)[at]
        return (travel.total, travel.abroad, travel.reception, travel.cars, travel.car_purchase, travel.car_running)

    changes = tuple(now - then for then, now in zip(amounts(0), amounts(1), strict=True))
    rows = ((f"{books.year - 1}年", amounts(0)), (f"{books.year}年", amounts(1)), ("增减变化金额", changes))
    lines = tuple(
        Line(own_unit(books), {"年度": label, **dict(zip(keys, row, strict=True))}, unit=True) for label, row in rows
    )
    heads = (Head("预算单位", "unit"), *nested_heads(("年度", *keys), manner))
    paper = _paper(books, manner, 9, "一般公共预算“三公”经费支出表")
    return set_table(paper, (Ledger(None, heads, lines),), manner, span_units=True)


def _twelve(books: Books, manner: Manner) -> Table:
    heads = (*_code_heads(), Head("项目名称", key="项目名称", share=3.0), Head("项目金额", key="项目金额"))
    lines = _unit_lines(books, {"项目金额": 0})
    paper = _paper(books, manner, 12, "上级专项转移支付支出表")
    return set_table(paper, (Ledger(None, heads, lines),), manner, least_rows=4)


def _thirteen(books: Books, manner: Manner) -> Table:
    heads = (
        Head("单位", "unit"), Head("品目编码", "code"), Head("采购品目", "name"), Head("金额", key="金额"),
    )  # fmt: skip
    bought = books.procured
    top = tuple(Line(name, {"金额": amount}, code) for code, name, amount in bought)
    lines = (*_unit_lines(books, {"金额": sum(amount for _, _, amount in bought)}), *top)
    paper = _paper(books, manner, 13, "政府采购项目支出表")
    return set_table(paper, (Ledger(None, heads, lines),), manner, least_rows=3)
