"""A table's leaves and values as the ledger that rules reckon with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import get_args

from models.fiscal import FiscalWords, SideName
from models.ledger import Amount, Ledger, LedgerLine
from models.record import FormReading, Leaf, TypedValue

_LINE = re.compile(r"(lines\[\d+\])\.(side|line_no|code|name|values)(?:\.(.+))?")
_NUMERAL = re.compile(r"[一二三四五六七八九十]+(?=[、.．])")
_AMOUNT_KINDS = frozenset({"amount", "number", "quantity"})


def ledger_of(reading: FormReading, values: Mapping[str, TypedValue], words: FiscalWords) -> Ledger:
    """``values`` by path: those of the reading's leaves."""
    lines: dict[str, dict[str, Leaf]] = {}
    for leaf in reading.leaves:
        if match := _LINE.fullmatch(leaf.path):
            lines.setdefault(match.group(1), {})[leaf.path[len(match.group(1)) + 1 :]] = leaf
    named = {leaf.path: leaf for leaf in reading.leaves}
    units = {
        leaf.path: _unit_in(values[leaf.path].clean, words) for leaf in reading.leaves if leaf.role == "units.unit"
    }
    unit = values["unit"].clean if "unit" in values else ""
    money = words.money.get(unit)
    return Ledger(
        table=named["table"].fixed or "",
        variant=reading.variant,
        title=reading.title,
        department=values["department"].clean if "department" in values else "",
        unit=unit,
        yuan=Decimal(money) if money else None,
        units={path: text for path, text in units.items() if text},
        columns=tuple(leaf.fixed for leaf in reading.leaves if leaf.role == "columns.key" and leaf.fixed),
        lines=tuple(_line(path, leaves, values) for path, leaves in lines.items()),
    )


def numbers_of(reading: FormReading, values: Mapping[str, TypedValue]) -> tuple[tuple[str, str], ...]:
    """Path and text of every line number, those of unused lines too, the left side first."""
    return tuple((leaf.path, values[leaf.path].clean) for leaf in reading.leaves if leaf.role == "numbers.line_no")


def _unit_in(text: str, words: FiscalWords) -> str:
    """The unit of money that a text names: 万元 in 预算金额（万元）."""
    return next((unit for unit in sorted(words.money, key=len, reverse=True) if unit in text), "")


def _line(path: str, leaves: Mapping[str, Leaf], values: Mapping[str, TypedValue]) -> LedgerLine:
    name = values[f"{path}.name"].clean
    numeral = _NUMERAL.match(name)
    side = leaves["side"].fixed
    return LedgerLine(
        path=path,
        side=next((known for known in get_args(SideName) if known == side), None),
        line_no=values[f"{path}.line_no"].clean,
        code=_code(values[f"{path}.code"]),
        name=name,
        row=leaves["name"].named or re.sub(r"^(?:[一二三四五六七八九十]+|\d{1,2})[、.．](?!\d)", "", name),
        number=numeral.group() if numeral else "",
        amounts={
            key.removeprefix("values."): _amount(leaf.path, values[leaf.path])
            for key, leaf in leaves.items()
            if key.startswith("values.") and leaf.kind in _AMOUNT_KINDS
        },
        words=tuple(
            values[leaf.path].clean for key, leaf in leaves.items() if key.startswith("values.") and leaf.kind == "text"
        ),
    )


def _code(value: TypedValue) -> str:
    return value.clean if value.kind == "code" else ""


def _amount(path: str, value: TypedValue) -> Amount:
    blank = value.kind == "none" and value.grammatical
    if value.number is None:
        return Amount(path, None, blank, value.clean or "blank")
    number = Decimal(value.number)
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Amount(path, number, blank=False, shown=value.number, places=places)
