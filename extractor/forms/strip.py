"""Lines of text end to end as one strip, and pieces cut out of it with their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.geometry import Box, union_of
from models.text import TextLine


@dataclass(frozen=True, slots=True)
class Strip:
    """``text`` is the lines without any space; ``positions`` tell of each character its line and its place in it."""

    text: str
    lines: tuple[TextLine, ...]
    positions: tuple[tuple[int, int], ...]

    @staticmethod
    def of(lines: Sequence[TextLine]) -> Strip:
        positions = tuple(
            (number, index)
            for number, line in enumerate(lines)
            for index, char in enumerate(line.text)
            if not char.isspace()
        )
        text = "".join(lines[number].text[index] for number, index in positions)
        return Strip(text, tuple(lines), positions)

    def cut(self, start: int, end: int) -> tuple[TextLine, ...]:
        """The characters from ``start`` to before ``end``, still as lines. Empty for an empty piece."""
        spans: dict[int, tuple[int, int]] = {}
        for number, index in self.positions[start:end]:
            first, _ = spans.get(number, (index, index))
            spans[number] = (first, index + 1)
        return tuple(cut_line(self.lines[number], first, last) for number, (first, last) in spans.items())


def cut_line(line: TextLine, start: int, end: int) -> TextLine:
    """Characters ``start`` to before ``end`` of a line's text, spaces around them not counted."""
    text = line.text[start:end]
    before = _printed(line.text[:start])
    glyphs = line.glyphs[before : before + _printed(text)]
    # A reader that gives no glyph for each character still gives the line: its width is shared out evenly.
    exact = len(line.glyphs) == _printed(line.text)
    box = union_of(glyph.box for glyph in glyphs) if exact else None
    return replace(
        line, text=text.strip(), box=box or _share(line, start, end), glyphs=glyphs if exact else line.glyphs
    )


def _printed(text: str) -> int:
    return sum(not char.isspace() for char in text)


def _share(line: TextLine, start: int, end: int) -> Box:
    step = line.box.width / max(1, len(line.text))
    return Box(line.box.x0 + step * start, line.box.y0, line.box.x0 + step * end, line.box.y1)


def split_at_gaps(line: TextLine, gap_heights: float) -> tuple[TextLine, ...]:
    """The line in pieces, cut where the empty space between glyphs is wider than so many line heights."""
    if len(line.glyphs) != _printed(line.text):
        return (line,)
    strip = Strip.of((line,))
    wide = gap_heights * line.box.height
    cuts = [index + 1 for index, (left, right) in enumerate(pairwise(line.glyphs)) if right.box.x0 - left.box.x1 > wide]
    bounds = [0, *cuts, len(strip.text)]
    return tuple(piece for a, b in pairwise(bounds) for piece in strip.cut(a, b))
