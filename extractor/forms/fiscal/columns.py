"""Which column of a table is which of a definition's, by its heads and, where they fail, by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.forms.labels import key_of
from models.fiscal import FiscalColumn

# A path of heads this like a column's is that column's, if nothing is more so. Paths are long: one character in three.
_LIKENESS = 0.65
# Columns stand in the definition's order, all of them, if their heads are this like, on average: heads that were
# torn apart or run together keep that much.
_IN_ORDER = 0.45
# So many columns more than the definition has may be pieces of others that a table without rules falls into.
_MOST_EXTRA = 2
# What the last head alone is worth beside the whole path: 小计 may stand under several.
_LAST_HEAD = 0.9
# What a head over nothing is worth beside one over print, where there are more of them than columns.
_BLANK_WORTH = 0.75
# Heads whose keys are remembered: every path is compared with the columns of every definition.
_REMEMBERED = 4096
# Paths with a column's wording whose likeness is remembered: many definitions word a column alike.
_COMPARED = 4096
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
# What a piece of an upright rule is read as beside a head, which ends with none of these.
_PIECES = "!！|丨"
_UNSAFE = str.maketrans({".": "．", "[": "［", "]": "］"})


def assigned(
    paths: Sequence[Sequence[str]], columns: Sequence[FiscalColumn], blank: Sequence[bool]
) -> list[FiscalColumn | None]:
    """For each path of heads its column, or None for one that the definition does not know; in the order of both.

    ``blank``: nothing stands below the path. Of two that could be a column the one with print is it.
    """
    scores = [
        [
            head_likeness(path, column) * (_BLANK_WORTH if empty and len(paths) > len(columns) else 1)
            for column in columns
        ]
        for path, empty in zip(paths, blank, strict=True)
    ]
    whole = _all_in_order(scores, len(columns))
    if whole and len(paths) - len(columns) <= _MOST_EXTRA and _mean(scores, whole) >= _IN_ORDER:
        pairs = whole
    else:
        pairs = _aligned([[score if score >= _LIKENESS else None for score in row] for row in scores], len(columns))
    chosen: list[FiscalColumn | None] = [None] * len(paths)
    for path, column in pairs:
        chosen[path] = columns[column]
    return chosen


def head_likeness(path: Sequence[str], column: FiscalColumn) -> float:
    """1 for the same words, 0 for nothing in common; years are left out."""
    heads = tuple(path)
    return max([_likeness(heads, wording) for wording in column.wordings], default=0.0)


@lru_cache(maxsize=_COMPARED)
def _likeness(path: tuple[str, ...], label: str) -> float:
    if not path:
        return 0.0
    wording = label.split("/")
    whole = _similarity("".join(path), "".join(wording))
    return max(whole, _LAST_HEAD * _similarity(path[-1], wording[-1]) if len(wording) > 1 or len(path) > 1 else 0.0)


def _similarity(text: str, label: str) -> float:
    left, right = _yearless_key(text), _yearless_key(label)
    return float(Levenshtein.normalized_similarity(left, right)) if left and right else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _yearless_key(text: str) -> str:
    return key_of(_YEAR.sub("", text))


Pairs = tuple[tuple[int, int], ...]


def _mean(scores: Sequence[Sequence[float]], pairs: Pairs) -> float:
    return sum(scores[i][j] for i, j in pairs) / len(pairs)


def _all_in_order(scores: Sequence[Sequence[float]], n_columns: int) -> Pairs:
    """The best way to give every column a path, in order; none where there are fewer paths than columns."""
    pairs = _aligned(scores, n_columns, each=1.0)
    return pairs if n_columns and len(pairs) == n_columns else ()


def _aligned(scores: Sequence[Sequence[float | None]], n_columns: int, each: float = 0.0) -> Pairs:
    """The pairs in order with the greatest sum of likenesses, where ``each`` more pair is worth that much besides."""
    best: list[list[tuple[float, Pairs]]] = [[(0.0, ())] * (n_columns + 1)]
    for i, row in enumerate(scores):
        line: list[tuple[float, Pairs]] = [(0.0, ())]
        for j in range(n_columns):
            options = [best[i][j + 1], line[j]]
            score = row[j]
            if score is not None:
                total, pairs = best[i][j]
                options.append((total + score + each, (*pairs, (i, j))))
            line.append(max(options, key=lambda option: option[0]))
        best.append(line)
    return best[-1][-1][1]


def key_for(path: Sequence[str], index: int) -> str:
    """A column's key as its heads print it, without pieces of rules at their ends. ``index`` names a column without
    any head.
    """
    return "/".join(bare for head in path if (bare := head.strip(_PIECES))).translate(_UNSAFE) or f"第{index + 1}列"


def distinct(keys: Sequence[str]) -> list[str]:
    """Keys that are printed twice are numbered from the second on, so that no value takes another's place."""
    seen: dict[str, int] = {}
    result = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        result.append(key if seen[key] == 1 else f"{key}（{seen[key]}）")
    return result
