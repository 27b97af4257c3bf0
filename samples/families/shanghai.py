"""Final accounts and budgets as Shanghai's departments print them: 类款项 in columns, 合计 last, no line numbers."""

from __future__ import annotations

from dataclasses import replace

from samples.families.books import FUNDS, Books, Fund, Travel, load_subjects, with_parents
from samples.families.final_accounts import final_accounts
from samples.families.ledger import Head, Ledger, Line, Paper, set_table
from samples.families.lines import code_heads, code_lines, nested_heads, ordinal, totalled
from samples.families.manner import Manner
from samples.families.table import Table

_FUNDS: dict[Fund, str] = {"general": "一般公共预算", "fund": "政府性基金预算", "capital": "国有资本经营预算"}


def shanghai_final_accounts(books: Books, manner: Manner) -> tuple[Table, ...]:
    """The nine tables. Those that differ from the common ones are set here, the others without their numbers."""
    common = final_accounts(books, manner)
    ours = {4: _five(books, manner), 5: _six(books, manner), 7: _eight(books, manner), 8: _nine(books, manner)}
    return tuple(_bare(ours.get(at, table)) for at, table in enumerate(common))


def _bare(table: Table) -> Table:
    """Without number and department, which Shanghai's tables do not print."""
    return replace(table, number="", left="", data={**table.data, "table_no": None, "department": None})


def _paper(books: Books, number: int, title: str, *notes: str) -> Paper:
    return Paper(f"final_accounts.{number:02d}", "", title, books.department, "万元", "", notes)


def _five(books: Books, manner: Manner) -> Table:
    keys = ("合计", "基本支出", "项目支出")
    body, foot = totalled(code_lines(books, "general"), manner, *keys)
    heads = (*code_heads(manner), *(Head(key, key=key) for key in keys))
    return set_table(_paper(books, 5, "一般公共预算财政拨款支出决算表"), (Ledger(None, heads, body, foot),), manner)


def _six(books: Books, manner: Manner) -> Table:
    """Two ledgers side by side without a head over each."""
    subjects, key = load_subjects(), "决算数"
    ledgers = []
    for side, label, names in (("personnel", "人员经费", subjects.personnel), ("public", "公用经费", subjects.public)):
        amounts = {code: books.economic.get(code, 0) for code in names if len(code) == 5}
        tops = {top: sum(a for code, a in amounts.items() if code[:3] == top) for top in names if len(top) == 3}
        lines = tuple(
            Line(name, {key: tops[code] if len(code) == 3 else amounts[code]}, code) for code, name in names.items()
        )
        code = Head("经济分类科目编码", under=(Head("类", "class"), Head("款", "group")))
        heads = (code, Head("科目名称", "name"), Head(key, key=key))
        foot = (Line(f"{label}合计", {key: sum(tops.values())}, total=True),)
        ledgers.append(Ledger(side, heads, lines, foot))
    return set_table(_paper(books, 6, "一般公共预算财政拨款基本支出决算表"), ledgers, manner)


def _eight(books: Books, manner: Manner) -> Table:
    spent = "本年支出"
    keys = ("年初结转和结余", "本年收入", f"{spent}/小计", f"{spent}/基本支出", f"{spent}/项目支出", "年末结转和结余")
    items = books.of("capital")
    leaves = []
    for at, item in enumerate(items):
        opening, closing = (books.opening["capital"], books.closing["capital"]) if at == 0 else (0, 0)
        amounts = (opening, item.fiscal + closing - opening, item.fiscal, item.basic, item.project, closing)
        leaves.append((item.code, dict(zip(keys, amounts, strict=True))))
    rows = with_parents(leaves, load_subjects().functional)
    body, foot = totalled(tuple(Line(name, sums, code) for code, name, sums in rows), manner, *keys)
    heads = (*code_heads(manner), *nested_heads(keys, manner))
    notes = () if items else (f"注：{books.department}无国有资本经营预算财政拨款支出，故本表无数据。",)
    paper = _paper(books, 8, "国有资本经营预算财政拨款收入支出决算表", *notes)
    return set_table(paper, (Ledger(None, heads, body, foot),), manner, least_rows=0 if items else 7)


_CARS = "公务用车购置及运行费"


