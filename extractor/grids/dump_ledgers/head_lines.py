"""Where the header of a spaced table ends, and the lines below it without the header printed again overleaf."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.grids.dump_ledgers.text import (
    PrintedLine,
    counts_columns,
    is_code,
    is_integer,
    is_money,
    is_number,
    is_year,
    starts_numbered,
)
from extractor.grids.dump_ledgers.words import words_of
from models.dump import folded
from models.fiscal import FiscalWords

_PIECES = 5  # lines over which a name wraps at most
_TWO = 2  # numbers without decimals that make a row
_AGAIN = 0.5  # share of the header's characters that must come again in order to be the header overleaf


@dataclass(frozen=True, slots=True)
class Parted:
    """``head``: the lines of the header; ``counting``: those that number its columns; ``body``: the rows' lines."""

    head: tuple[PrintedLine, ...]
    counting: tuple[PrintedLine, ...]
    body: tuple[PrintedLine, ...]


def parted(lines: Sequence[PrintedLine], vocabulary: Collection[str], family: FiscalWords) -> Parted:
    """A header ends with the row that numbers its columns; without one, where known heads end and rows begin."""
    words = [folded(word) for word in family.column_numbers]
    totals = set(map(folded, family.totals))
    counting = [i for i, line in enumerate(lines) if counts_columns(line.keys, words)]
    first = next((i for i, line in enumerate(lines) if i not in counting and is_row(line)), len(lines))
    counted = bool(counting) and counting[0] <= first
    end = counting[0] + 1 if counted else _end_of_heads(lines, first, vocabulary, totals)
    head = tuple(line for i, line in enumerate(lines[:end]) if i not in counting)
    body = _without_heads([line for i, line in enumerate(lines) if i >= end], head, words)
    return Parted(head, tuple(lines[i] for i in counting[:1] if i < end), tuple(body))


def is_row(line: PrintedLine) -> bool:
    """Money on it, a code before it, or after a text a zero or several numbers."""
    keys = line.keys
    if any(map(is_money, keys)) or (is_code(keys[0]) and len(keys) > 1):
        return True
    return (
        len(keys) > _TWO
        and all(is_integer(key) and not is_year(key) for key in keys[-_TWO:])
        and not is_integer(keys[0])
    )


def _end_of_heads(
    lines: Sequence[PrintedLine], first: int, vocabulary: Collection[str], totals: Collection[str]
) -> int:
    """Before the first row, or the pieces of its name where its own line has no text: heads end with known ones.

    So they do in a form left blank, which has no row of numbers.
    """
    begun = [i for i, line in enumerate(lines[:first]) if is_code(line.keys[0]) or starts_numbered(line.runs[0])]
    if begun:
        return begun[0]
    if first < len(lines) and _is_named(lines[first]):
        return first
    said = {y for word in words_of(lines[:first], vocabulary) if word.known for y in word.rows}
    last = max((i for i, line in enumerate(lines[:first]) if line.y in said), default=-1)
    if last == first - 1 and lines[last].key in totals:
        return last
    return last + 1 if first - last - 1 <= _PIECES else first


def _is_named(line: PrintedLine) -> bool:
    """Whether a row's line has its name on it, before the numbers: after a code or its number, if it has any."""
    return next((not is_number(key) for key in line.keys if not is_integer(key) and not is_code(key)), False)


def _without_heads(body: Sequence[PrintedLine], head: Sequence[PrintedLine], words: Sequence[str]) -> list[PrintedLine]:
    whole = "".join(line.key for line in head)
    kept: list[PrintedLine] = []
    at = 0
    while at < len(body):
        end, said = at, ""
        while end < len(body) and whole.startswith(said + body[end].key):
            said += body[end].key
            end += 1
        if whole and len(said) >= _AGAIN * len(whole):
            at = end
        elif counts_columns(body[at].keys, words):
            at += 1
        else:
            kept.append(body[at])
            at += 1
    return kept
