"""Where the header of a spaced table ends, and the lines below it without the header printed again overleaf."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.grids.ledger_text import PrintedLine, counts_columns, is_code, is_integer, is_money, is_number
from extractor.grids.ledger_words import words_of
from models.dump import folded

_PIECES = 4  # lines over which a name wraps at most
_AGAIN = 0.5  # share of the header's characters that must come again in order to be the header overleaf


@dataclass(frozen=True, slots=True)
class Parted:
    """``head``: the lines of the header; ``counting``: those that number its columns; ``body``: the rows' lines."""

    head: tuple[PrintedLine, ...]
    counting: tuple[PrintedLine, ...]
    body: tuple[PrintedLine, ...]


def parted(lines: Sequence[PrintedLine], vocabulary: Collection[str], counting_words: Sequence[str]) -> Parted:
    """A header ends with the row that numbers its columns; without one, where known heads end and rows begin."""
    words = [folded(word) for word in counting_words]
    counting = [i for i, line in enumerate(lines) if counts_columns(line.keys, words)]
    first = next((i for i, line in enumerate(lines) if i not in counting and is_row(line)), len(lines))
    counted = bool(counting) and counting[0] <= first
    end = counting[0] + 1 if counted else _end_of_heads(lines, first, vocabulary)
    head = tuple(line for i, line in enumerate(lines[:end]) if i not in counting)
    body = _without_heads([line for i, line in enumerate(lines) if i >= end], head, words)
    return Parted(head, tuple(lines[i] for i in counting[:1] if i < end), tuple(body))


def is_row(line: PrintedLine) -> bool:
    """Money on it, or a code before it."""
    return any(is_money(key) for key in line.keys) or (is_code(line.keys[0]) and len(line.keys) > 1)


def _end_of_heads(lines: Sequence[PrintedLine], first: int, vocabulary: Collection[str]) -> int:
    """Before the first row, and before the pieces of its name where its own line has no text: one run each."""
    start = first
    codes = [i for i, line in enumerate(lines[:first]) if is_integer(line.keys[0]) or is_code(line.keys[0])]
    if codes:
        return codes[0]
    if first == len(lines) or not all(is_number(key) or is_code(key) for key in lines[first].keys):
        return first
    while start > 1 and first - start < _PIECES and len(lines[start - 1].runs) == 1:
        if all(word.known for word in words_of([lines[start - 1]], vocabulary)):
            break
        start -= 1
    return start


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
