"""The same figure in two tables, and in the text: it is the same, or somebody should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources

from extractor.checks.operands import plain
from models.across import AcrossRules, SameLinesRule, SameRule
from models.data_file import parsed
from models.figure import Figure, Figures, first_of_each_row, said_of, same_in_money, word_key
from models.record import CheckOutcome, CheckStatus, TypedValue

DATA = "across.yaml"
# Money is printed to the hundredth of its unit.
_PLACES = 2
# 元 read as 万元, or 万元 as 亿元, and the other way round.
_UNIT_RATIO = Decimal(10_000)
# A ratio this near to it is no accident: amounts in 万元 are rounded to a hundredth.
_RATIO_SLACK = Decimal("0.001")


@cache
def across_rules() -> AcrossRules:
    """The house's rules. Constant, so reading them once is not state."""
    text = (resources.files("extractor") / "data" / DATA).read_text(encoding="utf-8")
    return parsed(DATA, text, AcrossRules, "rules across tables are a mapping with the keys same and same_lines")


def compare_tables(figures: Sequence[Figure]) -> dict[int, tuple[CheckOutcome, ...]]:
    """The outcomes by record: each of two tables that should say the same is told what the other says."""
    index = Figures.of(figures)
    outcomes: dict[int, list[CheckOutcome]] = {}
    for check_id, one, other in _pairs(across_rules(), index):
        if one.record == other.record:
            continue
        for own, its in ((one, other), (other, one)):
            outcomes.setdefault(own.record, []).append(_same(f"{check_id}.{its.table}", own, its))
    return {record: tuple(found) for record, found in outcomes.items()}


def _pairs(rules: AcrossRules, figures: Figures) -> Iterator[tuple[str, Figure, Figure]]:
    for rule in rules.same:
        yield from _same_spots(rule, figures)
    for by_line in rules.same_lines:
        yield from _same_lines(by_line, figures)


def _same_spots(rule: SameRule, figures: Figures) -> Iterator[tuple[str, Figure, Figure]]:
    """The first table that has the figure against each of the others."""
    found = [figure for spot in rule.spots if (figure := figures.at(spot)) is not None and not figure.blank]
    for other in found[1:]:
        yield f"across.{rule.id}", found[0], other


def _same_lines(rule: SameLinesRule, figures: Figures) -> Iterator[tuple[str, Figure, Figure]]:
    left, right = (
        [
            figure
            for figure in figures.among([spot.table])
            if (spot.side is None or figure.side == spot.side)
            and (not spot.columns or any(word_key(figure.column) == word_key(it) for it in spot.columns))
        ]
        for spot in (rule.left, rule.right)
    )
    coded = [figure for figure in right if len(figure.code) == rule.digits]
    for figure in first_of_each_row(left):
        same = [other for other in first_of_each_row(coded) if other.called(figure.line)]
        if len(same) == 1 and not figure.blank:
            yield f"across.{rule.id}.{same[0].code}", figure, same[0]


def _same(check_id: str, own: Figure, other: Figure) -> CheckOutcome:
    there = f"{other.title} ({_where(other)})"
    if own.value is None or other.value is None:
        message = f"{_where(own)} cannot be compared with {there}: one of them cannot be read"
        return CheckOutcome(check_id, "same_in_tables", "unknown", message, other.shown, own.shown, (own.path,))
    fits = same_in_money(own.value, own.yuan, other, _PLACES)
    status: CheckStatus = "pass" if fits else "fail"
    message = f"{_where(own)} {own.shown}{own.unit} {'=' if fits else '≠'} {other.shown}{other.unit} in {there}"
    if not fits:
        message += _conflict(own.value, other.value)
    return CheckOutcome(check_id, "same_in_tables", status, message, plain(other.value), plain(own.value), (own.path,))


def _conflict(left: Decimal, right: Decimal) -> str:
    """What may be wrong where two figures differ: their units, if one is ten thousand times the other."""
    small, large = sorted((abs(left), abs(right)))
    if small and abs(large / small / _UNIT_RATIO - 1) <= _RATIO_SLACK:
        return ": one is ten thousand times the other, so the units of the two tables conflict"
    return f": off by {plain(left - right)}"


def _where(figure: Figure) -> str:
    return "/".join(part for part in (figure.line, figure.column) if part)


def compare_text(
    values: Mapping[str, TypedValue], figures: Sequence[Figure], money: Mapping[str, str]
) -> tuple[CheckOutcome, ...]:
    """The statements of a text against their tables. ``figures``: one for each statement; ``money``: yuan by unit."""
    return tuple(_stated(index, values, figure, money) for index, figure in enumerate(figures))


def _stated(index: int, values: Mapping[str, TypedValue], figure: Figure, money: Mapping[str, str]) -> CheckOutcome:
    prefix = f"statements[{index}]"
    subject, number, unit = (values[f"{prefix}.{key}"] for key in ("subject", "number", "unit"))
    check_id, paths = f"stated.{index}", (f"{prefix}.number",)
    there = f"{figure.title} ({_where(figure)})"
    if number.number is None or figure.value is None:
        message = f"{subject.clean} {number.clean}{unit.clean} cannot be compared with {there}: one cannot be read"
        return CheckOutcome(check_id, "same_in_text", "unknown", message, figure.shown, number.number, paths)
    fits = said_of(Decimal(number.number), Decimal(money[unit.clean]), figure)
    relation = "=" if fits else "≠"
    message = (
        f"the text says {subject.clean} {number.number}{unit.clean} {relation} {figure.shown}{figure.unit} in {there}"
    )
    status: CheckStatus = "pass" if fits else "fail"
    return CheckOutcome(check_id, "same_in_text", status, message, plain(figure.value), number.number, paths)
