"""A document's numbers, read again under its own arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.checks import Spot, compare_tables, decode, figures_of, run_checks
from extractor.values import other_readings
from models.form import Definitions
from models.record import CheckOutcome, FormReading, OtherReading, TypedValue

Values = Mapping[str, TypedValue]
Outcomes = Mapping[int, Sequence[CheckOutcome]]


def decoded(
    readings: Sequence[FormReading], values: Sequence[Values], definitions: Definitions
) -> tuple[tuple[Values, ...], Outcomes]:
    """The values, with those digits read otherwise that identities decide, and each record's identities with them."""
    leaves = {(record, leaf.path): leaf for record, reading in enumerate(readings) for leaf in reading.leaves}
    flat = {(record, path): value for record, own in enumerate(values) for path, value in own.items()}
    alone = [run_checks(reading, own, definitions) for reading, own in zip(readings, values, strict=True)]

    def others(spot: Spot) -> tuple[OtherReading, ...]:
        return other_readings(leaves[spot].lines, leaves[spot].kind, flat[spot])

    def checked(changes: Mapping[Spot, TypedValue]) -> Outcomes:
        """For each record the identities of its own, then those that it has with others."""
        changed = _changed(values, changes)
        across = compare_tables(figures_of(readings, changed, definitions))
        touched = {record for record, _ in changes}
        own = [
            run_checks(reading, changed[record], definitions) if record in touched else alone[record]
            for record, reading in enumerate(readings)
        ]
        return {record: (*outcomes, *across.get(record, ())) for record, outcomes in enumerate(own)}

    chosen, outcomes = decode(flat, others, checked)
    return _changed(values, chosen), outcomes


def _changed(values: Sequence[Values], changes: Mapping[Spot, TypedValue]) -> tuple[Values, ...]:
    return tuple(
        {**own, **{path: value for (changed, path), value in changes.items() if changed == record}}
        for record, own in enumerate(values)
    )
