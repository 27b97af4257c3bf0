"""Decimal numbers as printed, and as OCR misprints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.values.vocabulary import Vocabulary

_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "—": "-"})
_ZERO_LIKE = frozenset("Oo〇○.。")
_LEADING_ZERO = re.compile(r"[+-]?0\d")
# What a piece of a rule beside a number is read as, and what is folded to 1 where a number would lack a digit.
_RULE_LIKE = "|丨!"
SPECKS = ".,'\"`"
"""What specks beside a number are read as."""

_IN_BRACKETS = re.compile(r"\((.+)\)")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """``number``: a decimal string as printed, less separators. ``repairs``: what was folded, ``O→0``."""

    number: str
    repairs: tuple[str, ...] = ()


def parse_number(text: str, vocabulary: Vocabulary) -> PrintedNumber | None:
    """A number out of text that :func:`extractor.values.text.fold` has been over, or None.

    An accountant's brackets mean minus. What OCR typically puts for digits is folded only where nothing
    simpler is a number; a number must have one true digit at least, or be all round: ``O.OO``.
    """
    signed = _bare(text)
    if _PLAIN.fullmatch(signed):
        return PrintedNumber(_canonical(signed))
    if not any(char.isdigit() for char in text) and not set(text) <= _ZERO_LIKE:
        return None
    for candidate, repairs in _repaired(signed, vocabulary):
        if _PLAIN.fullmatch(candidate):
            return PrintedNumber(_canonical(candidate), repairs)
    return None


def _bare(text: str) -> str:
    bracketed = _IN_BRACKETS.fullmatch(text)
    return f"-{bracketed.group(1)}" if bracketed else text.translate(_MINUS) if text[:1] in "−–﹣—" else text


def _repaired(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ever bolder readings of the text, each with what it took."""
    folds = vocabulary.digit_lookalikes | vocabulary.punctuation_lookalikes
    folded = "".join(folds.get(char, char) for char in text)
    done = tuple(dict.fromkeys(f"{old}→{new}" for old, new in zip(text, folded, strict=True) if old != new))
    if _LEADING_ZERO.match(folded) and text.strip(_RULE_LIKE) != text:
        yield text.strip(_RULE_LIKE), ("stray stroke dropped",)
    yield folded, done
    trimmed = folded.strip(SPECKS)
    if trimmed != folded:
        yield trimmed, (*done, "stray point dropped")
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})*,\d{1,2}", trimmed):
        head, _, tail = trimmed.rpartition(",")
        yield f"{head}.{tail}", (*done, ",→.")
    if re.fullmatch(r"[+-]?\d{4,},\d{1,2}", trimmed):
        yield trimmed.replace(",", "."), (*done, ",→.")
    if re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d{3})+[.,]\d{1,2}", trimmed):
        head, tail = re.split(r"[.,](?=\d{1,2}$)", trimmed)
        yield f"{head.replace('.', ',')}.{tail}", (*done, ".→,")


def _canonical(printed: str) -> str:
    """Separators, a plus sign and leading zeros go; the decimals stay as printed."""
    return format(Decimal(printed.replace(",", "")), "f")
