"""What figures look like in print, and where they stand: under one another, flush right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.text import TextLine

FEWEST = 3
"""Figures that must end under one another to make a column: two may do so by chance."""

FLUSH = 0.6
"""In text heights: right ends of one column's figures differ by this much at most; a proportional 1 is narrower."""

_FIGURE = re.compile(r"[-−+≥≤><]?\s*[\d,，]*\.?\d+\s*%?|[-—–]+")
_AMOUNT = re.compile(r"[(（]?[-−+]?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+)[)）]?\s*%?")
_DASH = re.compile(r"[-—–]+")
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_WHOLE = re.compile(r"0|-?[\d,]+\.\d\d|\d{3}(?:\d\d){0,2}")


def is_figure(text: str) -> bool:
    """Whether a text is a bare number, a rate or a dash."""
    return _FIGURE.fullmatch(text.strip()) is not None


def is_amount(text: str) -> bool:
    """Whether a text is a number with decimals or thousands separators: no count, year, page or list number."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def is_whole(text: str) -> bool:
    """Whether a text is a whole figure: a zero, an amount, a code of three, five or seven digits.

    Where an amount goes on in the next line, neither piece is one.
    """
    return _WHOLE.fullmatch(text.strip()) is not None


def is_dash(text: str) -> bool:
    """Whether a text is a dash: nothing, where a figure might stand."""
    return _DASH.fullmatch(text.strip()) is not None


def is_code(text: str) -> bool:
    """Whether a text is a code of a functional or economic classification: three, five or seven digits."""
    return _CODE.fullmatch(text.strip()) is not None


def are_figures(row: Sequence[TextLine]) -> bool:
    """Whether a row of texts, its label apart, consists mostly of figures."""
    beside = row[1:] or row
    return 2 * sum(is_figure(line.text) for line in beside) >= len(beside) > 0


def figure_columns(rows: Sequence[Sequence[TextLine]], text_height: float, fewest: int = FEWEST) -> tuple[float, ...]:
    """The right ends, from left to right, that ``fewest`` figures or more of different rows share."""
    ends = sorted((line.box.x1, i) for i, row in enumerate(rows) for line in row if is_figure(line.text))
    columns: list[float] = []
    at = 0
    while at < len(ends):
        group = [end for end in ends[at:] if end[0] <= ends[at][0] + FLUSH * text_height]
        if len({row for _, row in group}) >= fewest:
            columns.append(group[len(group) // 2][0])
            at += len(group)
        else:
            at += 1
    return tuple(columns)


def ends_in(line: TextLine, columns: Sequence[float], text_height: float) -> bool:
    """Whether the line is a figure of one of the columns of figures."""
    return is_figure(line.text) and any(abs(line.box.x1 - end) <= FLUSH * text_height for end in columns)
