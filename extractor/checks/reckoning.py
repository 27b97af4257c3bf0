"""Sums of amounts that were rounded when the table was printed in 万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.operands import plain
from models.ledger import Amount
from models.record import CheckOutcome, CheckStatus

_CENT = Decimal("0.01")
_HALF = Decimal("0.5")
# A message names this many parts at most: a person wants a hint, not the column.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` should be the sum of ``parts``, each with its sign. ``subject`` begins the message."""

    id: str
    rule: str
    subject: str
    total: Amount
    parts: Sequence[tuple[int, Amount]]


def reckoned(claim: Sum, yuan: Decimal | None) -> CheckOutcome | None:
    """The outcome, or None where nothing at all is printed. ``yuan``: how many yuan the table's unit is, if known.

    A blank part adds nothing. Numbers that were rounded may be off by half a unit of their last place each, so their
    sum may be off by as much for each number that is not zero; money printed to the cent is not rounded.
    """
    amounts = [claim.total, *(amount for _, amount in claim.parts)]
    paths = tuple(dict.fromkeys(amount.path for amount in amounts))
    if all(amount.blank for amount in amounts):
        return None
    unread = [amount for amount in amounts if amount.value is None and not amount.blank]
    if unread or not claim.parts:
        said = (
            ", ".join(f"{amount.path} ({amount.shown})" for amount in unread[:_NAMED]) or "there is nothing to add up"
        )
        reason = f"these cannot be read: {said}" if unread else said
        message = f"{claim.subject}: the sum cannot be checked, because {reason}"
        return CheckOutcome(claim.id, claim.rule, "unknown", message, None, None, paths)
    expected = sum((sign * (amount.value or Decimal(0)) for sign, amount in claim.parts), Decimal(0))
    actual = claim.total.value or Decimal(0)
    difference = actual - expected
    tolerance = _tolerance(claim, yuan)
    formula = f"{claim.subject}: {_formula(claim.parts)} = {plain(expected)}"
    if not difference:
        message = formula
    elif abs(difference) <= tolerance:
        message = (
            f"{formula}, printed {claim.total.shown}: off by {plain(difference)}, within the rounding of its parts"
        )
    else:
        message = f"{formula}, not {claim.total.shown}: off by {plain(difference)}"
    status: CheckStatus = "pass" if abs(difference) <= tolerance else "fail"
    return CheckOutcome(claim.id, claim.rule, status, message, plain(expected), plain(actual), paths)


def _tolerance(claim: Sum, yuan: Decimal | None) -> Decimal:
    amounts = [claim.total, *(amount for _, amount in claim.parts)]
    unit = Decimal(1).scaleb(-max(amount.places for amount in amounts))
    rounded = sum(bool(amount.value) for _, amount in claim.parts)
    if rounded < 2 or (yuan is not None and unit * yuan <= _CENT):
        return Decimal(0)
    return unit * _HALF * (rounded + 1)


def _formula(parts: Sequence[tuple[int, Amount]]) -> str:
    """The parts that count; those beyond the first few are summed up in words."""
    telling = [(sign, amount) for sign, amount in parts if amount.value] or list(parts[:1])
    text = ""
    for sign, amount in telling[:_NAMED]:
        text += (" - " if sign < 0 else " + " if text else "") + amount.shown
    return f"{text} + {len(telling) - _NAMED} more" if len(telling) > _NAMED else text
