"""A cell's text to a typed value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from extractor.values.date import parse_date
from extractor.values.number import SPECKS
from extractor.values.quantity import Quantity, parse_quantity, with_comparing_word
from extractor.values.strays import amount_alone, are_stacked, grammatical_part, without_marks
from extractor.values.text import clean_text, fold
from extractor.values.vocabulary import Vocabulary, vocabulary
from models.record import TypedValue, ValueKind

DASH = "—"
# A review types the same document again after every decision, and tables say 0.00 in many cells.
_REMEMBERED = 16_384
SCORE_UNIT = "分"
_CODE = re.compile(r"[0-9A-Z](?:[0-9A-Z-]*[0-9A-Z])?")
# A percent with another unit, or an amount in 家, is a reading that went wrong.
_FITTING: dict[ValueKind, frozenset[ValueKind]] = {
    "amount": frozenset({"amount", "number"}),
    "number": frozenset({"number"}),
    "percent": frozenset({"percent", "number"}),
}


@lru_cache(maxsize=_REMEMBERED)
def parse_value(text: str, kind: ValueKind) -> TypedValue:
    """The typed value of ``text`` where ``kind`` is expected. Never fails.

    A ``quantity`` slot takes any measure, date or wording, and the kind of the result says which it was.
    A ``text`` slot takes everything as it is. Elsewhere, what does not parse is ``none`` and not grammatical.
    """
    words = vocabulary()
    printed, dropped = without_marks(text, words)
    if kind in _FITTING:
        printed, strays = amount_alone(printed, words)
        dropped += strays
        if are_stacked(printed):
            return TypedValue(kind="none", clean=clean_text(printed), grammatical=False, repairs=dropped)
    value = _parse(clean_text(printed), kind, words)
    if not value.grammatical or (kind == "quantity" and value.kind == "text"):
        value, more = grammatical_part(printed, value, lambda part: _parse(clean_text(part), kind, words), words)
        dropped += more
    return replace(value, repairs=dropped + value.repairs) if dropped else value


def _parse(clean: str, kind: ValueKind, words: Vocabulary) -> TypedValue:
    if not clean:
        return TypedValue(kind="none", clean="")
    if all(char in words.dashes for char in clean):
        return TypedValue(kind="none", clean=DASH)
    if kind == "text":
        return TypedValue(kind="text", clean=clean)
    if clean in words.not_applicable:
        return TypedValue(kind="none", clean=clean)
    return _PARSERS[kind](clean, kind, words)


def _dash_misread(clean: str, words: Vocabulary) -> TypedValue | None:
    """一 or . alone cannot stand in a number's cell: the long dash can."""
    if not all(char in words.dash_lookalikes or char in words.dashes for char in clean):
        return None
    return TypedValue(kind="none", clean=DASH, repairs=(f"{clean}→{DASH}",))


def _measure(clean: str, kind: ValueKind, words: Vocabulary) -> TypedValue:
    found = parse_quantity(fold(clean), words)
    if found is None or not _fits(found, kind) or found.comparator != "=":
        return _dash_misread(clean, words) or TypedValue(kind="none", clean=clean, grammatical=False)
    return TypedValue(
        kind=kind,
        clean=clean,
        number=found.number,
        unit="%" if kind == "percent" else found.unit,
        comparator="=",
        repairs=found.repairs,
    )


def _fits(found: Quantity, kind: ValueKind) -> bool:
    """A weight or a score may be printed with its unit, 分."""
    return found.kind in _FITTING[kind] or (kind == "number" and found.unit == SCORE_UNIT)


def _any_measure(clean: str, _kind: ValueKind, words: Vocabulary) -> TypedValue:
    folded = fold(clean)
    # A bare 2000 is a number: only the word 年 makes it a year.
    date = parse_date(folded) if "月" in folded or "年" in folded else None
    if date is not None and not re.fullmatch(r"\d{1,3}年", folded):
        return TypedValue(kind="date", clean=clean, number=date.iso, comparator=date.comparator)
    found = parse_quantity(folded, words)
    # A letter among digits is a misread digit only where a unit or a comparator says that this is a measure: Q1.
    if found is not None and (not found.repairs or found.unit or found.comparator != "="):
        return _measured(clean, found)
    worded = with_comparing_word(clean, words)
    if found is None and worded != clean and (other := parse_quantity(fold(worded), words)) is not None:
        return replace(_measured(worded, other), repairs=(*_put_right(clean, worded), *other.repairs))
    return _dash_misread(clean, words) or TypedValue(kind="text", clean=clean)


def _measured(clean: str, found: Quantity) -> TypedValue:
    return TypedValue(
        kind=found.kind,
        clean=clean,
        number=found.number,
        unit=found.unit,
        comparator=found.comparator,
        repairs=found.repairs,
    )


def _put_right(read: str, right: str) -> tuple[str, ...]:
    return tuple(f"{old}→{new}" for old, new in zip(read, right, strict=True) if old != new)


def _date(clean: str, _kind: ValueKind, words: Vocabulary) -> TypedValue:
    folded = fold(clean)
    found = parse_date(folded)
    repairs: tuple[str, ...] = ()
    if found is None and any(char.isdigit() for char in folded):
        digits, repairs = _digits(folded, words)
        found = parse_date(digits)
    if found is None:
        return TypedValue(kind="none", clean=clean, grammatical=False)
    return TypedValue(kind="date", clean=clean, number=found.iso, comparator=found.comparator, repairs=repairs)


def _code(clean: str, _kind: ValueKind, words: Vocabulary) -> TypedValue:
    """A code that is all digits but for look-alikes was printed in digits, and a speck beside it reads as a point."""
    folded = fold(clean)
    trimmed = folded.strip(SPECKS)
    digits, repairs = _digits(trimmed, words)
    if digits.isdigit() and any(char.isdigit() for char in folded):
        dropped = () if trimmed == folded else ("stray point dropped",)
        return TypedValue(kind="code", clean=digits, repairs=(*repairs, *dropped))
    if _CODE.fullmatch(folded):
        return TypedValue(kind="code", clean=folded)
    return TypedValue(kind="none", clean=clean, grammatical=False)


def _digits(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The text with look-alikes as digits, and what was folded."""
    digits = "".join(words.digit_lookalikes.get(char, char) for char in text)
    return digits, tuple(dict.fromkeys(_put_right(text, digits)))


def _nothing(clean: str, _kind: ValueKind, _words: Vocabulary) -> TypedValue:
    return TypedValue(kind="none", clean=clean, grammatical=False)


_PARSERS: dict[ValueKind, Callable[[str, ValueKind, Vocabulary], TypedValue]] = {
    "amount": _measure,
    "number": _measure,
    "percent": _measure,
    "quantity": _any_measure,
    "date": _date,
    "code": _code,
    "none": _nothing,
}
