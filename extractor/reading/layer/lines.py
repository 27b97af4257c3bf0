"""Glyphs to lines, by where they stand and by nothing else: the order of a text layer's stream can be anything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.reading.layer.glyphs import PaintedGlyph
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

LETTER_GAP = 0.2
"""The same between two Latin letters: words stand a quarter of an em apart."""

SAME_LINE = 0.5
"""Two neighbours share a line where their boxes share this much of the lower one's height."""

SAME_PLACE = 0.2
"""Equal characters nearer than this, in ems, are one character painted twice to look bold."""


Chain = tuple[PaintedGlyph, ...]
"""The printed glyphs of one line, from left to right."""


def lines_of(glyphs: Sequence[PaintedGlyph], engine: str) -> tuple[TextLine, ...]:
    """Lines from top to bottom; upright frame. Broken at gaps of about an em, so that cells stay apart."""
    return spelled(chains_of(glyphs), [glyph.box for glyph in glyphs if glyph.char.isspace()], engine)


def chains_of(glyphs: Sequence[PaintedGlyph]) -> tuple[Chain, ...]:
    """The printed glyphs line by line, in no order of lines. Each glyph once, where it was painted several times."""
    return tuple(_chains(_once([glyph for glyph in glyphs if not glyph.char.isspace()])))


def spelled(chains: Iterable[Chain], spaces: Sequence[Box], engine: str) -> tuple[TextLine, ...]:
    """The chains as lines from top to bottom. ``spaces``: the boxes of the spaces that the layer has."""
    ordered = sorted(spaces, key=lambda space: space.center[1])
    middles = [space.center[1] for space in ordered]
    lines = [_line(chain, ordered, middles, engine) for chain in chains]
    return tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0)))


def split_at_rules(lines: Iterable[TextLine], rules: Sequence[Rule]) -> tuple[TextLine, ...]:
    """Lines cut wherever a vertical rule passes between two of their glyphs. Lines and rules in the same frame."""
    vertical = [rule for rule in rules if rule.orientation == "vertical"]
    return tuple(piece for line in lines for piece in _pieces(line, vertical))


def _once(glyphs: Sequence[PaintedGlyph]) -> list[PaintedGlyph]:
    """Each character once, where it was painted several times over itself."""
    seen: defaultdict[tuple[str, float, float], list[tuple[float, float]]] = defaultdict(list)
    kept = []
    for glyph in glyphs:
        char, size = glyph.char, glyph.size
        x, y = glyph.box.center
        near = SAME_PLACE * size
        # what is so near lies in the same square of an em or in the next one
        left, right = (x - near) // size, (x + near) // size
        top, foot = (y - near) // size, (y + near) // size
        around = [*seen.get((char, left, top), ())]
        if right != left:
            around += seen.get((char, right, top), ())
        if foot != top:
            around += seen.get((char, left, foot), ())
            around += seen.get((char, right, foot), ()) if right != left else ()
        if not around or not any(abs(other_x - x) < near and abs(other_y - y) < near for other_x, other_y in around):
            seen[char, x // size, y // size].append((x, y))
            kept.append(glyph)
    return kept


def _chains(glyphs: Sequence[PaintedGlyph]) -> Iterator[Chain]:
    """Each glyph is followed by the nearest one to its right on its line that nobody nearer claims."""
    ordered = sorted(glyphs, key=lambda glyph: (glyph.box.x0, glyph.box.y0))
    band = max((glyph.size for glyph in ordered), default=1.0)
    reach = LARGEST_GAP * band
    chains: defaultdict[int, list[list[PaintedGlyph]]] = defaultdict(list)
    open_ends: defaultdict[int, list[list[PaintedGlyph]]] = defaultdict(list)
    for glyph in ordered:
        row = int(glyph.box.center[1] // band)
        nearest: list[PaintedGlyph] | None = None
        place = row
        for near in (row - 1, row, row + 1):
            # glyphs come from left to right: what has ended too far to the left has ended for good
            open_ends[near] = [chain for chain in open_ends[near] if glyph.box.x0 - chain[-1].box.x1 < reach]
            for chain in open_ends[near]:
                nearer = nearest is None or chain[-1].box.x1 >= nearest[-1].box.x1
                if nearer and _follows(chain[-1], glyph):
                    nearest, place = chain, near
        if nearest is None:
            nearest = []
            chains[row].append(nearest)
            open_ends[row].append(nearest)
        elif place != row:
            for held in (chains, open_ends):
                held[place] = [chain for chain in held[place] if chain is not nearest]
                held[row].append(nearest)
        nearest.append(glyph)
    for row in sorted(chains):
        yield from (tuple(chain) for chain in chains[row])


def _follows(left: PaintedGlyph, right: PaintedGlyph) -> bool:
    one, other = left.box, right.box
    size = min(left.size, right.size)
    gap = other.x0 - one.x1
    # kerning and tight fonts let boxes overlap; a glyph further back is another line's
    if not -SAME_LINE * size <= gap < LARGEST_GAP * size:
        return False
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared >= SAME_LINE * min(one.y1 - one.y0, other.y1 - other.y0)


def _line(chain: Chain, spaces: Sequence[Box], middles: Sequence[float], engine: str) -> TextLine:
    box = union_of(glyph.box for glyph in chain) or chain[0].box
    near = spaces[bisect_left(middles, box.y0) : bisect_right(middles, box.y1)]
    on_line = sorted(space.center[0] for space in near)
    text = chain[0].char
    for left, right in pairwise(chain):
        gap, size = right.box.x0 - left.box.x1, min(left.size, right.size)
        spaced = gap >= SPACE_GAP * size and (
            gap >= _unwritten_gap(left.char, right.char) * size
            or _holds(on_line, left.box.center[0], right.box.center[0])
        )
        text += (" " if spaced else "") + right.char
    return TextLine(text, box, tuple(Glyph(glyph.char, glyph.box, glyph.probability) for glyph in chain), engine)


def _holds(ordered: Sequence[float], low: float, high: float) -> bool:
    """Whether a number of an ordered sequence lies between two others."""
    place = bisect_right(ordered, low)
    return place < len(ordered) and ordered[place] < high


def _unwritten_gap(left: str, right: str) -> float:
    letters = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return LETTER_GAP if letters else UNWRITTEN_GAP


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
