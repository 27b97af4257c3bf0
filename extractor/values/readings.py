"""The other numbers that a cell may hold: its glyphs as the reader's second thoughts would have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from extractor.values.parse import parse_value
from models.record import OtherReading, TypedValue, ValueKind
from models.text import TextLine

LEAST_ODDS = 0.002
"""Of right digits on heavy scans, fewer than one in a hundred has another digit that is this probable beside it."""

MOST_GLYPHS = 2
"""Glyphs read otherwise at once. Three wrong digits in one number leave nothing to hold on to."""

MOST_READINGS = 40
"""Of one cell, the most probable first: what comes after is less than a hundredth as likely as the first."""

_OF_NUMBERS = frozenset("0123456789.-")

Change = tuple[int, str, float]


def other_readings(lines: Sequence[TextLine], kind: ValueKind, read: TypedValue) -> tuple[OtherReading, ...]:
    """The other numbers that ``lines``, typed as ``read``, may say where ``kind`` is expected, the most probable first.

    Only digits, points and signs are read otherwise.
    """
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    changes: list[Change] = [
        (place, char, probability / max(glyph.probability, LEAST_ODDS))
        for place, glyph in enumerate(glyphs)
        for char, probability in glyph.alternatives
        if char in _OF_NUMBERS and not glyph.char.isspace()
    ]
    found: dict[str, OtherReading] = {}
    for chosen in sorted(_together(changes), key=lambda these: -_odds(these))[:MOST_READINGS]:
        value = parse_value(_spelled(lines, {place: char for place, char, _ in chosen}), kind)
        if value.number is not None and value.number != read.number and value.number not in found:
            found[value.number] = OtherReading(value, _odds(chosen))
    return tuple(found.values())


def _together(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    places = sorted({place for place, _, _ in changes})
    for count in range(1, MOST_GLYPHS + 1):
        for some in combinations(places, count):
            for chosen in product(*([change for change in changes if change[0] == place] for place in some)):
                if _odds(chosen) >= LEAST_ODDS:
                    yield chosen


def _odds(chosen: Sequence[Change]) -> float:
    return prod(odds for _, _, odds in chosen)


def _spelled(lines: Sequence[TextLine], instead: dict[int, str]) -> str:
    """The text of ``lines`` with some of its glyphs, counted from 0 without spaces, read otherwise."""
    spelled, place = [], 0
    for line in lines:
        text = ""
        for char in line.text:
            if char.isspace():
                text += char
                continue
            text += instead.get(place, char)
            place += 1
        spelled.append(text)
    return "\n".join(spelled)
