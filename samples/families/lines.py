"""Heads and lines that many fiscal tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samples.families.books import Books, Fund, Travel, load_subjects, with_parents
from samples.families.ledger import Head, Line
from samples.families.manner import Manner

FUND_NAMES: Mapping[Fund, str] = {
    "general": "一般公共预算财政拨款",
    "fund": "政府性基金预算财政拨款",
    "capital": "国有资本经营预算财政拨款",
}

_ORDINALS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    """1 to 99 as Chinese prints it: 十九, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _ORDINALS[tens - 1] + "十"
    return head + (_ORDINALS[ones - 1] if ones else "")


def code_heads(manner: Manner, subject: str = "功能分类科目编码") -> tuple[Head, ...]:
    """The columns of code and name, under 项目 as most tables have them."""
    code = Head(manner.word(subject), "code")
    if manner.codes == "split":
        code = Head(manner.word(subject), under=(Head("类", "class"), Head("款", "group"), Head("项", "item")))
    return (Head(manner.spread("项目"), under=(code, Head(manner.word("科目名称"), "name"))),)


def code_lines(books: Books, *funds: Fund, own: bool = False) -> tuple[Line, ...]:
    """A line a code with 合计, 基本支出 and 项目支出; ``own``: what own income paid for counts too."""
    leaves = [
        (
            item.code,
            {"合计": item.fiscal + item.own * own, "基本支出": item.basic, "项目支出": item.project + item.own * own},
        )
        for item in books.of(*funds)
    ]
    return tuple(
        Line(name, sums, code, level=len(code) // 2 - 1)
        for code, name, sums in with_parents(leaves, load_subjects().functional)
    )


def totalled(lines: tuple[Line, ...], manner: Manner, *keys: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines and foot, with 合计 (the sum of the top codes) above or below the lines."""
    tops = [line for line in lines if line.code is not None and len(line.code) == 3]
    sums = {key: sum(value for line in tops if isinstance(value := line.values.get(key, 0), int)) for key in keys}
    total = Line(manner.word("合计"), sums, total=True)
    return ((total, *lines), ()) if manner.total_first else (lines, (total,))


def renamed(lines: tuple[Line, ...], names: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines with their amounts under other column keys."""
    return tuple(
        Line(line.name, {names.get(key, key): value for key, value in line.values.items()}, line.code, level=line.level)
        for line in lines
    )


def numbered_heads(manner: Manner, *values: Head) -> tuple[Head, ...]:
    """项目, 行次 where lines are numbered, and the columns of values."""
    number = (Head("行次", "line_no"),) if manner.line_numbers else ()
    return (Head(manner.spread("项目"), "name"), *number, *values)


def travel_heads(label: str, travel: Travel, manner: Manner) -> tuple[Head, dict[str, int]]:
    """The columns of 三公 under a label, and their amounts."""
    cars = "公务用车购置及运行维护费"
    amounts = {
        f"{label}/合计": travel.total,
        f"{label}/因公出国（境）费": travel.abroad,
        f"{label}/{cars}/小计": travel.cars,
        f"{label}/{cars}/公务用车购置费": travel.car_purchase,
        f"{label}/{cars}/公务用车运行维护费": travel.car_running,
        f"{label}/公务接待费": travel.reception,
    }
    keys = list(amounts)
    car_heads = tuple(Head(manner.word(key.rsplit("/", 1)[-1]), key=key) for key in keys[2:5])
    outer = (
        Head("合计", key=keys[0]),
        Head(manner.word("因公出国（境）费"), key=keys[1]),
        Head(manner.word(cars), under=car_heads),
        Head("公务接待费", key=keys[5]),
    )
    return Head(label, under=outer), amounts


def nested_heads(keys: Sequence[str], manner: Manner) -> tuple[Head, ...]:
    """The columns of these keys, each part of a path a head of its own over those that share it."""
    return _group("", list(keys), 0, manner).under


def _group(name: str, members: Sequence[str], depth: int, manner: Manner) -> Head:
    if depth and len(members) == 1 and members[0].count("/") < depth:
        return Head(manner.word(name), key=members[0])
    groups: dict[str, list[str]] = {}
    for key in members:
        groups.setdefault(key.split("/")[depth], []).append(key)
    return Head(manner.word(name), under=tuple(_group(part, keys, depth + 1, manner) for part, keys in groups.items()))