def _nine(books: Books, manner: Manner) -> Table:
    """预算数 and 决算数 beside each other under each kind of cost: heads of four rows."""
    top = "财政拨款“三公”经费"
    kinds = (
        "合计",
        "因公出国（境）费",
        f"{_CARS}/小计",
        f"{_CARS}/公务用车购置费",
        f"{_CARS}/公务用车运行费",
        "公务接待费",
    )

    def amounts(travel: Travel) -> tuple[int, ...]:
        return (travel.total, travel.abroad, travel.cars, travel.car_purchase, travel.car_running, travel.reception)

    values: dict[str, int | str | None] = {}
    for kind, planned, spent in zip(kinds, amounts(books.travel_budget), amounts(books.travel), strict=True):
        values[f"{top}/{kind}/预算数"], values[f"{top}/{kind}/决算数"] = planned, spent
    paper = _paper(books, 9, "财政拨款“三公”经费支出决算表")
    return set_table(paper, (Ledger(None, nested_heads(tuple(values), manner), (Line("", values),)),), manner)


def shanghai_budget(books: Books, manner: Manner) -> tuple[Table, ...]:
    """The nine tables of a budget, in order."""
    income = ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
    by_fund = {fund: (f"部门{name}支出功能分类预算表", f"{name}支出") for fund, name in _FUNDS.items()}
    return (
        _balance(books, manner),
        _by_code(books, manner, "budget.02", "部门收入预算总表", keys=_keys("收入预算", income)),
        _by_code(books, manner, "budget.03", "部门支出预算总表", keys=_keys("支出预算", _SPENT)),
        _appropriation(books, manner),
        *(
            _by_code(books, manner, f"budget.{number}", title, keys=_keys(top, _SPENT), fund=fund)
            for (fund, (title, top)), number in zip(by_fund.items(), ("07", "10", "11"), strict=True)
        ),
        _by_economy(books, manner),
        _travel(books, manner),
    )


