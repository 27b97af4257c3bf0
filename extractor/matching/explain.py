"""Why a label matches what it does, or nothing, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.matching.keys import printed_key
from extractor.matching.match import LEAST_LIKENESS, LEAST_MARGIN, Scored
from models.record import LabelMatch


def why_matched(match: LabelMatch, ranked: Sequence[Scored]) -> str:
    """The reason for a match; ``ranked``: the candidates that it was chosen from, the best first."""
    if not printed_key(match.raw):
        return "it has neither letters nor digits"
    if not ranked or not ranked[0].score:
        return "no name and no alias has anything in common with it"
    first, runner_up = ranked[0], ranked[1] if len(ranked) > 1 else None
    if match.indicator is not None:
        how = {
            "exact": "it is spelt as the name",
            "alias": f"it is spelt as the alias {first.wording}",
        }.get(first.method, f"it is like {first.wording} by {first.score:.2f}")
        return how if runner_up is None else f"{how}; the next, {runner_up.entry.name}, has {runner_up.score:.2f}"
    if first.score < LEAST_LIKENESS or runner_up is None:
        return f"the nearest, {first.wording}, is like it by {first.score:.2f}; {LEAST_LIKENESS:.2f} is needed"
    return (
        f"{first.entry.name} ({first.score:.2f}) and {runner_up.entry.name} ({runner_up.score:.2f}) are too close to "
        f"tell apart; {LEAST_MARGIN:.2f} between them is needed"
    )
