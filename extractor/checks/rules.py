"""The kinds of rules: each takes the facts of a form and gives its outcomes.

Decimal throughout, and no rounding but the form's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from extractor.checks.operands import Facts, Operand, missing, paths_of, plain, total
from models.identity import (
    AtMostRule,
    DigitsRule,
    GroupConstantRule,
    GroupSumRule,
    GroupTotalRule,
    ProductRule,
    RowSumRule,
    ScaledRatioRule,
    SumRule,
    YearRule,
)
from models.record import CheckOutcome, CheckStatus

_HALF = Decimal("0.5")
# Three standard deviations: one sum in four hundred is further off by rounding alone.
_DEVIATIONS = 3
# A message names this many operands at most: a person wants a hint, not the column.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What was decided, and how it is told."""

    id: str
    rule: str
    fits: bool
    message: str


def sums(rule: SumRule, facts: Facts) -> Iterator[CheckOutcome]:
    for name in rule.each or ("",):
        whole = facts.one(rule.total.replace("{}", name))
        parts = [operand for part in rule.parts for operand in facts.operands(part.replace("{}", name))]
        if whole.path and whole.path not in facts.values:
            continue  # the part of the form that may be left out
        parts = [replace(part, blank=part.blank and not rule.complete) for part in parts]
        outcome = _sum(f"{rule.id}.{name}" if name else rule.id, rule.rule, whole, parts)
        yield _within_rounding(outcome, whole, parts) if rule.rounded else outcome


def row_sums(rule: RowSumRule, facts: Facts) -> Iterator[CheckOutcome]:
    for row in range(facts.rows(rule.listing)):
        whole, *parts = (facts.one(f"{rule.listing}[{row}].{name}") for name in (rule.total, *rule.parts))
        if not whole.blank:
            yield _sum(f"{rule.id}.{row}", rule.rule, whole, parts)


def group_sums(rule: GroupSumRule, facts: Facts) -> Iterator[CheckOutcome]:
    """Where every number is there and only the groups' borders are off, the numbers are not to blame.

    Where a single group falls short of its weight, what is missing is a row of it.
    """
    groups = _groups(facts, rule.listing, rule.by)
    wholes = [facts.one(f"{rule.listing}[{rows[0]}].{rule.total}") for _, rows in groups]
    parts = [[facts.one(f"{rule.listing}[{row}].{rule.part}") for row in rows] for _, rows in groups]
    together = not missing(wholes) and total(wholes) == total(part for group in parts for part in group)
    short = [whole.value - total(group) for whole, group in zip(wholes, parts, strict=True) if whole.value is not None]
    single = sum(gap != 0 for gap in short) == 1
    for number, ((name, _), whole, group) in enumerate(zip(groups, wholes, parts, strict=True)):
        if whole.blank:
            continue
        outcome = _sum(f"{rule.id}.{number}", rule.rule, whole, group, name)
        if outcome.status == "fail" and together:
            message = f"{outcome.message}; all groups together are right, so a row stands under the wrong one"
            outcome = replace(outcome, status="unknown", message=message)
        elif outcome.status == "fail" and single and whole.value is not None and whole.value > total(group):
            gap = plain(whole.value - total(group))
            message = f"{outcome.message}; a row of {name} that weighs {gap} may be missing from the text"
            outcome = replace(outcome, message=message)
        yield outcome


def group_totals(rule: GroupTotalRule, facts: Facts) -> Iterator[CheckOutcome]:
    groups = _groups(facts, rule.listing, rule.by)
    parts = [facts.one(f"{rule.listing}[{rows[0]}].{rule.part}") for _, rows in groups]
    if parts and all(part.blank for part in parts):
        return
    parts += [operand for path in rule.plus for operand in facts.operands(path)]
    yield _sum(rule.id, rule.rule, facts.one(rule.total), parts)


