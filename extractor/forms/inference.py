"""What a form does not print legibly in one place and says in another: levels by their neighbours, weights by sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from extractor.forms.labels import is_label
from models.form import Column, Definitions, FormDefinition, Listing
from models.identity import GroupConstantRule
from models.record import FormReading, TypedValue

Values = Mapping[str, TypedValue]

# Less than this much of a level's name is a scrap: 产出指标 has four characters.
_LEGIBLE = 4


def inferred(reading: FormReading, values: Values, definitions: Definitions) -> dict[str, TypedValue]:
    """The values with what the form's other cells say of levels and weights that could not be read.

    What a cell prints legibly is never touched. A value that was inferred says in ``repairs`` from what.
    """
    definition = definitions.named(reading.form)
    result = dict(values)
    for listing in definition.listings:
        rows = _rows(listing, result)
        for left, column in pairwise(listing.columns):
            if column.under:
                result |= _levels(listing, rows, left, column, result)
        for column in listing.columns:
            if column.weight_path:
                result |= _weights(definition, listing, rows, column, result)
    return result


def _rows(listing: Listing, values: Values) -> range:
    first = listing.columns[0].path
    count = 0
    while f"{listing.path}[{count}].{first}" in values:
        count += 1
    return range(count)


def _levels(
    listing: Listing, rows: Sequence[int], left: Column, column: Column, values: Values
) -> Iterator[tuple[str, TypedValue]]:
    """A level by the one under it; failing that, by the rows above and below where these agree."""
    known = [_known(values[f"{listing.path}[{row}].{left.path}"], left) for row in rows]
    told = [column.above(values[f"{listing.path}[{row}].{column.path}"].clean) for row in rows]
    sure = [word or (above[0] if len(above) == 1 else None) for word, above in zip(known, told, strict=True)]
    for row in rows:
        path = f"{listing.path}[{row}].{left.path}"
        if known[row] is not None:
            continue
        word = sure[row]
        reason = f"from {values[f'{listing.path}[{row}].{column.path}'].clean}"
        if word is None:
            word, reason = _between(sure, row, left), "from the rows above and below"
        if word is not None and (not told[row] or word in told[row]):
            old = values[path]
            yield path, replace(old, kind="text", clean=word, grammatical=True, repairs=(*old.repairs, reason))


def _known(value: TypedValue, column: Column) -> str | None:
    """A word of the column, or a word of the unit's own where it is more than a scrap; never the column's head."""
    if is_label(value.clean, column.labels):
        return None
    return value.clean if value.clean in column.words or len(value.clean) >= _LEGIBLE else None


def _between(sure: Sequence[str | None], row: int, column: Column) -> str | None:
    """Nothing comes before the column's first word, so that word below is enough."""
    above = next((word for word in reversed(sure[:row]) if word), column.words[0] if column.words else None)
    below = next((word for word in sure[row + 1 :] if word), None)
    return above if above == below else None


def _weights(
    definition: FormDefinition, listing: Listing, rows: Sequence[int], column: Column, values: Values
) -> Iterator[tuple[str, TypedValue]]:
    """A group's weight by another of its rows, or the usual one where the group's parts add up to it."""
    levels = {row: values[f"{listing.path}[{row}].{column.path}"].clean for row in rows}
    for word, group in groupby(rows, key=levels.__getitem__):
        members = list(group)
        paths = [f"{listing.path}[{row}].{column.weight_path}" for row in members]
        numbers = {Decimal(text) for path in paths if (text := values[path].number) is not None}
        lacking = [path for path in paths if values[path].number is None]
        if not word or not lacking or len(numbers) > 1:
            continue
        number: Decimal | None = next(iter(numbers), None)
        reason = f"from another row of {word}"
        if number is None:
            number = _usual(definition, listing, members, word, values)
            reason = f"from the weights of {word}, which add up to its usual weight"
        if number is not None:
            for path in lacking:
                yield path, _number(number, (*values[path].repairs, reason))


def _number(number: Decimal, repairs: tuple[str, ...]) -> TypedValue:
    text = format(number, "f")
    return TypedValue(kind="number", clean=text, number=text, comparator="=", repairs=repairs)


def _usual(
    definition: FormDefinition, listing: Listing, rows: Sequence[int], word: str, values: Values
) -> Decimal | None:
    rule = next((r for r in definition.checks if isinstance(r, GroupConstantRule) and r.listing == listing.path), None)
    if rule is None or word not in rule.expected:
        return None
    sums = [check for check in definition.checks if check.rule == "group_sum" and check.listing == listing.path]
    if not sums:
        return None
    parts = [values[f"{listing.path}[{row}].{sums[0].part}"].number for row in rows]
    expected = Decimal(rule.expected[word])
    return expected if sum(Decimal(part) for part in parts if part is not None) == expected else None
