"""Dates as far as a cell prints them: ``2023年11月30日``, ``2023年10月``, ``12月底前完成``, ``2023年度``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.record import Comparator

_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DATE = re.compile(
    r"(?P<prefix>于|在|截至|截止)?"
    r"(?:(?P<year>\d{4})年?度?|(?P<wordy>[〇零一二三四五六七八九]{4})年度?)?"
    r"(?:(?<=[年\d])[-./]?(?P<month>\d{1,2})(?:月份?|(?=[-./])))?"
    r"(?:[-./]?(?P<day>\d{1,2})(?:日|号|$))?"
    r"(?P<end>底|末)?(?P<before>之?以?前)?(?P<done>完成|支付|内完成|内)?"
)
_MONTH_ONLY = re.compile(
    r"(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号])?"
    r"(?P<end>底|末)?(?P<before>之?以?前)?(?P<done>完成|支付|内完成|内)?"
)
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """``iso``: ``2023-11-30``, ``2023-10``, ``2023``; without a year ``--12`` or ``--12-31``."""

    iso: str
    comparator: Comparator


def parse_date(text: str) -> PrintedDate | None:
    """A folded text as a date, or None where it is not wholly one."""
    with_year = _DATE.fullmatch(text)
    if with_year and (with_year["year"] or with_year["wordy"]):
        year = with_year["year"] or with_year["wordy"].translate(_CHINESE_DIGITS)
        return _printed(year, with_year)
    month_only = _MONTH_ONLY.fullmatch(text)
    return _printed(None, month_only) if month_only else None


def _printed(year: str | None, match: re.Match[str]) -> PrintedDate | None:
    month, day = match["month"], match["day"]
    if (month and not 1 <= int(month) <= _LAST_MONTH) or (day and not (month and 1 <= int(day) <= _LAST_DAY)):
        return None
    parts = [year or "-", *(f"{int(part):02d}" for part in (month, day) if part)]
    return PrintedDate("-".join(parts), _comparator(match))


def _comparator(match: re.Match[str]) -> Comparator:
    """12月前 leaves December out; 12月底前 and, as officials use it, 12月31日前 take their day in."""
    if match["before"]:
        return "<=" if match["end"] or match["day"] else "<"
    return "<=" if (match["done"] or "").startswith("内") else "="