def _keys(top: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{top}/{name}" for name in names)


_SPENT = ("合计", "基本支出", "项目支出")


def _budget_paper(books: Books, manner: Manner, table: str, title: str, *notes: str) -> Paper:
    return Paper(
        table=table,
        number="",
        title=f"{books.year}年{title}",
        department=books.department,
        unit="万元",
        left=f"编制部门{manner.colon}{books.department}",
        notes=notes,
    )


def _classes(books: Books) -> list[tuple[str, dict[Fund, int]]]:
    """Classes of expenditure that have any, with what each fund pays."""
    names = dict(load_subjects().classes)
    sums: dict[str, dict[Fund, int]] = {}
    for item in books.spent:
        sums.setdefault(names[item.code[:3]], dict.fromkeys(FUNDS, 0))[item.fund] += item.fiscal
    return list(sums.items())


def _by_fund(books: Books) -> dict[Fund, int]:
    return {fund: sum(item.fiscal for item in books.of(fund)) for fund in FUNDS}


def _balance(books: Books, manner: Manner) -> Table:
    key = "预算数"
    paid = _by_fund(books)
    total = sum(paid.values())
    income = [Line("一、财政拨款收入", {key: total})]
    income += [Line(f"{at}. {_FUNDS[fund]}", {key: paid[fund]}) for at, fund in enumerate(FUNDS, 1)]
    income += [
        Line(f"{ordinal(at)}、{name}", {key: 0})
        for at, name in enumerate(("事业收入", "事业单位经营收入", "其他收入"), 2)
    ]
    spent = [
        Line(f"{ordinal(at)}、{name}", {key: sum(sums.values())}) for at, (name, sums) in enumerate(_classes(books), 1)
    ]
    head = (Head(manner.spread("项目"), "name"), Head(key, key=key))
    ledgers = (
        Ledger("income", (Head("本年收入", under=head),), tuple(income), (Line("收入总计", {key: total}, total=True),)),
        Ledger(
            "expenditure", (Head("本年支出", under=head),), tuple(spent), (Line("支出总计", {key: total}, total=True),)
        ),
    )
    return set_table(_budget_paper(books, manner, "budget.01", "部门财务收支预算总表"), ledgers, manner, least_rows=12)


def _appropriation(books: Books, manner: Manner) -> Table:
    key = "预算数"
    paid = _by_fund(books)
    keys = ("合计", *_FUNDS.values())

    def across(amounts: dict[Fund, int]) -> dict[str, int | str | None]:
        return {"合计": sum(amounts.values()), **{_FUNDS[fund]: amounts[fund] for fund in FUNDS}}

    income = tuple(Line(f"{ordinal(at)}、{_FUNDS[fund]}", {key: paid[fund]}) for at, fund in enumerate(FUNDS, 1))
    spent = tuple(Line(f"{ordinal(at)}、{name}", across(sums)) for at, (name, sums) in enumerate(_classes(books), 1))
    word = Head(manner.spread("项目"), "name")
    total = Line("收入总计", {key: sum(paid.values())}, total=True)
    ledgers = (
        Ledger("income", (Head("财政拨款收入", under=(word, Head(key, key=key))),), income, (total,)),
        Ledger(
            "expenditure",
            (Head("财政拨款支出", under=(word, *nested_heads(keys, manner))),),
            spent,
            (Line("支出总计", across(paid), total=True),),
        ),
    )
    return set_table(
        _budget_paper(books, manner, "budget.06", "部门财政拨款收支预算总表"), ledgers, manner, least_rows=12
    )


def _by_code(
    books: Books, manner: Manner, table: str, title: str, *, keys: tuple[str, ...], fund: Fund | None = None
) -> Table:
    """Lines by functional code under one head: all income is of the second key, spending is of the second and third."""
    spending = keys[1].endswith("基本支出")
    lines = []
    for line in code_lines(books, *((fund,) if fund else FUNDS)):
        whole, basic, project = (line.values[key] for key in _SPENT)
        amounts = (whole, basic, project) if spending else (whole, whole)
        values = {**dict.fromkeys(keys, 0), **dict(zip(keys, amounts, strict=False))}
        lines.append(replace(line, values=values))
    body, foot = totalled(tuple(lines), manner, *keys)
    heads = (*code_heads(manner), *nested_heads(keys, manner))
    notes = () if lines else (f"注：本部门{books.year}年无{keys[0].split('/')[0]}，故本表为空表。",)
    paper = _budget_paper(books, manner, table, title, *notes)
    return set_table(paper, (Ledger(None, heads, body, foot),), manner, least_rows=0 if lines else 4)


def _by_economy(books: Books, manner: Manner) -> Table:
    top = "一般公共预算基本支出"
    keys = tuple(f"{top}/{name}" for name in ("合计", "人员经费", "公用经费"))
    personnel = load_subjects().personnel
    leaves = []
    for code, amount in books.economic.items():
        own = amount if code in personnel else 0
        leaves.append((code, dict(zip(keys, (amount, own, amount - own), strict=True))))
    rows = with_parents(leaves, load_subjects().economic)
    body, foot = totalled(tuple(Line(name, sums, code) for code, name, sums in rows), manner, *keys)
    codes = Head("部门预算经济分类科目编码", under=(Head("类", "class"), Head("款", "group")))
    heads = (Head(manner.spread("项目"), under=(codes, Head("经济分类科目名称", "name"))), *nested_heads(keys, manner))
    paper = _budget_paper(books, manner, "other", "部门一般公共预算基本支出部门预算经济分类预算表")
    return set_table(paper, (Ledger(None, heads, body, foot),), manner)


def _travel(books: Books, manner: Manner) -> Table:
    top, travel = "“三公”经费预算数", books.travel_budget
    values: dict[str, int | str | None] = {
        f"{top}/合计": travel.total,
        f"{top}/因公出国（境）费": travel.abroad,
        f"{top}/公务接待费": travel.reception,
        f"{top}/{_CARS}/小计": travel.cars,
        f"{top}/{_CARS}/购置费": travel.car_purchase,
        f"{top}/{_CARS}/运行费": travel.car_running,
        "机关运行经费预算数": sum(amount for code, amount in books.economic.items() if code[:3] == "302"),
    }
    paper = _budget_paper(books, manner, "budget.09", "部门“三公”经费和机关运行经费预算表")
    return set_table(paper, (Ledger(None, nested_heads(tuple(values), manner), (Line("", values),)),), manner)
