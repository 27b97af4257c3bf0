"""Rules that go through text: strokes of glyphs that stand in a row, taken for a rule."""

from __future__ import annotations

from collections.abc import Sequence

from models.rule import Rule
from models.text import TextLine

CORE = 0.25
"""Share of a glyph's height, at its top and its foot, where a rule may pass: boxes of read glyphs are that loose."""

STRUCK = 0.3
"""Share of a rule's length that may go through text: a stamp or a note written over it, never a row of text."""


def strikes_text(rule: Rule, lines: Sequence[TextLine]) -> bool:
    """Whether a horizontal rule goes through the middle of glyphs along more than ``STRUCK`` of its length.

    Lines were split at vertical rules when they were read, so that of those nothing can be told any more.
    """
    if rule.orientation == "vertical":
        return False
    struck = sum(
        glyph.box.width
        for line in lines
        for glyph in line.glyphs
        if rule.start <= glyph.box.center[0] <= rule.end
        and glyph.box.y0 + CORE * glyph.box.height < rule.position < glyph.box.y1 - CORE * glyph.box.height
    )
    return struck > STRUCK * rule.length
