"""The kinds of rules of tables of lines and amounts: each takes a table's ledger and gives its outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extractor.checks.code_tree import code_sums
from extractor.checks.ledger import ledger_of, numbers_of
from extractor.checks.reckoning import Sum, reckoned
from models.fiscal import (
    CodeTreeRule,
    ColumnSumRule,
    FiscalCheck,
    FiscalDefinition,
    FiscalSide,
    LineColumn,
    LineNumbersRule,
    LineSumRule,
    PlainTotalRule,
    SameAmountRule,
    UnitRule,
    UnitSumRule,
)
from models.form import Definitions
from models.ledger import Amount, Ledger, LedgerLine
from models.record import CheckOutcome, FormReading, TypedValue


def table_checks(
    reading: FormReading, values: Mapping[str, TypedValue], definitions: Definitions
) -> tuple[CheckOutcome, ...]:
    """The outcomes in the order of the definition's rules. ``values`` by path."""
    definition = definitions.fiscal_named(reading.variant)
    ledger = ledger_of(reading, values, definitions.fiscal_words)
    numbers = numbers_of(reading, values)
    return tuple(outcome for rule in definition.checks for outcome in _outcomes(rule, ledger, definition, numbers))


def _outcomes(
    rule: FiscalCheck, ledger: Ledger, definition: FiscalDefinition, numbers: Sequence[tuple[str, str]]
) -> Iterator[CheckOutcome]:
    match rule:
        case CodeTreeRule():
            yield from _reckoned(code_sums(rule, ledger), ledger)
        case ColumnSumRule():
            yield from _reckoned(_column_sums(rule, ledger), ledger)
        case LineSumRule():
            side = next((side for side in definition.sides if side.side == rule.side), FiscalSide())
            yield from _reckoned(_line_sums(rule, ledger, side), ledger)
        case UnitSumRule():
            yield from _reckoned(_unit_sums(rule, ledger, definition.sides[0]), ledger)
        case PlainTotalRule():
            yield from _reckoned(_plain_totals(rule, ledger), ledger)
        case SameAmountRule():
            yield from _same(rule, ledger)
        case LineNumbersRule():
            yield from _line_numbers(rule, numbers)
        case UnitRule():
            yield from _units(rule, ledger)


def _reckoned(claims: Iterator[Sum], ledger: Ledger) -> Iterator[CheckOutcome]:
    return (outcome for claim in claims if (outcome := reckoned(claim, ledger.yuan)) is not None)


def _column_sums(rule: ColumnSumRule, ledger: Ledger) -> Iterator[Sum]:
    parts = [(-1 if part.startswith("-") else 1, part.removeprefix("-")) for part in rule.parts]
    for line in ledger.lines:
        if {rule.total, *(key for _, key in parts)} <= set(line.amounts):
            amounts = [(sign, line.amounts[key]) for sign, key in parts]
            subject = f"{line.name or line.code or rule.total}, {rule.total}"
            check_id = f"{rule.id}.{line.index}"
            yield Sum(check_id, rule.rule, subject, line.amounts[rule.total], amounts)


def _line_sums(rule: LineSumRule, ledger: Ledger, side: FiscalSide) -> Iterator[Sum]:
    lines = ledger.side(rule.side)
    index = next((i for i, line in enumerate(lines) if line.row == rule.total), None)
    if index is None:
        return
    near = lines[:index][::-1] if rule.where == "above" else lines[index + 1 :]
    found = [next((line for line in near if line.row == part), None) for part in rule.parts]
    parts = [line for line in found if line is not None] + (_items(near, side) if rule.items else [])
    for key, total in lines[index].amounts.items():
        amounts = [(1, line.amounts[key]) for line in parts if key in line.amounts]
        yield Sum(f"{rule.id}.{key}", rule.rule, f"{rule.total}, {key}", total, amounts)


def _items(lines: Sequence[LedgerLine], side: FiscalSide) -> list[LedgerLine]:
    """The numbered lines; where nothing is numbered, those of the definition's items."""
    names = {item.name for item in side.items}
    return [line for line in lines if line.number] or [line for line in lines if line.row in names]