def group_constants(rule: GroupConstantRule, facts: Facts) -> Iterator[CheckOutcome]:
    for number, (name, rows) in enumerate(_groups(facts, rule.listing, rule.by)):
        part = facts.one(f"{rule.listing}[{rows[0]}].{rule.part}")
        if name not in rule.expected or part.blank:
            continue
        check_id, expected = f"{rule.id}.{number}", Decimal(rule.expected[name])
        if part.value is None:
            yield _unknown(check_id, rule.rule, f"{name}: its weight", [part], [part])
            continue
        message = f"{name} weighs {part.shown}; the form gives it {rule.expected[name]}"
        yield _outcome(_Verdict(check_id, rule.rule, part.value == expected, message), expected, part.value, [part])


def ratios(rule: ScaledRatioRule, facts: Facts) -> Iterator[CheckOutcome]:
    over, under, result = (facts.one(path) for path in (rule.numerator, rule.denominator, rule.result))
    operands = [result, over, under]
    if over.value is None or under.value is None or result.value is None:
        yield _unknown(rule.id, rule.rule, "the rate", operands, missing(operands))
        return
    if under.value == 0 and over.value != 0:
        message = f"{over.shown} ÷ {under.shown} cannot be reckoned"
        yield CheckOutcome(rule.id, rule.rule, "unknown", message, None, result.shown, paths_of(operands))
        return
    exact = over.value / under.value * Decimal(rule.scale) if under.value else Decimal(rule.when_zero)
    formula = f"{over.shown} ÷ {under.shown} × {rule.scale}"
    yield _rounded(rule, formula, exact, result.value, operands)


def products(rule: ProductRule, facts: Facts) -> Iterator[CheckOutcome]:
    factors = [facts.one(path) for path in rule.factors]
    result = facts.one(rule.result)
    operands = [result, *factors]
    if missing(operands) or result.value is None:
        yield _unknown(rule.id, rule.rule, "the product", operands, missing(operands))
        return
    exact = Decimal(1)
    for factor in factors:
        exact *= factor.value if factor.value is not None else Decimal(1)
    formula = " × ".join(factor.shown for factor in factors) + (f" ÷ {rule.divisor}" if rule.divisor != "1" else "")
    yield _rounded(rule, formula, exact / Decimal(rule.divisor), result.value, operands)


def at_most(rule: AtMostRule, facts: Facts) -> Iterator[CheckOutcome]:
    pairs = list(zip(facts.operands(rule.value), facts.operands(rule.limit), strict=True))
    for number, (value, limit) in enumerate(pairs):
        check_id = f"{rule.id}.{number}" if "*" in rule.value else rule.id
        if limit.blank:
            continue  # a row for which the form prints no limit
        if value.value is None or limit.value is None:
            yield _unknown(check_id, rule.rule, "the limit", [value, limit], missing([value, limit]))
            continue
        fits = value.value <= limit.value
        message = f"{value.shown} is {'within' if fits else 'over'} its limit of {limit.shown}"
        yield _outcome(_Verdict(check_id, rule.rule, fits, message), limit.value, value.value, [value, limit])


def digits(rule: DigitsRule, facts: Facts) -> Iterator[CheckOutcome]:
    value = facts.values.get(rule.path)
    if value is None or (value.kind == "none" and value.grammatical):
        return
    status, message = _shape(value.clean, rule.length)
    yield CheckOutcome(rule.id, rule.rule, status, message, str(rule.length), str(len(value.clean)), (rule.path,))


def _shape(code: str, length: int) -> tuple[CheckStatus, str]:
    """Real forms print a code with a digit too few now and then, so another length proves nothing."""
    if not (code.isascii() and code.isdigit()):
        return "fail", f"{code} is not a code of {length} digits"
    if len(code) != length:
        return "unknown", f"{code} has {len(code)} digits where such codes have {length}: misprinted or misread"
    return "pass", f"{code} has {length} digits"


def years(rule: YearRule, facts: Facts) -> Iterator[CheckOutcome]:
    value = facts.values.get(rule.path)
    span = f"{rule.first}-{rule.last}"
    if value is None or value.number is None:
        message = "the year is missing or cannot be read"
        yield CheckOutcome(rule.id, rule.rule, "unknown", message, span, None, (rule.path,))
        return
    fits = value.number.isdigit() and rule.first <= int(value.number) <= rule.last
    message = f"{value.number} is {'a' if fits else 'not a'} year from {rule.first} to {rule.last}"
    yield CheckOutcome(rule.id, rule.rule, "pass" if fits else "fail", message, span, value.number, (rule.path,))


