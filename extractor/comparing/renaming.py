"""Fields of one document that are called otherwise since a head was put right: the same cells by other paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.paths import role_of, unkeyed
from models.result import FieldEvidence, Record
from models.review import FieldKey

_Cell = tuple[object, ...]


def renamed(old: Sequence[Record], new: Sequence[Record]) -> dict[FieldKey, FieldKey | None]:
    """For each field that has another path now, which; None for one that is no longer there. Both cut cells alike."""
    before, after = _by_cell(old), _by_cell(new)
    names: dict[FieldKey, FieldKey | None] = {}
    for cell, keys in before.items():
        there = after.get(cell, [])
        left = [key for key in keys if key not in there]
        # A cell over several rows is the place of a field in each, in the same order.
        free = [key for key in there if key not in keys]
        names |= dict(zip(left, [*free, *[None] * len(left)], strict=False))
    return names


def _by_cell(records: Sequence[Record]) -> Mapping[_Cell, list[FieldKey]]:
    found: dict[_Cell, list[FieldKey]] = defaultdict(list)
    for index, record in enumerate(records):
        for field in record.fields:
            found[_cell(index, field)].append((index, field.path))
    return found


def _cell(record: int, field: FieldEvidence) -> _Cell:
    """Where a field stands, as what; what stands nowhere is told by its path."""
    source = field.source
    if source is None:
        return record, field.path
    return role_of(unkeyed(field.path)), source.page, source.bbox, source.table, source.row, source.col
