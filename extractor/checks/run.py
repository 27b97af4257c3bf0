"""Every identity that a form's definition asks for, looked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.checks import rules
from extractor.checks.fiscal_rules import table_checks
from extractor.checks.operands import Facts
from models.form import Definitions
from models.identity import (
    AtMostRule,
    DigitsRule,
    GroupConstantRule,
    GroupSumRule,
    GroupTotalRule,
    ProductRule,
    RowSumRule,
    Rule,
    ScaledRatioRule,
    SumRule,
    YearRule,
)
from models.record import CheckOutcome, FormReading, TypedValue


def run_checks(
    reading: FormReading, values: Mapping[str, TypedValue], definitions: Definitions
) -> tuple[CheckOutcome, ...]:
    """The outcomes in the order of the definition's rules. ``values`` by path.

    A rule is ``unknown`` where a number that it needs is missing or cannot be read.
    """
    if reading.variant:
        return table_checks(reading, values, definitions)
    definition = definitions.named(reading.form)
    facts = Facts.of(reading, values, definition)
    return tuple(outcome for rule in definition.checks for outcome in _outcomes(rule, facts))


def _outcomes(rule: Rule, facts: Facts) -> Iterator[CheckOutcome]:  # noqa: C901, PLR0911 - one for each kind
    match rule:
        case SumRule():
            return rules.sums(rule, facts)
        case RowSumRule():
            return rules.row_sums(rule, facts)
        case GroupSumRule():
            return rules.group_sums(rule, facts)
        case GroupTotalRule():
            return rules.group_totals(rule, facts)
        case GroupConstantRule():
            return rules.group_constants(rule, facts)
        case ScaledRatioRule():
            return rules.ratios(rule, facts)
        case ProductRule():
            return rules.products(rule, facts)
        case AtMostRule():
            return rules.at_most(rule, facts)
        case DigitsRule():
            return rules.digits(rule, facts)
        case YearRule():
            return rules.years(rule, facts)
