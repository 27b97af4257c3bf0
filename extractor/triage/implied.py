"""What a failed sum says that its one doubtful figure should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from models.result import Check, FieldEvidence


def implied(field: FieldEvidence, checks: Iterable[Check], fields: Mapping[str, FieldEvidence]) -> tuple[str, ...]:
    """The readings of a field with which a failed sum would hold, written as the field is; most often none or one.

    ``checks``: those that bear on it. ``fields``: all of its record, by path. A sum in which another figure needs
    review, or this one does not, says nothing of this one, nor does one with signs in it.
    """
    wanted = (
        _wanted(field.path, check, fields)
        for check in checks
        if check.status == "fail" and _doubtful(check, fields) == {field.path}
    )
    return tuple(dict.fromkeys(_written(number, field.text) for number in wanted if number is not None and number >= 0))


def _doubtful(check: Check, fields: Mapping[str, FieldEvidence]) -> set[str]:
    return {path for path in check.paths if path in fields and fields[path].status == "needs_review"}


def _wanted(path: str, check: Check, fields: Mapping[str, FieldEvidence]) -> Decimal | None:
    """What stands at ``path`` if the check is that its first figure is the sum of the others."""
    if check.expected is None or check.actual is None or not check.paths:
        return None
    numbers = {one: Decimal(fields[one].value.number or 0) for one in check.paths if one in fields}
    total, parts = check.paths[0], check.paths[1:]
    whole, reckoned = Decimal(check.actual), Decimal(check.expected)
    plain = len(numbers) == len(check.paths) > 1 and numbers[total] == whole
    if not plain or sum(numbers[part] for part in parts) != reckoned:
        return None
    return reckoned if path == total else numbers[path] + whole - reckoned


def _written(number: Decimal, like: str) -> str:
    """With as many decimals as the text has, or as the number needs, and parted by thousands where the text is."""
    places = max(len(like.rpartition(".")[2]) if "." in like else 0, -int(number.normalize().as_tuple().exponent), 0)
    return f"{number:{',' if ',' in like else ''}.{places}f}"
