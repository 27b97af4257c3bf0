"""A letter alone in its cell that is a zero: forms print numbers and dashes there, and no letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.text import Glyph, TextLine

ROUND, ZERO = frozenset("oO"), "0"


def with_lone_zeros(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those that are one round letter as zeros. What was read stays among the glyph's alternatives."""
    return tuple(
        replace(line, text=ZERO, glyphs=(_as_zero(line.glyphs[0]),)) if line.text.strip() in ROUND else line
        for line in lines
    )


def _as_zero(glyph: Glyph) -> Glyph:
    """The glyph as a zero, as likely as both together: nothing else that is round stands alone."""
    others = tuple(pair for pair in glyph.alternatives if pair[0] != ZERO)
    probability = min(1.0, glyph.probability + dict(glyph.alternatives).get(ZERO, 0.0))
    return replace(glyph, char=ZERO, probability=probability, alternatives=((glyph.char, glyph.probability), *others))
