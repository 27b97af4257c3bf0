"""Pieces of rules that lie on one straight line, made one rule."""

from __future__ import annotations

from collections.abc import Sequence

from models.rule import Rule


def merged(rules: Sequence[Rule], *, aside: float, gap: float) -> tuple[Rule, ...]:
    """Merge rules of one orientation whose positions differ by at most ``aside`` and whose gaps by at most ``gap``.

    Both in page units. A merged rule stands at the mean of its pieces, weighted by ink; its strength is the
    share of its length where one of them has ink. Rules come back by position, then by start.
    """
    result: list[Rule] = []
    for band in banded(rules, aside):
        chain: list[Rule] = []
        reach = float("-inf")
        for rule in sorted(band, key=lambda item: item.start):
            if chain and rule.start - reach > gap:
                result.append(_one(chain))
                chain = []
            chain.append(rule)
            reach = max(reach, rule.end) if len(chain) > 1 else rule.end
        if chain:
            result.append(_one(chain))
    return tuple(sorted(result, key=lambda rule: (rule.orientation, rule.position, rule.start)))


def covered(rules: Sequence[Rule], start: float, end: float) -> float:
    """The length between ``start`` and ``end`` that the rules cover, overlaps counted once."""
    total, reach = 0.0, start
    for rule in sorted(rules, key=lambda item: item.start):
        low, high = max(rule.start, reach), min(rule.end, end)
        if high > low:
            total += high - low
            reach = high
    return total


def banded(rules: Sequence[Rule], aside: float) -> list[list[Rule]]:
    """Rules of one orientation at one position, longest first so that short pieces join long rules."""
    bands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda item: -item.length):
        home = min(
            (
                band
                for band in bands
                if band[0].orientation == rule.orientation and abs(band[0].position - rule.position) <= aside
            ),
            key=lambda band: abs(band[0].position - rule.position),
            default=None,
        )
        if home is None:
            bands.append([rule])
        else:
            home.append(rule)
    return bands


def _one(chain: Sequence[Rule]) -> Rule:
    start, end = min(rule.start for rule in chain), max(rule.end for rule in chain)
    weights = [max(rule.length * rule.strength, 1e-9) for rule in chain]
    total = sum(weights)
    inked = sum(rule.length * rule.strength for rule in chain)
    return Rule(
        orientation=chain[0].orientation,
        position=sum(rule.position * weight for rule, weight in zip(chain, weights, strict=True)) / total,
        start=start,
        end=end,
        thickness=sum(rule.thickness * weight for rule, weight in zip(chain, weights, strict=True)) / total,
        strength=min(1.0, min(inked, covered(chain, start, end)) / max(end - start, 1e-9)),
    )
