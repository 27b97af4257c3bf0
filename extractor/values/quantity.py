"""Comparator, number and unit: ``≥95%``, ``超500家``, ``不超过45.1万元``, ``24小时之内``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.values.number import parse_number
from extractor.values.vocabulary import Vocabulary, vocabulary
from models.record import Comparator, ValueKind

_UNIT_TAIL = re.compile(r"[^\d.,]*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    kind: ValueKind
    number: str
    unit: str | None
    comparator: Comparator
    repairs: tuple[str, ...]


@cache
def _units() -> frozenset[str]:
    """Every unit there is: the plain ones, and counters with a magnitude before them (``万件``)."""
    words = vocabulary()
    plain = {*words.money, *words.percent, *words.magnitudes, *words.counters}
    return frozenset(plain | {magnitude + counter for magnitude in words.magnitudes for counter in words.counters})


def parse_quantity(text: str, words: Vocabulary) -> Quantity | None:
    """A folded text as a quantity, or None where it is not wholly one."""
    rest = _without_first(text, words.neutral_prefixes)
    prefix, rest = _strip(rest, words.prefixes, leading=True)
    suffix, rest = _strip(rest, words.suffixes, leading=False)
    tail = _unit(rest)
    printed = parse_number(rest[: len(rest) - len(tail)], words)
    if printed is None:
        return None
    return Quantity(
        kind=_kind(tail, words),
        number=printed.number,
        unit=tail or None,
        comparator=prefix or suffix or "=",
        repairs=printed.repairs,
    )


def with_comparing_word(text: str, words: Vocabulary) -> str:
    """The text with the comparing word that a misread one before its number is: 大干等于7 is 大于等于7."""
    first = next((at for at, char in enumerate(text) if char.isdigit()), 0)
    word = "".join(words.word_lookalikes.get(char, char) for char in text[:first])
    return word + text[first:] if any(word in wordings for wordings in words.prefixes.values()) else text


def _without_first(text: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        if text.startswith(prefix):
            return text[len(prefix) :]
    return text


def _strip(text: str, words: dict[Comparator, tuple[str, ...]], *, leading: bool) -> tuple[Comparator | None, str]:
    """The longest word that fits comes off, because 超过 begins with 超 and 个以内 ends with 内."""
    found = [
        (word, comparator)
        for comparator, wordings in words.items()
        for word in wordings
        if (text.startswith(word) if leading else text.endswith(word))
    ]
    if not found:
        return None, text
    word, comparator = max(found, key=lambda pair: len(pair[0]))
    return comparator, text[len(word) :] if leading else text[: -len(word)]


def _unit(text: str) -> str:
    """The longest tail that is a unit, or one unit per another (``元/人``); empty for none."""
    tail = _UNIT_TAIL.search(text)
    longest = tail.group() if tail else ""
    for start in range(len(text) - len(longest), len(text)):
        candidate = text[start:]
        if all(part in _units() for part in candidate.split("/", 1)):
            return candidate
    return ""


def _kind(unit: str, words: Vocabulary) -> ValueKind:
    if not unit:
        return "number"
    if unit in words.money:
        return "amount"
    return "percent" if unit in words.percent else "quantity"
