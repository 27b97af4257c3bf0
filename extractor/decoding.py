"""A document's numbers, read again under its own arithmetic."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from extractor.checks import Spot, compare_tables, decode, figures_of, run_checks
from extractor.values import other_readings
from models.form import Definitions
from models.record import CheckOutcome, FormReading, OtherReading, TypedValue

Values = Mapping[str, TypedValue]
Outcomes = Mapping[int, Sequence[CheckOutcome]]

_NONE_KNOWN: Outcomes = MappingProxyType({})


def checked(
    readings: Sequence[FormReading], values: Sequence[Values], definitions: Definitions, known: Outcomes = _NONE_KNOWN
) -> dict[int, tuple[CheckOutcome, ...]]:
    """For each record the identities of its own, then those that it has with others.

    ``known``: the identities of their own of records for which they were found before.
    """
    across = compare_tables(figures_of(readings, values, definitions))
    return {
        record: (
            *(known[record] if record in known else run_checks(reading, values[record], definitions)),
            *across.get(record, ()),
        )
        for record, reading in enumerate(readings)
    }


def decoded(
    readings: Sequence[FormReading],
    values: Sequence[Values],
    definitions: Definitions,
    known: Outcomes = _NONE_KNOWN,
    certain: Container[Spot] = frozenset(),
) -> tuple[tuple[Values, ...], Outcomes]:
    """The values, with those digits read otherwise that identities decide, and each record's identities with them.

    Neither what is ``certain``, nor a record whose identities are ``known``, is read otherwise.
    """
    leaves = {(record, leaf.path): leaf for record, reading in enumerate(readings) for leaf in reading.leaves}
    flat = {(record, path): value for record, own in enumerate(values) for path, value in own.items()}
    alone = {
        record: known[record] if record in known else run_checks(reading, own, definitions)
        for record, (reading, own) in enumerate(zip(readings, values, strict=True))
    }

    def others(spot: Spot) -> tuple[OtherReading, ...]:
        if spot in certain or spot[0] in known:
            return ()
        return other_readings(leaves[spot].lines, leaves[spot].kind, flat[spot])

    def with_changes(changes: Mapping[Spot, TypedValue]) -> Outcomes:
        touched = {record for record, _ in changes}
        untouched = {record: own for record, own in alone.items() if record not in touched}
        return checked(readings, changed(values, changes), definitions, untouched)

    chosen, outcomes = decode(flat, others, with_changes)
    return changed(values, chosen), outcomes


def changed(values: Sequence[Values], changes: Mapping[Spot, TypedValue]) -> tuple[Values, ...]:
    """The values with some of them replaced."""
    return tuple(
        {**own, **{path: value for (record, path), value in changes.items() if record == number}}
        for number, own in enumerate(values)
    )