def _unit_sums(rule: UnitSumRule, ledger: Ledger, side: FiscalSide) -> Iterator[Sum]:
    own = _bare(ledger.department)
    heads = [line for line in ledger.lines if own and _bare(line.name) == own]
    if not heads or any(line.code for line in ledger.lines):
        return
    names = {item.name for item in side.items}
    below = [line for line in ledger.lines if line.index > heads[-1].index]
    parts = [line for line in below if line.row in names or not rule.items]
    for head in heads:
        for key, total in head.amounts.items():
            amounts = [(1, line.amounts[key]) for line in parts if key in line.amounts]
            if amounts:
                yield Sum(f"{rule.id}.{head.index}.{key}", rule.rule, f"{head.name}, {key}", total, amounts)


def _plain_totals(rule: PlainTotalRule, ledger: Ledger) -> Iterator[Sum]:
    lines = ledger.lines
    totals = [line for line in lines if line.row in rule.totals]
    if len(totals) != 1 or any(line.code or line.number or line.side or "其中" in line.name for line in lines):
        return
    named = [line for line in lines if line.row not in (*rule.totals, *rule.subtotals)]
    groups = [list(group) for _, group in groupby(named, key=lambda line: line.row)]
    parts = [line for group in groups for line in _speaking_for(group, rule.subtotals)]
    for key, total in totals[0].amounts.items():
        amounts = [(1, line.amounts[key]) for line in parts if key in line.amounts]
        yield Sum(f"{rule.id}.{key}", rule.rule, f"{totals[0].name}, {key}", total, amounts)


def _speaking_for(group: list[LedgerLine], subtotals: Sequence[str]) -> list[LedgerLine]:
    return [line for line in group if set(line.words) & set(subtotals)] or group


def _bare(unit: str) -> str:
    """A unit's name without what is in brackets: a department and its own unit are one."""
    return re.sub(r"[（(].*", "", unit)


def _same(rule: SameAmountRule, ledger: Ledger) -> Iterator[CheckOutcome]:
    left, right = _amount_at(rule.left, ledger), _amount_at(rule.right, ledger)
    if left is None or right is None or (left.blank and right.blank):
        return
    paths = (left.path, right.path)
    said = (
        f"{rule.left.side or ''} {rule.left.line} {left.shown}, {rule.right.side or ''} {rule.right.line} {right.shown}"
    )
    if left.value is None or right.value is None:
        yield CheckOutcome(rule.id, rule.rule, "unknown", f"cannot be compared: {said}", left.shown, right.shown, paths)
        return
    fits = left.value == right.value
    message = f"{said}: {'the same' if fits else f'not the same, off by {right.value - left.value}'}"
    yield CheckOutcome(rule.id, rule.rule, "pass" if fits else "fail", message, left.shown, right.shown, paths)


def _amount_at(where: LineColumn, ledger: Ledger) -> Amount | None:
    lines = (line for line in ledger.side(where.side) if line.row == where.line)
    return next((line.amounts[where.column] for line in lines if where.column in line.amounts), None)


def _line_numbers(rule: LineNumbersRule, numbers: Sequence[tuple[str, str]]) -> Iterator[CheckOutcome]:
    printed = [text for _, text in numbers]
    if not any(printed):
        return
    expected = [str(number) for number in range(1, len(printed) + 1)]
    wrong = [(want, text) for want, text in zip(expected, printed, strict=True) if want != text]
    message = f"line numbers run from 1 to {len(printed)}"
    if wrong:
        want, text = wrong[0]
        message = f"line numbers do not run without a gap: {text or 'none'} where {want} belongs"
    last = next((text for text in reversed(printed) if text), "")
    yield CheckOutcome(rule.id, rule.rule, "fail" if wrong else "pass", message, expected[-1], last, ())


def _units(rule: UnitRule, ledger: Ledger) -> Iterator[CheckOutcome]:
    if not ledger.units:
        return
    units = tuple(dict.fromkeys(ledger.units.values()))
    paths = ("unit",)
    if len(units) == 1:
        yield CheckOutcome(rule.id, rule.rule, "pass", f"amounts are in {units[0]}", units[0], units[0], paths)
        return
    message = f"the table speaks of amounts in {' and in '.join(units)}"
    yield CheckOutcome(rule.id, rule.rule, "fail", message, units[0], units[1], paths)
