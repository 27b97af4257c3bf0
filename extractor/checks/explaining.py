"""Which of the readings that the page allows make its sums come out: a misread digit told from a wrong sum.

A misread number is wrong in every identity that it takes part in, and by the same difference. So a reading that the
recogniser itself thought possible, that mends failed identities and breaks none, is what is printed, provided that
nothing else explains the failure as well. Where two explanations are left, or the recogniser saw nothing else, the
number stays as it was read and its check stays failed: a document may be wrong itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations, product
from math import prod

from models.record import CheckOutcome, OtherReading, TypedValue

Spot = tuple[int, str]
"""A record by its place in the document, from 0, and a leaf of it by its path."""

Outcomes = Mapping[int, Sequence[CheckOutcome]]
"""By record."""

Readings = Callable[[Spot], Sequence[OtherReading]]
Check = Callable[[Mapping[Spot, TypedValue]], Outcomes]
_Key = tuple[int, str]
_Change = tuple[Spot, OtherReading]

LEAST_ODDS = 0.02
"""Of an explanation that mends a single identity. Below, a form that is itself wrong is as good an explanation."""

LEAST_ODDS_TOGETHER = 0.002
"""Of one number that mends several identities at once, which hardly ever happens by accident."""

CLEARLY = 20
"""How many times as probable as any other explanation the right one must be."""

MOST_TOGETHER = 3
"""Misread numbers in one sum. With more, some readings fit by accident."""

FEW_OPERANDS = 4
"""Rates and products have three operands and no plain difference, so all readings of theirs are tried."""

MOST_ROUNDS = 8
"""Each round mends all that can be mended at once; a second is for what was hidden by the first."""

MOST_TRIALS = 400
"""In one round. A table where so many readings would fit some difference is not misread in a digit here or there."""

_ROUNDING = Decimal("0.05")
"""Of a difference: sums of rounded parts are off by more than the misread digit."""

_NOT_EQUALITIES = frozenset({"at_most", "digits", "year", "line_numbers", "unit"})


@dataclass(frozen=True, slots=True)
class _Explanation:
    """Readings of one or more spots, and the failed identities that hold with them."""

    changes: tuple[_Change, ...]
    mended: frozenset[_Key]

    @property
    def spots(self) -> frozenset[Spot]:
        return frozenset(spot for spot, _ in self.changes)

    @property
    def odds(self) -> float:
        return prod(reading.odds for _, reading in self.changes)

    @property
    def plausible(self) -> bool:
        return self.odds >= (LEAST_ODDS if len(self.mended) <= len(self.changes) else LEAST_ODDS_TOGETHER)


def decode(
    values: Mapping[Spot, TypedValue], readings: Readings, check: Check
) -> tuple[dict[Spot, TypedValue], Outcomes]:
    """The values that are to be read otherwise, by spot, and all outcomes with them.

    ``values``: as read. ``readings``: the others that a spot allows. ``check``: all outcomes of a document with some
    values read otherwise.
    """
    chosen: dict[Spot, TypedValue] = {}
    outcomes = check(chosen)
    for _ in range(MOST_ROUNDS):
        accepted = _accepted(outcomes, {**values, **chosen}, readings, _after(chosen, check))
        if not accepted:
            break
        for explanation in accepted:
            chosen |= {spot: _repaired(values[spot], reading.value) for spot, reading in explanation.changes}
        outcomes = check(chosen)
    return chosen, outcomes


def _after(chosen: dict[Spot, TypedValue], check: Check) -> Check:
    return lambda more: check({**chosen, **more})


def _accepted(
    outcomes: Outcomes, values: Mapping[Spot, TypedValue], readings: Readings, check: Check
) -> list[_Explanation]:
    """The explanations that stand alone, of as few misread numbers as will do."""
    before = _by_status(outcomes)
    doubtful = before["fail"] | before["unknown"]
    equalities = doubtful & {(n, it.id) for n, own in outcomes.items() for it in own if it.rule not in _NOT_EQUALITIES}
    found: list[_Explanation] = []
    for count in range(1, MOST_TOGETHER + 1):
        trials = list(_trials(count, outcomes, values, readings)) if equalities else []
        if len(trials) > MOST_TRIALS:
            break
        for changes in trials:
            after = _by_status(check({spot: reading.value for spot, reading in changes}))
            if (mended := equalities & after["pass"]) and not before["pass"] - after["pass"]:
                found.append(_Explanation(changes, mended))
        if accepted := [explanation for explanation in found if _stands_alone(explanation, found)]:
            return accepted
    return []


def _trials(
    count: int, outcomes: Outcomes, values: Mapping[Spot, TypedValue], readings: Readings
) -> Iterator[tuple[_Change, ...]]:
    """``count`` readings that together could explain a failed identity: they change it by what it is off."""
    seen: set[frozenset[tuple[Spot, str | None]]] = set()
    for record, own in outcomes.items():
        for outcome in own:
            if outcome.status == "pass" or outcome.rule in _NOT_EQUALITIES:
                continue
            spots = [(record, path) for path in outcome.paths if (record, path) in values]
            unread = [spot for spot in spots if values[spot].number is None and not values[spot].grammatical]
            if outcome.status == "unknown" and len(unread) != count:
                continue  # a blank, or more than can be told
            options = {spot: readings(spot) for spot in (unread if outcome.status == "unknown" else spots)}
            gap = _gap(outcome)
            for some in combinations([spot for spot in options if options[spot]], count):
                for chosen in product(*(options[spot] for spot in some)):
                    changes = tuple(zip(some, chosen, strict=True))
                    key = frozenset((spot, reading.value.number) for spot, reading in changes)
                    likely = prod(reading.odds for reading in chosen) >= LEAST_ODDS_TOGETHER
                    if likely and key not in seen and (gap is None or _closes(gap, changes, values)):
                        seen.add(key)
                        yield changes


def _gap(outcome: CheckOutcome) -> Decimal | None:
    """By how much a sum is off, None where that says nothing of its operands."""
    if len(outcome.paths) < FEW_OPERANDS or outcome.expected is None or outcome.actual is None:
        return None
    try:
        return abs(Decimal(outcome.actual) - Decimal(outcome.expected))
    except InvalidOperation:
        return None


def _closes(gap: Decimal, changes: Sequence[_Change], values: Mapping[Spot, TypedValue]) -> bool:
    """Whether the changes make up the gap, each added or taken away: which, depends on its side of the sum."""
    steps = []
    for spot, reading in changes:
        old, new = values[spot].number, reading.value.number
        if old is None or new is None:
            return False
        steps.append(Decimal(new) - Decimal(old))
    signed = product((1, -1), repeat=len(steps))
    together = (
        abs(sum((sign * step for sign, step in zip(signs, steps, strict=True)), Decimal(0))) for signs in signed
    )
    return any(abs(change - gap) <= gap * _ROUNDING for change in together)


def _stands_alone(explanation: _Explanation, found: Iterable[_Explanation]) -> bool:
    """Whether nothing else explains what it mends nearly as well."""
    rivals = (
        other
        for other in found
        if other is not explanation
        and other.plausible
        and (other.mended & explanation.mended or other.spots & explanation.spots)
    )
    return explanation.plausible and all(_better(explanation, rival) for rival in rivals)


def _better(one: _Explanation, other: _Explanation) -> bool:
    if other.mended < one.mended and len(one.changes) <= len(other.changes):
        return True
    return other.mended <= one.mended and one.odds >= CLEARLY * other.odds


def _repaired(read: TypedValue, instead: TypedValue) -> TypedValue:
    return replace(instead, repairs=(*instead.repairs, f"{read.clean}→{instead.clean}"))


def _by_status(outcomes: Outcomes) -> dict[str, frozenset[_Key]]:
    return {
        status: frozenset((record, it.id) for record, own in outcomes.items() for it in own if it.status == status)
        for status in ("pass", "fail", "unknown")
    }
