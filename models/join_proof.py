"""What the numbers of two grids say about whether they are parts of one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from models.figures import is_figure
from models.grid import Cell, Grid

Verdict = Literal["one", "two", "open"]

FEWEST = 2
"""Numbers of lines, or lines of a sum, that tell something: one may fit by chance."""

MANY = 3
"""Texts of a row of heads at least; a label and what is said of it are two."""

_TOTAL = re.compile(r".{0,8}[合总]计|.{0,4}总额")
_SERIAL = re.compile(r"\d{1,4}")
_CODE = re.compile(r"\d{3,9}")
_UNPRINTED = re.compile(r"[^\d.-]")

Amounts = dict[int, Decimal]
"""The figures of a row by their columns."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A grid's lines in numbers: ``serials`` by column, ``rows`` with their code or none, and the ``total``, if any.

    ``heads``: the texts of its first row, where those are several and no figures; ``texts``: of all its cells.
    ``runs_on``: below its amounts stand rows of other things, as below the tasks of a form, so that no sum ends it.
    """

    serials: dict[int, list[int]]
    rows: tuple[tuple[str, Amounts], ...]
    total: Amounts | None
    heads: tuple[str, ...]
    texts: frozenset[str]
    runs_on: bool

    @staticmethod
    def of(grid: Grid) -> _Part:
        rows: dict[int, list[Cell]] = {}
        columns: dict[int, list[str]] = {}
        for cell in grid.cells:
            if cell.row_span == 1 and not cell.is_header:
                rows.setdefault(cell.row, []).append(cell)
                if cell.col_span == 1 and is_figure(cell.text.strip()):
                    columns.setdefault(cell.col, []).append(cell.text.strip())
        serials = {col: run for col, texts in columns.items() if len(run := _serials(texts)) >= FEWEST}
        lines: list[tuple[str, Amounts]] = []
        totals: list[Amounts | None] = []
        last = 0
        for number in sorted(rows):
            texts = [cell.bare_text for cell in rows[number]]
            amounts = {
                cell.col: amount
                for cell in rows[number]
                if cell.col not in serials and (amount := _amount(cell.text.strip())) is not None
            }
            if not amounts or "栏次" in texts:
                continue
            last = number
            is_total = any(_TOTAL.fullmatch(text) for text in texts)
            totals.append(amounts if is_total else None)
            if not is_total:
                lines.append((next((text for text in texts if _CODE.fullmatch(text)), ""), amounts))
        top = tuple(text for cell in grid.cells if cell.row == 0 and (text := cell.bare_text))
        heads = top if len(top) >= MANY and not any(is_figure(text) for text in top) else ()
        written = frozenset(cell.bare_text for cell in grid.cells)
        total = (totals[-1] or totals[0]) if totals else None
        return _Part(serials, tuple(lines), total, heads, written, runs_on=max(rows, default=0) > last + 1)


def verdict(first: Grid, second: Grid) -> Verdict:
    """Whether both are ``one`` table, or ``two``, or it is ``open``.

    Numbers of lines that run on, and a sum that closes only with the lines of both, prove one table; numbers that
    begin again at 1, and sums that close in each of them alone, prove two. Both must stand on common columns.
    """
    mine, others = _Part.of(first), _Part.of(second)
    said = {_by_sums(mine, others)}
    for col in mine.serials.keys() & others.serials.keys():
        said.add(_by_serials(mine.serials[col], others.serials[col]))
    if {"one", "two"} <= said:
        return "open"
    return next((one for one in ("one", "two") if one in said), "open")


def _serials(texts: Sequence[str]) -> list[int]:
    """The numbers of lines in a column's figures, if they rise by one and there are no others."""
    if not all(_SERIAL.fullmatch(text) for text in texts):
        return []
    numbers = [int(text) for text in texts]
    return numbers if all(upper + 1 == lower for upper, lower in pairwise(numbers)) else []


def _by_serials(mine: Sequence[int], others: Sequence[int]) -> Verdict:
    if others[0] == mine[-1] + 1:
        return "one"
    return "two" if mine[0] == others[0] == 1 else "open"


def _by_sums(mine: _Part, others: _Part) -> Verdict:
    other_heads = 2 * sum(text in mine.texts for text in others.heads) < len(others.heads)
    if mine.total and other_heads and not mine.runs_on and _closes(mine.rows, mine.total):
        return "two"
    if mine.total and others.total:
        both = _closes(mine.rows, mine.total) and _closes(others.rows, others.total)
        return "two" if both else "open"
    total = mine.total or others.total
    if not total or not mine.rows or not others.rows:
        return "open"
    own = mine.rows if mine.total else others.rows
    return "one" if _closes((*mine.rows, *others.rows), total) and not _closes(own, total) else "open"


def _closes(rows: Sequence[tuple[str, Amounts]], total: Amounts) -> bool:
    """Whether the lines, or those of the shortest codes among them, add up to the total in each of its columns."""
    sought = {col: amount for col, amount in total.items() if amount}
    shortest = min((len(code) for code, _ in rows if code), default=0)
    everything = [amounts for _, amounts in rows]
    tops = [amounts for code, amounts in rows if len(code) == shortest]
    return bool(sought) and any(
        len(lines) >= FEWEST
        and all(sum((line.get(col, Decimal(0)) for line in lines), Decimal(0)) == sought[col] for col in sought)
        for lines in (everything, tops)
    )


def _amount(text: str) -> Decimal | None:
    """A figure that is no code, no rate and no dash."""
    if not is_figure(text) or _CODE.fullmatch(text) or "%" in text or not any(char.isdigit() for char in text):
        return None
    return Decimal(_UNPRINTED.sub("", text))
