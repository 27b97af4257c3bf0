"""Finds what belongs together in two results, and tells the differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from extractor.comparing.drift import CheckChange, Drift, FieldChange
from models.paths import leaves
from models.result import ExtractionResult, Record


def compare(old: ExtractionResult, new: ExtractionResult) -> Drift:
    """What changed from ``old`` to ``new``, both of one document. Records belong together by form, title and order."""
    fields: list[FieldChange] = []
    broken: list[CheckChange] = []
    mended: list[CheckChange] = []
    for number, before, after in _pairs(old, new):
        fields += _field_changes(number, before, after)
        for change in _check_changes(number, before, after):
            (broken if change.new == "fail" else mended if change.old == "fail" else []).append(change)
    review = _to_review(new) - _to_review(old)
    return Drift(fields=tuple(fields), broken=tuple(broken), mended=tuple(mended), review=review)


def _pairs(old: ExtractionResult, new: ExtractionResult) -> Iterator[tuple[int, Record | None, Record | None]]:
    """Records of both results, each once; those that only one of them has stand alone."""
    left = {key: (number, record) for number, (key, record) in enumerate(_named(old))}
    for number, (key, record) in enumerate(_named(new)):
        before = left.pop(key, None)
        yield number, before[1] if before else None, record
    for number, record in left.values():
        yield number, record, None


def _named(result: ExtractionResult) -> Iterator[tuple[tuple[str, str, int], Record]]:
    seen: Counter[tuple[str, str]] = Counter()
    for record in result.records:
        name = (record.form, record.title)
        yield (*name, seen[name]), record
        seen[name] += 1


def _field_changes(number: int, before: Record | None, after: Record | None) -> Iterator[FieldChange]:
    old, new = _values(before), _values(after)
    form = next(record.form for record in (after, before) if record is not None)
    for path in (*new, *(path for path in old if path not in new)):
        if path in old and path in new and old[path] == new[path]:
            continue
        kind = _kind(path in old, path in new)
        yield FieldChange(record=number, form=form, path=path, change=kind, old=old.get(path), new=new.get(path))


def _kind(was: bool, now: bool) -> Literal["added", "gone", "value"]:
    if was and now:
        return "value"
    return "added" if now else "gone"


def _values(record: Record | None) -> dict[str, str | None]:
    return dict(leaves(record.data)) if record is not None else {}


def _check_changes(number: int, before: Record | None, after: Record | None) -> Iterator[CheckChange]:
    if before is None or after is None:
        return
    old = {check.id: check.status for check in before.checks}
    for check in after.checks:
        was = old.get(check.id, check.status)
        if was != check.status:
            yield CheckChange(
                record=number, form=after.form, id=check.id, old=was, new=check.status, message=check.message
            )


def _to_review(result: ExtractionResult) -> int:
    return sum(field.status == "needs_review" for record in result.records for field in record.fields)