def _groups(facts: Facts, listing: str, by: str) -> list[tuple[str, list[int]]]:
    """Runs of rows with the same text in one column."""
    rows = range(facts.rows(listing))
    runs = groupby(rows, key=lambda row: facts.text(f"{listing}[{row}].{by}"))
    return [(name, list(run)) for name, run in runs]


def _sum(check_id: str, rule: str, whole: Operand, parts: Sequence[Operand], name: str = "") -> CheckOutcome:
    """A part that the form leaves blank adds nothing; one that cannot be read leaves the sum unknown."""
    operands = [whole, *parts]
    unread = [operand for operand in operands if operand.value is None and (operand is whole or not operand.blank)]
    subject = f"{name}: " if name else ""
    if unread or not parts or whole.value is None:
        return _unknown(check_id, rule, f"{subject}the sum", operands, unread)
    reckoned = total(parts)
    formula = " + ".join(part.shown for part in parts if part.value is not None)
    if reckoned == whole.value:
        message = f"{subject}{formula} = {whole.shown}"
    else:
        message = f"{subject}{formula} = {plain(reckoned)}, not {whole.shown}: off by {plain(whole.value - reckoned)}"
    expected, actual = (reckoned, whole.value) if whole.path else (whole.value, reckoned)
    return _outcome(_Verdict(check_id, rule, reckoned == whole.value, message), expected, actual, operands)


def _within_rounding(outcome: CheckOutcome, whole: Operand, parts: Sequence[Operand]) -> CheckOutcome:
    """Numbers rounded one by one need not add up: so far off as that explains, the sum holds."""
    if outcome.status != "fail" or whole.value is None:
        return outcome
    numbers = [operand.value for operand in (whole, *parts) if operand.value]
    unit = Decimal(1).scaleb(min(_exponent(number) for number in numbers))
    # An error of rounding is spread evenly over one unit, so its variance is a twelfth.
    slack = _DEVIATIONS * unit * (Decimal(len(numbers)) / 12).sqrt()
    if abs(whole.value - total(parts)) > slack:
        return outcome
    return replace(outcome, status="pass", message=f"{outcome.message}, as roundings add up")


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _rounded(
    rule: ScaledRatioRule | ProductRule, formula: str, exact: Decimal, actual: Decimal, operands: Sequence[Operand]
) -> CheckOutcome:
    """Half a unit of the last place either way: forms round halves up, down and to even."""
    unit = Decimal(1).scaleb(-rule.places)
    fits = abs(exact - actual) <= unit * _HALF
    expected = exact.quantize(unit, ROUND_HALF_UP)
    relation = "" if fits else f", not {plain(actual)}: off by {plain(actual - expected)}"
    message = f"{formula} = {plain(expected)}{relation}"
    return _outcome(_Verdict(rule.id, rule.rule, fits, message), expected, actual, operands)


def _outcome(verdict: _Verdict, expected: Decimal, actual: Decimal, operands: Sequence[Operand]) -> CheckOutcome:
    status: CheckStatus = "pass" if verdict.fits else "fail"
    paths = paths_of(operands)
    return CheckOutcome(verdict.id, verdict.rule, status, verdict.message, plain(expected), plain(actual), paths)


def _unknown(
    check_id: str, rule: str, what: str, operands: Sequence[Operand], lacking: Sequence[Operand]
) -> CheckOutcome:
    if lacking:
        said = ", ".join(f"{operand.path} ({operand.shown})" for operand in lacking[:_NAMED])
        said += f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        message = f"{what} cannot be checked, because these are missing or cannot be read: {said}"
    else:
        message = f"{what} cannot be checked, because there is nothing to add up"
    return CheckOutcome(check_id, rule, "unknown", message, None, None, paths_of(operands))
