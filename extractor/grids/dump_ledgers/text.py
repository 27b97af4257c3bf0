"""The lines of a table in a dump, and what a run of text in it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.grids.dump_forms.text import joined, stream_of
from models.dump import DumpBlock, folded
from models.text import TextLine

_AMOUNT = re.compile(r"[-+(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?|[-—–]+")
_DECIMAL = re.compile(r"\.\d|,\d{3}|%")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}|[A-Z]\d{2,8}")  # of 科目, and of what is procured
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[.、]|[(（][一二三四五六七八九十\d]+[)）]|其中:)")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the dump: its runs, and their columns where the dump has columns."""

    y: int
    runs: tuple[TextLine, ...]
    slots: tuple[int, ...] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(folded(run.text) for run in self.runs)

    @property
    def key(self) -> str:
        return "".join(self.keys)


def lines_of(blocks: Sequence[DumpBlock]) -> Iterator[PrintedLine]:
    """The lines of the blocks in order. A year whose 年 stands apart is one run."""
    for y, group in groupby(stream_of(blocks).runs, key=lambda run: run.line.box.y0):
        runs = list(group)
        if any(run.slot is not None for run in runs):
            slots = tuple(run.slot or 0 for run in runs)
            yield PrintedLine(int(y), tuple(run.line for run in runs), slots)
            continue
        merged: list[TextLine] = []
        at = 0
        while at < len(runs):
            pair = runs[at : at + 2]
            year = len(pair) == 2 and is_year(pair[0].key) and pair[1].key.startswith("年")
            merged += joined(pair) if year else [pair[0].line]
            at += len(pair) if year else 1
        yield PrintedLine(int(y), tuple(merged))


def is_number(key: str) -> bool:
    """A number, or the dash that stands for none. ``key`` is folded."""
    return _AMOUNT.fullmatch(key) is not None


def is_money(key: str) -> bool:
    """A number with decimals or thousands set off, or a dash: never a code, a line's number or a year."""
    return is_number(key) and (_DECIMAL.search(key) is not None or not key[-1].isdigit())


def is_amount(key: str) -> bool:
    """Money that is no dash."""
    return is_money(key) and key[-1] in "0123456789)%"


def is_code(key: str) -> bool:
    return _CODE.fullmatch(key) is not None


def is_year(key: str) -> bool:
    return _YEAR.fullmatch(key) is not None


def is_integer(key: str) -> bool:
    return key.isascii() and key.isdigit()


def counts_columns(keys: Sequence[str], words: Sequence[str]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3, or the numbers alone, from 1 up."""
    text = "".join(key for key in keys if not is_integer(key))
    numbers = [int(key) for key in keys if is_integer(key)]
    for word in words:
        text = text.replace(word, "")
    # Alone, the numbers must be several: a 1 is a number like any other.
    enough = 1 if len(numbers) < len(keys) else 3
    return not text and len(numbers) >= enough and numbers == list(range(1, len(numbers) + 1))


def starts_numbered(run: TextLine) -> bool:
    """Whether a name starts with what numbers its line: 一、 or 1. or 其中：."""
    return _ORDINAL.match(folded(run.text)) is not None


def unnumbered(key: str) -> str:
    """A line's name without what numbers it: 一、 or 1. or 其中：."""
    plain = _ORDINAL.sub("", key)
    return _ORDINAL.sub("", plain)
