"""What single words of a table tell of where they stand: totals, items of lists."""

from __future__ import annotations

import re

_TOTAL = re.compile(r"栏次|.{0,8}[合总小]计|.{0,4}总额|总得?分")
_LEVEL = re.compile(r"[一二三四]级指标(?:名称)?")
_CODE_AND_NAME = re.compile(r"科目编码[（(]?(?=科目名称)")
_AMOUNTS = re.compile(r"(?:支出)?[总合]计|小计|基本支出|项目支出")
_ONLY_AMOUNTS = re.compile(rf"(?:{_AMOUNTS.pattern}){{2,}}")
_LISTED = re.compile(r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}(?:、|\.(?!\d)))\s*\S")


def is_total(text: str) -> bool:
    """Whether a text is the word of a total or of the row of column numbers."""
    return _TOTAL.fullmatch("".join(text.split())) is not None


def is_listed(text: str) -> bool:
    """Whether a text is an item of a numbered list, as no head is."""
    return _LISTED.match(text) is not None


def is_level(text: str) -> bool:
    """Whether a head names a level of indicators: 一级指标."""
    return _LEVEL.fullmatch("".join(text.split())) is not None


def heads_in(text: str) -> list[int]:
    """Where heads after the first begin in a text that several run into: the codes' and the names', or nothing but
    names of amounts that stand beside one another in every table of expenditure.
    """
    both = _CODE_AND_NAME.search(text)
    if both:
        return [both.end()]
    return [match.start() for match in _AMOUNTS.finditer(text)][1:] if _ONLY_AMOUNTS.fullmatch(text) else []
