"""Percent signs that were read as one more digit: 95% as 958."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from models.text import TextLine

SIGN = "%"

LEAST_SIGN = 0.005
"""The probability of the sign from which on it was seen. Of 300 numbers on scans that end in a digit the recogniser
gave none as much."""

EVEN = 0.5
"""The probability of a sign that is put where it was hardly thought of: what it hides may be a digit after all."""

RATE = re.compile(r"[≥≤<>=]?(\d{2,3}(?:\.\d+)?)[\dº°]")
MOST = Decimal(100)
"""A number that is more is no rate without its last digit. Weights and scores have two digits: they lose none."""


def with_percent_signs(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, the last digit of a number taken for a percent sign where the recogniser thought of one.

    What was read stays among the glyph's alternatives.
    """
    return tuple(_with_sign(line) for line in lines)


def _with_sign(line: TextLine) -> TextLine:
    found = RATE.fullmatch(line.text)
    if found is None or Decimal(found[1]) > MOST:
        return line
    last = line.glyphs[-1]
    others = dict(last.alternatives)
    probability = others.pop(SIGN, 0.0)
    if probability < LEAST_SIGN:
        return line
    said = ((last.char, last.probability), *others.items())
    sign = replace(last, char=SIGN, probability=max(probability, EVEN), alternatives=said)
    return replace(line, text=line.text[:-1] + SIGN, glyphs=(*line.glyphs[:-1], sign))
