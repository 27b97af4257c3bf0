"""Rules that go through text, and text that lies on rules: which of the two is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.rule import Rule
from models.text import Glyph, TextLine

CORE = 0.25
"""Share of a glyph's height, at its top and its foot, where a rule may pass: boxes of read glyphs are that loose."""

MIDDLE = 0.35
"""The same share where it is the text that is doubted: a line printed tight under a rule must not be lost."""

STRUCK = 0.3
"""Share of a rule's length that may go through text: a stamp or a note written over it, never a row of text."""

UNBROKEN = 0.97
"""Strength from which a long rule is beyond doubt. Strokes of glyphs in a row leave gaps: they reach 0.9."""

LONG = 8.0
"""In text heights: no stroke of a glyph, nor a dash, is this long."""

FEWEST_STRUCK = 2
"""Characters at a rule's end that tell that it is drawn out over text; one alone may be read from the rule itself."""

ON_RULE = 0.5
"""Share of a line's glyphs that rules go through, from which on the line was read from the rules."""


def sound_rules(rules: Sequence[Rule], lines: Sequence[TextLine], text_height: float) -> list[Rule]:
    """The rules without those horizontal ones that are strokes of glyphs standing in a row, and without what such
    strokes add to the ends of others.

    Lines were split at vertical rules when they were read, so that of those nothing can be told any more.
    """
    sound = [rule for rule in rules if _is_beyond_doubt(rule, text_height) or not _strikes_text(rule, lines)]
    return [_trimmed(rule, lines) for rule in sound]


def lines_beside(rules: Sequence[Rule], lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines without those that sound rules go through: no cell's text is, but a rule may be read as a dash."""
    across = [rule for rule in rules if rule.orientation == "horizontal"]
    return tuple(line for line in lines if not _is_read_from_rules(line, across))


def _is_beyond_doubt(rule: Rule, text_height: float) -> bool:
    return rule.orientation == "vertical" or (rule.strength >= UNBROKEN and rule.length >= LONG * text_height)


def _strikes_text(rule: Rule, lines: Sequence[TextLine]) -> bool:
    # a glyph is at most as wide as high: one read from a piece of a rule is drawn out
    struck = sum(min(g.box.width, g.box.height) for line in lines for g in line.glyphs if _goes_through(rule, g, CORE))
    return struck > STRUCK * rule.length


def _trimmed(rule: Rule, lines: Sequence[TextLine]) -> Rule:
    """A horizontal rule without its ends inside lines of text in whose middle it lies: no rule ends there in print."""
    if rule.orientation == "vertical":
        return rule
    start, end = rule.start, rule.end
    for line in lines:
        begins, ends = line.box.x0 < start < line.box.x1, line.box.x0 < end < line.box.x1
        if not (begins or ends):
            continue
        if sum(_goes_through(rule, glyph, CORE) and glyph.char.isalnum() for glyph in line.glyphs) < FEWEST_STRUCK:
            continue
        start, end = line.box.x1 if begins else start, line.box.x0 if ends else end
    return replace(rule, start=start, end=end) if start < end else rule


def _is_read_from_rules(line: TextLine, across: Sequence[Rule]) -> bool:
    near = [rule for rule in across if line.box.y0 < rule.position < line.box.y1]
    on_rule = sum(any(_goes_through(rule, glyph, MIDDLE) for rule in near) for glyph in line.glyphs)
    return on_rule > ON_RULE * len(line.glyphs)


def _goes_through(rule: Rule, glyph: Glyph, rim: float) -> bool:
    box = glyph.box
    room = rim * box.height
    return rule.start <= box.center[0] <= rule.end and box.y0 + room < rule.position < box.y1 - room
