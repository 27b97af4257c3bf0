"""What people decided of one result, found again in another: by the field's name and its place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from models.geometry import Box
from models.paths import role_of, unkeyed
from models.record import TypedValue
from models.result import FieldEvidence, FieldSource, Record

SAME_PLACE = 0.4
"""Least share of two boxes' common area in their joint area. A cell is cut a little wider or narrower by another
version; two cells of one column under each other share nothing."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A field that was decided: where it stood, what the machine had read there, and what was said of it."""

    number: int
    record: int
    path: str
    form: str
    label: str
    read: str
    source: FieldSource | None
    said: TypedValue


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a decision. ``record`` and ``path`` say where it is now, None for one that is dropped."""

    number: int
    outcome: Literal["carried", "contradicted", "dropped"]
    reason: str
    record: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    record: int
    field: FieldEvidence
    how: str


def carry(decided: Sequence[Decided], new: Sequence[Record]) -> tuple[Fate, ...]:
    """The fate of every decision, in order. Of two that come to the same field, the later one stands."""
    found = {one.number: _found(one, new) for one in decided}
    newest = {(place.record, place.field.path): number for number, place in sorted(found.items()) if place is not None}
    return tuple(_fate(one, found[one.number], newest) for one in decided)


def _fate(one: Decided, found: _Found | None, newest: dict[tuple[int, str], int]) -> Fate:
    if found is None:
        return Fate(one.number, "dropped", f"nothing called {one.label or one.path!r} stands at its place any more")
    place = (found.record, found.field.path)
    if newest[place] != one.number:
        return Fate(one.number, "dropped", f"decision {newest[place]} came to the same field later")
    if found.field.text == one.read:
        return Fate(one.number, "carried", f"{found.how}; it is read as before", *place)
    now = found.field.value.number if one.said.number is not None else found.field.text
    if now == (one.said.number if one.said.number is not None else one.said.clean):
        return Fate(one.number, "carried", f"{found.how}; the machine now reads what was said", *place)
    reason = f"{found.how}; it was read as {one.read!r} when this was said and is read as {found.field.text!r} now"
    return Fate(one.number, "contradicted", reason, *place)


def _found(one: Decided, records: Sequence[Record]) -> _Found | None:
    """By path and label where it stands; else by place, whatever it is called there; else by its name alone."""
    named = [
        (index, field)
        for index, record in enumerate(records)
        if record.form == one.form
        for field in record.fields
        if role_of(unkeyed(field.path)) == role_of(unkeyed(one.path))
    ]
    same_path = [(index, field) for index, field in named if field.path == one.path and field.label.raw == one.label]
    for index, field in sorted(same_path, key=lambda item: item[0] != one.record):
        if one.source is None or field.source is None:
            if one.source is field.source and index == one.record:
                return _Found(index, field, "same name, nowhere on a page")
        elif _likeness(one.source, field.source) >= SAME_PLACE:
            return _Found(index, field, "same name, same place")
    if one.source is None:
        return None
    places = [(_likeness(one.source, field.source), index, field) for index, field in named if field.source is not None]
    best = sorted(_near(places, one), key=lambda item: (item[0], item[2].label.raw == one.label), reverse=True)
    if best:
        return _Found(best[0][1], best[0][2], "same place")
    # A table that was cut otherwise may box its cells quite differently; the name and the text must then do.
    same = [
        (index, field)
        for index, field in named
        if one.label and field.label.raw == one.label and field.text == one.read and _same_page(one.source, field)
    ]
    return _Found(*same[0], "same name, same text, same page") if len(same) == 1 else None


def _near(
    places: Sequence[tuple[float, int, FieldEvidence]], one: Decided
) -> Iterator[tuple[float, int, FieldEvidence]]:
    """One cell over several rows is the place of several fields: then the path tells which, whatever its column is."""
    near = [item for item in places if item[0] >= SAME_PLACE]
    same = [item for item in near if unkeyed(item[2].path) == unkeyed(one.path)]
    yield from same or near


def _likeness(left: FieldSource, right: FieldSource) -> float:
    if left.page != right.page:
        return 0.0
    one, other = Box(*left.bbox), Box(*right.bbox)
    common = one.intersection(other)
    if common is None:
        return float(one == other)  # a box without extent, as of a blank in a text dump
    return common.area / (one.area + other.area - common.area)


def _same_page(source: FieldSource, field: FieldEvidence) -> bool:
    return field.source is not None and field.source.page == source.page
