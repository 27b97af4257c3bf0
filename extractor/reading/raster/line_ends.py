"""What stands at the ends of lines and is no print: pieces of upright rules read as 1, specks read as points, and what
the next line reads once more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.reading.raster.unseen_rules import without_unseen_rules
from models.geometry import Box
from models.rule import Rule
from models.text import Glyph, TextLine

UPRIGHT = frozenset("1|lI丨!i'")
"""What a piece of an upright rule is read as."""

ON_RULE = 0.1
"""In heights of the line: the middle of such a piece is this near to its rule. A figure that only touches a rule stands
half its own width and half the rule's away, which is twice as much."""

LEVEL = 0.3
"""In heights of the line: lines beside one another have their middles this near."""

FIGURE = r"[≥≤<>=]?\d+(?:\.\d+)?%"
SPECK = re.compile(rf"[.,·]{FIGURE}|{FIGURE}[.,·]")
"""A rate with a point before or behind it. Without its sign, ``1.`` may number a paragraph and ``.5`` lack its zero."""

EVEN = 0.5
"""The probability of the figure behind a point that was left out: it may be one of which the zero was lost."""


def with_clean_ends(lines: Sequence[TextLine], rules: Sequence[Rule]) -> tuple[TextLine, ...]:
    """The lines without pieces of rules or characters of the next line at their ends, and rates without specks; lines
    of nothing else are left out.

    ``rules`` in the lines' units.
    """
    upright = [rule for rule in rules if rule.orientation == "vertical"]
    cut = [line for line in (_without_pieces(line, upright) for line in lines) if line is not None]
    begun: dict[str, list[TextLine]] = defaultdict(list)
    for line in cut:
        begun[_plain(line.glyphs[0].char)].append(line)
    return without_unseen_rules([_without_speck(_without_doubled(line, begun)) for line in cut])


def _without_doubled(line: TextLine, begun: Mapping[str, Sequence[TextLine]]) -> TextLine:
    """The line without its last character where the line to its right, whose box reaches over it, begins with it.

    ``begun``: all lines by the characters with which they begin.
    """
    last = line.glyphs[-1]
    doubled = len(line.glyphs) > 1 and any(
        other.box.x0 <= last.box.center[0] < line.box.x1 < other.box.x1
        and abs(other.box.center[1] - line.box.center[1]) <= LEVEL * line.box.height
        for other in begun.get(_plain(last.char), ())
    )
    return _without_last(line) if doubled else line


def _plain(char: str) -> str:
    """Without its width: brackets are read in either."""
    return unicodedata.normalize("NFKC", char)


def _without_pieces(line: TextLine, rules: Sequence[Rule]) -> TextLine | None:
    on_rule = [_is_piece(line, index, rules) for index in range(len(line.glyphs))]
    if not on_rule or all(on_rule):
        return None if on_rule else line
    if on_rule[-1]:
        line = _without_last(line)
    return _without_first(line) if on_rule[0] else line


def _is_piece(line: TextLine, index: int, rules: Sequence[Rule]) -> bool:
    glyph, y = line.glyphs[index], line.box.center[1]
    return glyph.char in UPRIGHT and any(
        abs(rule.position - glyph.box.center[0]) <= ON_RULE * line.box.height and rule.start < y < rule.end
        for rule in rules
    )


def _without_speck(line: TextLine) -> TextLine:
    if not SPECK.fullmatch(line.text):
        return line
    if line.text[-1] != "%":
        return _without_last(line)
    rest = _without_first(line)
    first = rest.glyphs[0]
    return replace(rest, glyphs=(replace(first, probability=min(first.probability, EVEN)), *rest.glyphs[1:]))


def _without_last(line: TextLine) -> TextLine:
    return _of(line, line.text.removesuffix(line.glyphs[-1].char), line.glyphs[:-1])


def _without_first(line: TextLine) -> TextLine:
    return _of(line, line.text.removeprefix(line.glyphs[0].char), line.glyphs[1:])


def _of(line: TextLine, text: str, glyphs: tuple[Glyph, ...]) -> TextLine:
    x0, x1 = min(glyph.box.x0 for glyph in glyphs), max(glyph.box.x1 for glyph in glyphs)
    return replace(line, text=text.strip(), glyphs=glyphs, box=Box(x0, line.box.y0, x1, line.box.y1))
