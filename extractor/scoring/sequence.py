"""Whether what is numbered runs on: a misread numeral breaks the run, 九、一、十一、 or 42, 4344, 44."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")
_NUMBERED = re.compile(r"([一二三四五六七八九十]{1,3})[、.．,，·]")

NONE_SUCH = -1
"""What looks like a numeral and is none: 一一."""


def _written(number: int) -> str:
    """From 1 to 99 as headings are numbered: 九, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + _DIGITS[ones]


_NUMERALS = {_written(number): number for number in range(1, 100)}


def ordinal_of(text: str) -> int | None:
    """The number that a text begins with, 十二、 or 三., or None where it begins with none."""
    match = _NUMBERED.match(text)
    return _NUMERALS.get(match[1], NONE_SUCH) if match else None


def in_sequence(numbers: Sequence[int | None]) -> list[bool]:
    """Whether each number of a column follows the one before it, or is followed by the one after it.

    What has no number, None, is in sequence, and so is the only number of a column.
    """
    counted = [(index, number) for index, number in enumerate(numbers) if number is not None]
    running = {index for left, right in pairwise(counted) if right[1] == left[1] + 1 for index in (left[0], right[0])}
    return [number is None or len(counted) == 1 or index in running for index, number in enumerate(numbers)]
