"""Glyphs to lines, by where they stand and by nothing else: the order of a text layer's stream can be anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.reading.layer_glyphs import PaintedGlyph
from models.geometry import Box, union_of
from models.rule import Rule
from models.text import Glyph, TextLine

LARGEST_GAP = 0.95
"""Glyphs further apart than this, in ems, belong to different cells. A full em is what producers leave between
columns at least, and what letter-spaced Chinese print does not reach."""

SPACE_GAP = 0.15
"""Where the stream has a space, the gap in ems from which it shows on the page."""

UNWRITTEN_GAP = 0.5
"""The gap in ems from which there is a space although the stream has none."""

SAME_LINE = 0.5
"""Two neighbours share a line where their boxes share this much of the lower one's height."""

SAME_PLACE = 0.2
"""Equal characters nearer than this, in ems, are one character painted twice to look bold."""


def lines_of(glyphs: Sequence[PaintedGlyph], engine: str) -> tuple[TextLine, ...]:
    """Lines from top to bottom; upright frame. Broken at gaps of about an em, so that cells stay apart."""
    spaces = [glyph.box for glyph in glyphs if glyph.char.isspace()]
    printed = _once([glyph for glyph in glyphs if not glyph.char.isspace()])
    lines = [_line(chain, spaces, engine) for chain in _chains(printed)]
    return tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0)))


def split_at_rules(lines: Iterable[TextLine], rules: Sequence[Rule]) -> tuple[TextLine, ...]:
    """Lines cut wherever a vertical rule passes between two of their glyphs. Lines and rules in the same frame."""
    vertical = [rule for rule in rules if rule.orientation == "vertical"]
    return tuple(piece for line in lines for piece in _pieces(line, vertical))


def _once(glyphs: Sequence[PaintedGlyph]) -> list[PaintedGlyph]:
    """Each character once, where it was painted several times over itself."""
    seen: defaultdict[tuple[str, int, int], list[Box]] = defaultdict(list)
    kept = []
    for glyph in glyphs:
        x, y = glyph.box.center
        near = SAME_PLACE * glyph.size
        column, row = int(x // glyph.size), int(y // glyph.size)
        around = [
            box for dx in (-1, 0, 1) for dy in (-1, 0, 1) for box in seen.get((glyph.char, column + dx, row + dy), ())
        ]
        if not any(abs(box.center[0] - x) < near and abs(box.center[1] - y) < near for box in around):
            seen[glyph.char, column, row].append(glyph.box)
            kept.append(glyph)
    return kept


def _chains(glyphs: Sequence[PaintedGlyph]) -> Iterator[list[PaintedGlyph]]:
    """Each glyph is followed by the nearest one to its right on its line that nobody nearer claims."""
    ordered = sorted(glyphs, key=lambda glyph: (glyph.box.x0, glyph.box.y0))
    rows: defaultdict[int, list[int]] = defaultdict(list)
    band = max((glyph.size for glyph in ordered), default=1.0)
    ends: dict[int, list[int]] = {}
    for index, glyph in enumerate(ordered):
        row = int(glyph.box.center[1] // band)
        candidates = [other for near in (row - 1, row, row + 1) for other in rows[near] if other in ends]
        follows = max(
            (other for other in candidates if _follows(ordered[other], glyph)),
            key=lambda other: (ordered[other].box.x1, other),
            default=None,
        )
        chain = ends.pop(follows) if follows is not None else []
        ends[index] = [*chain, index]
        rows[row].append(index)
    for chain in ends.values():
        yield [ordered[index] for index in chain]


def _follows(left: PaintedGlyph, right: PaintedGlyph) -> bool:
    size = min(left.size, right.size)
    shared = min(left.box.y1, right.box.y1) - max(left.box.y0, right.box.y0)
    gap = right.box.x0 - left.box.x1
    overlap = -SAME_LINE * size  # kerning and tight fonts let boxes overlap; a glyph further back is another line's
    return shared >= SAME_LINE * min(left.box.height, right.box.height) and overlap <= gap < LARGEST_GAP * size


def _line(chain: Sequence[PaintedGlyph], spaces: Sequence[Box], engine: str) -> TextLine:
    text = chain[0].char
    box = union_of(glyph.box for glyph in chain) or chain[0].box
    on_line = [space for space in spaces if box.contains(*space.center)]
    for left, right in pairwise(chain):
        gap, size = right.box.x0 - left.box.x1, min(left.size, right.size)
        written = any(left.box.center[0] < space.center[0] < right.box.center[0] for space in on_line)
        spaced = gap >= (SPACE_GAP if written else UNWRITTEN_GAP) * size
        text += (" " if spaced else "") + right.char
    return TextLine(text, box, tuple(Glyph(glyph.char, glyph.box) for glyph in chain), engine)


def _pieces(line: TextLine, rules: Sequence[Rule]) -> Iterator[TextLine]:
    crossing = [
        rule.position
        for rule in rules
        if line.box.x0 < rule.position < line.box.x1 and rule.start <= line.box.center[1] <= rule.end
    ]
    rest, groups = list(line.glyphs), []
    for position in sorted(crossing):
        groups.append([glyph for glyph in rest if glyph.box.center[0] < position])
        rest = [glyph for glyph in rest if glyph.box.center[0] >= position]
    filled = [group for group in (*groups, rest) if group]
    if len(filled) < 2:
        yield line
        return
    place = 0
    for group in filled:
        text, place = _taken(line.text, place, len(group))
        yield TextLine(text, union_of(glyph.box for glyph in group) or line.box, tuple(group), line.engine)


def _taken(text: str, start: int, count: int) -> tuple[str, int]:
    """The stretch of ``text`` from ``start`` that spells ``count`` glyphs, spaces not counted, and where it ends."""
    end = start
    while count and end < len(text):
        count -= not text[end].isspace()
        end += 1
    return text[start:end].strip(), end
