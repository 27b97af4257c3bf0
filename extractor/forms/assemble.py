"""The contract's nested ``data`` of a form, out of its leaves and their typed values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.record import FormReading, Leaf, TypedValue
from models.result import Json

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_TEXTUAL = frozenset({"text", "code"})


def data_of(reading: FormReading, values: Mapping[str, TypedValue]) -> dict[str, Json]:
    """``values`` by path. Numbers as decimal strings, texts clean, null for what is blank or cannot be read."""
    data: dict[str, Json] = {name: [] for name in reading.lists}
    for leaf in reading.leaves:
        if leaf.aside:
            continue
        _put(data, leaf.path, leaf.fixed if leaf.fixed is not None else plain(leaf, values[leaf.path]))
    return data


def plain(leaf: Leaf, value: TypedValue) -> str | None:
    """What ``data`` holds for one leaf."""
    if not value.clean or value.clean == "—":
        return None
    if leaf.as_text or value.kind in _TEXTUAL:
        return value.clean
    return value.number


def _put(data: dict[str, Json], path: str, value: str | None) -> None:
    """``indicators[3].score`` goes into the fourth member of a list; members come in order."""
    node = data
    steps = _STEP.findall(path)
    for name, index in steps[:-1]:
        node = _member(node, name, int(index), path) if index else _inner(node, name, path)
    node[steps[-1][0]] = value


def _member(node: dict[str, Json], name: str, index: int, path: str) -> dict[str, Json]:
    members = node.setdefault(name, [])
    if not isinstance(members, list):
        raise TypeError(f"{path}: {name} is both a value and a list")
    if index == len(members):
        members.append({})
    return _mapping(members[index], name, path)


def _inner(node: dict[str, Json], name: str, path: str) -> dict[str, Json]:
    return _mapping(node.setdefault(name, {}), name, path)


def _mapping(value: Json, name: str, path: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError(f"{path}: {name} is both a value and a list")
    return value
