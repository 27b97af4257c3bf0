"""Expected and got data, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard

from extractor.evaluation.alignment import aligned
from extractor.evaluation.equality import folded, same
from models.paths import Nested, leaves


@dataclass(frozen=True, slots=True)
class LeafPair:
    """A leaf as it should be and as it is. A path is None where that side has no such place at all."""

    expected_path: str | None
    got_path: str | None
    expected: str | None
    got: str | None

    @property
    def path(self) -> str:
        return self.expected_path or self.got_path or ""

    @property
    def right(self) -> bool:
        return same(self.expected, self.got)


def compared(expected: Nested, got: Nested, expected_path: str = "", got_path: str = "") -> Iterator[LeafPair]:
    """Every leaf of either side, once. The items of lists are paired by what they say, in order.

    Keys are compared as texts are: a column may be called by what a page says, in either width.
    """
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        known, seen = ({folded(key): key for key in side} for side in (expected, got))
        for name in dict.fromkeys([*known, *seen]):
            if name not in seen:
                yield from _missing(expected[known[name]], _joined(expected_path, known[name]))
            elif name not in known:
                yield from _surplus(got[seen[name]], _joined(got_path, seen[name]))
            else:
                key, there = known[name], seen[name]
                yield from compared(expected[key], got[there], _joined(expected_path, key), _joined(got_path, there))
    elif _is_list(expected) and _is_list(got):
        yield from _compared_lists(expected, got, expected_path, got_path)
    elif _is_leaf(expected) and _is_leaf(got):
        yield LeafPair(expected_path, got_path, expected, got)
    else:
        yield from _missing(expected, expected_path)
        yield from _surplus(got, got_path)


def _compared_lists(
    expected: Sequence[Nested], got: Sequence[Nested], expected_path: str, got_path: str
) -> Iterator[LeafPair]:
    known, seen = [_said(item) for item in expected], [_said(item) for item in got]
    for i, j in aligned(len(expected), len(got), partial(_likeness, known, seen)):
        if i is not None and j is not None:
            yield from compared(expected[i], got[j], f"{expected_path}[{i}]", f"{got_path}[{j}]")
        elif i is not None:
            yield from _missing(expected[i], f"{expected_path}[{i}]")
        elif j is not None:
            yield from _surplus(got[j], f"{got_path}[{j}]")


_Said = Mapping[str, str]


def _said(item: Nested) -> _Said:
    """An item's leaves that say something, folded once for all comparisons."""
    return {path: folded(text) for path, text in leaves(item) if text}


def _likeness(expected: Sequence[_Said], got: Sequence[_Said], i: int, j: int) -> float:
    """How many leaves agree. A pair of strangers still counts a little: better wrong than missing and surplus."""
    agreeing = sum(got[j].get(path) == text for path, text in expected[i].items())
    return agreeing + 1e-3


def _missing(expected: Nested, path: str) -> Iterator[LeafPair]:
    return (LeafPair(at, None, text, None) for at, text in leaves(expected, path))


def _surplus(got: Nested, path: str) -> Iterator[LeafPair]:
    return (LeafPair(None, at, None, text) for at, text in leaves(got, path))


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _is_list(value: Nested) -> TypeGuard[Sequence[Nested]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_leaf(value: Nested) -> TypeGuard[str | None]:
    return value is None or isinstance(value, str)
