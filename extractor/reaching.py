"""What a decision reached: fields and checks that are otherwise in the document after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extractor.reviewing import Reviewed
from models.result import Check, FieldEvidence
from models.review import FieldKey


@dataclass(frozen=True, slots=True)
class Reach:
    """What a decision changed: fields and checks, each with its record; ``settled``: fields that left the queue."""

    fields: tuple[tuple[int, FieldEvidence], ...]
    checks: tuple[tuple[int, Check], ...]
    settled: tuple[FieldKey, ...]


def reach(before: Reviewed, after: Reviewed, names: Mapping[FieldKey, FieldKey | None] = MappingProxyType({})) -> Reach:
    """What changed between two states of one document. A confidence that moved, and no more, is no change.

    ``names``: fields that are called otherwise afterwards.
    """
    fields: list[tuple[int, FieldEvidence]] = []
    checks: list[tuple[int, Check]] = []
    settled: list[FieldKey] = []
    was = {
        names.get((index, field.path), (index, field.path)): field
        for index, record in enumerate(before.records)
        if names or record is not after.records[index]
        for field in record.fields
    }
    for index, new in enumerate(after.records):
        old = before.records[index] if index < len(before.records) else None
        if new is old:
            continue
        known = {check.id: check for check in old.checks} if old is not None else {}
        checks += [(index, check) for check in new.checks if known.get(check.id) != check]
        for right in new.fields:
            left = was.get((index, right.path))
            if left is None or left.path != right.path or _shown(left) != _shown(right):
                fields.append((index, right))
            if left is not None and left.status == "needs_review" and right.status == "accepted":
                settled.append((index, right.path))
    return Reach(tuple(fields), tuple(checks), tuple(settled))


def _shown(field: FieldEvidence) -> tuple[object, ...]:
    return field.status, field.text, field.value, field.label, field.reason
