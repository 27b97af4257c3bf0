"""Paths: how a field names its leaf of a record's ``data``, as in ``indicators[3].score``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Nested = str | Sequence["Nested"] | Mapping[str, "Nested"] | None
"""Plain nested values whose leaves are texts or None, whatever their containers are."""

VALUES = ".values."
"""Stands in a path before the key of a column, which is what its head says."""

HEAD = "columns.key"
"""The role of the field that is the head of a column, whose key stands in the paths of the column's fields."""

_INDEX = re.compile(r"\[\d+\]")


def leaves(data: Nested, path: str = "") -> Iterator[tuple[str, str | None]]:
    """Every leaf of ``data`` with its path, in order. An empty list or mapping has none."""
    if data is None or isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    else:
        for index, value in enumerate(data):
            yield from leaves(value, f"{path}[{index}]")


def role_of(path: str) -> str:
    """The path without its indices: what all rows of a list have in common (``indicators.score``)."""
    return _INDEX.sub("", path)


def unkeyed(path: str) -> str:
    """The path without what the head of a column calls it: ``lines[3].values`` of ``lines[3].values.预算数``."""
    row, values, _ = path.partition(VALUES)
    return row + values.rstrip(".")
