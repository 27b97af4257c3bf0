"""Pieces of rules and specks that were read as lines of their own beside what a cell prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.values.vocabulary import Vocabulary
from models.record import TypedValue

Parse = Callable[[str], TypedValue]

# A speck or a piece of a rule is read as a character or two.
_LONGEST_STRAY = 2

_TO_THE_CENT = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d{2}")
_FIGURES = re.compile(r"\d+(?:\.\d+)?%?")

# No cell is so narrow that a number is broken before its third character.
_FEWEST_BROKEN = 3


def without_marks(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The text without lines of dashes or stray marks, where other lines say something; and what was dropped."""
    lines = text.split("\n")
    kept = [line for line in lines if not _is_mark(line, words)]
    if len(kept) == len(lines) or not any(line.strip() for line in kept):
        return text, ()
    return "\n".join(kept), tuple(_said(line) for line in lines if line.strip() and line not in kept)


def grammatical_part(
    text: str, whole: TypedValue, parse: Parse, words: Vocabulary
) -> tuple[TypedValue, tuple[str, ...]]:
    """For lines that make no number together: those that are more than strays or single characters, if they do.

    Failing that, the one line that is a number by itself, where the others hold no digit: they are a neighbour's
    words. Failing all, the whole.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    likely = [line for line in lines if _is_stray(line, words)]
    value = _without(lines, likely, whole, parse)
    if value.grammatical and value.kind not in {"none", "text"}:
        return value, tuple(_said(line) for line in likely)
    single = [line for line in lines if len(line.strip()) == 1]
    value = _without(lines, single, whole, parse)
    if value.grammatical and value.number is not None and not value.repairs:
        return value, tuple(_said(line) for line in single)
    numbers = [line for line in lines if any(char.isdigit() for char in line)]
    if whole.grammatical or len(numbers) != 1 or len(lines) == 1:
        return whole, ()
    value = parse(numbers[0])
    if value.grammatical and value.kind not in {"none", "text"} and not value.repairs:
        return value, tuple(_said(line) for line in lines if line != numbers[0])
    return whole, ()


def amount_alone(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """The first line where it is an amount to the cent and all below are strays; and what was dropped."""
    first, *rest = [line for line in text.split("\n") if line.strip()] or [""]
    if not rest or not _TO_THE_CENT.fullmatch(first.strip()) or not all(_is_stray(line, words) for line in rest):
        return text, ()
    return first, tuple(_said(line) for line in rest)


def are_stacked(text: str) -> bool:
    """Whether its lines are numbers over one another: a number is broken in two only where it fills its cell."""
    lines = ["".join(line.split()) for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(len(line) < _FEWEST_BROKEN and _FIGURES.fullmatch(line) for line in lines)


def _without(lines: Sequence[str], strays: Sequence[str], whole: TypedValue, parse: Parse) -> TypedValue:
    rest = [line for line in lines if line not in strays]
    return parse("\n".join(rest)) if strays and rest else whole


def _is_mark(line: str, words: Vocabulary) -> bool:
    """Dashes, or one mark: a longer run of marks may be a word (``LL``)."""
    bare = "".join(line.split())
    return bool(bare) and (all(char in words.dashes for char in bare) or bare in words.strays.marks)


def _is_stray(line: str, words: Vocabulary) -> bool:
    bare = "".join(line.split())
    return _is_mark(line, words) or (
        len(bare) <= _LONGEST_STRAY and all(char in words.strays.looks or char in words.dashes for char in bare)
    )


def _said(line: str) -> str:
    return f"stray {''.join(line.split())} dropped"
