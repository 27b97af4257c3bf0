"""Columns of text that no rules part: strips of blank paper from row to row, with text on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from models.cutting import cut_line
from models.figures import is_figure
from models.text import TextLine

Stretch = tuple[float, float]
"""Where something begins and ends on the x axis, in page units."""

NARROWEST = 0.15
"""In ems: the narrowest strip between two columns."""

LOOSE = 0.05
"""In ems: how far boxes of read text reach beyond its ink at either end: those of a character alone the most."""

GAP = 0.2
"""In ems: the narrowest gap between two cells in a line of exact text."""

WIDEST = 1.25
"""In ems: a character that was read is no wider, or its box has something else in it: the ring of a seal beside it."""

CROSSED = 0.1
"""Share of the rows in which a text over several columns may lie across a strip."""

PROMINENCE = 2
"""For each text across a strip the columns on both sides of it have so many texts more, and one."""

IN_LINE = 0.25
"""In ems: texts of a column that are set flush begin this near to one another."""

FLUSH = 4
"""So many texts that begin in line show where a column begins."""

BESIDE = 0.4
"""In ems: a glyph of a line over two columns begins this near to where the second one does."""

FIGURES = 0.34
"""Share of columns of bare figures up to which a table is one of texts."""

EXACT = "text_layer"
"""Whose glyphs stand exactly where their boxes are."""

Row = Sequence[TextLine]


def em_of(lines: Iterable[TextLine], text_height: float) -> float:
    """The width of an ordinary full-width character, in page units; ``text_height`` where there is none.

    From middle to middle: a glyph on a scan is as wide as its ink, and its square wider.
    """
    widths = [
        (line.glyphs[-1].box.center[0] - line.glyphs[0].box.center[0]) / (len(line.glyphs) - 1)
        for line in lines
        if len(line.glyphs) > 1 and all(_is_han(glyph.char) for glyph in line.glyphs)
    ]
    return median(widths) if widths else text_height


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def cut_at_columns(lines: Iterable[TextLine], em: float) -> tuple[TextLine, ...]:
    """The lines cut at gaps, and where other texts begin in line under or over them: cells read as one line."""
    lines = cut_at_gaps(lines, em)
    starts = _flush_starts(lines, em)
    return tuple(piece for line in lines for piece in cut_line(line, _cuts(line, lines, starts, em)))


def cut_at_gaps(lines: Iterable[TextLine], em: float) -> tuple[TextLine, ...]:
    """The lines of exact text cut at gaps as wide as those between two cells."""
    return tuple(piece for line in lines for piece in cut_line(line, _gaps(line, em) if line.engine == EXACT else ()))


def text_columns(rows: Sequence[Row], em: float) -> tuple[Stretch, ...]:
    """What the columns of these rows cover, from left to right. Texts over several columns count for none."""
    lines = [line for row in rows for line in row]
    off = 0.0 if any(line.engine == EXACT for line in lines) else LOOSE * em
    # no mark, however thin, is left without any width
    texts = [
        (x0 + it, x1 - it) for line in lines for x0, x1 in (_covers(line, em),) for it in (min(off, (x1 - x0) / 4),)
    ]
    strips = _strips(texts, int(CROSSED * len(rows)), NARROWEST * em)
    within = [text for text in texts if not any(text[0] <= start and end <= text[1] for start, end in strips)]
    return tuple((start - off, end + off) for start, end in _covered(within, NARROWEST * em))


def _covers(line: TextLine, em: float) -> Stretch:
    """Where a line's characters begin and end: the boxes of the first and the last reach as far out as the line's."""
    x0, x1 = line.box.x0, line.box.x1
    if line.engine == EXACT or len(line.glyphs) < 2:
        return x0, x1
    first, last = line.glyphs[0], line.glyphs[-1]
    return (
        first.box.x1 - em if _is_han(first.char) and first.box.x1 - x0 > WIDEST * em else x0,
        last.box.x0 + em if _is_han(last.char) and x1 - last.box.x0 > WIDEST * em else x1,
    )


def are_of_texts(columns: Sequence[Stretch], rows: Sequence[Row]) -> bool:
    """Whether few of the columns hold figures: a table of amounts has a line for each row, and is told by them. A text
    alone in its column is the head of several.
    """
    lines = [line for row in rows for line in row]
    inside = [[line for line in lines if start <= line.box.center[0] <= end] for start, end in columns]
    several = [texts for texts in inside if len(texts) > 1]
    figures = sum(2 * sum(is_figure(line.text) for line in texts) >= len(texts) for texts in several)
    return bool(several) and figures <= FIGURES * len(several)


def lies_across(line: TextLine, columns: Sequence[Stretch]) -> bool:
    """Whether a text lies across the strip between two of the columns."""
    return any(line.box.x0 < left[1] and right[0] < line.box.x1 for left, right in pairwise(columns))


def _flush_starts(lines: Sequence[TextLine], em: float) -> list[float]:
    """Where texts begin in line."""
    found: list[float] = []
    lefts = sorted(line.box.x0 for line in lines)
    at = 0
    while at < len(lefts):
        group = [x for x in lefts[at:] if x - lefts[at] <= 2 * IN_LINE * em]
        if len(group) >= FLUSH:
            found.append(median(group))
            at += len(group)
        else:
            at += 1
    return found


def _cuts(line: TextLine, lines: Sequence[TextLine], starts: Sequence[float], em: float) -> list[int]:
    gaps = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(line.glyphs))
    # glyphs of text that was read stand a little off, but cells no nearer to one another than its characters do
    usual = gaps[len(gaps) // 2] if gaps and line.engine != EXACT else 0.0
    cuts: list[int] = []
    left = line.box.x0
    for x in starts:
        if not line.box.x0 + em < x < line.box.x1 - em:
            continue
        at = min(range(1, len(line.glyphs)), key=lambda i: abs(line.glyphs[i].box.x0 - x), default=0)
        before, after = line.glyphs[at - 1].box, line.glyphs[at].box
        # a character alone is rather the first of a word
        lone = at == (cuts[-1] if cuts else 0) + 1 and _is_han(line.glyphs[at - 1].char)
        begun = line.engine != EXACT and not lone and _is_begun(x, lines, em)
        apart = begun or after.x0 - before.x1 >= usual + NARROWEST * em
        others = (other for other in lines if other is not line)
        if at and apart and abs(after.x0 - x) <= BESIDE * em and _stands_with(left, before.x1, others, em):
            cuts.append(at)
            left = after.x0
    return cuts


def _stands_with(start: float, end: float, others: Iterable[TextLine], em: float) -> bool:
    """Whether a text begins, or has its middle, in line with one of those over and under it, if there are any. The
    first part of a head over two columns that were taken for two cells does not.
    """
    middle, near = (start + end) / 2, BESIDE * em
    level = [line.box for line in others if line.box.x0 < end and start < line.box.x1]
    return not level or any(abs(it.x0 - start) <= near or abs(it.center[0] - middle) <= near for it in level)


def _is_begun(x: float, lines: Sequence[TextLine], em: float) -> bool:
    """Whether many more texts begin there than lie across; those in the middle of a column begin anywhere."""
    begun = sum(abs(line.box.x0 - x) <= IN_LINE * em for line in lines)
    return begun >= FLUSH * sum(line.box.x0 + em < x < line.box.x1 - em for line in lines)


def _gaps(line: TextLine, em: float) -> list[int]:
    """The glyphs before which there is a gap as wide as between two cells."""
    return [i for i, (a, b) in enumerate(pairwise(line.glyphs), 1) if b.box.x0 - a.box.x1 >= GAP * em]


def _strips(texts: Sequence[Stretch], most: int, least: float) -> list[Stretch]:
    """The strips, at least so wide, across which ``most`` texts lie at most, and many more on both sides of them; of
    those between the same two columns the one with the fewest across it.
    """
    places = sorted({x for text in texts for x in text})
    found: list[Stretch] = []
    for depth in range(most + 1):
        for start, end in pairwise(places):
            over = [text for text in texts if text[0] <= start and end <= text[1]]
            if len(over) != depth or end - start < least:
                continue
            others = [text for text in texts if text not in over]
            few = min(_beside(others, end), _beside([(-b, -a) for a, b in others], -start)) <= PROMINENCE * depth
            if not few and all(_parted((start, end), other, texts) for other in found):
                found.append((start, end))
    return sorted(found)


def _beside(texts: Sequence[Stretch], x: float) -> int:
    """How many texts lie over one another in the column that begins next to ``x``."""
    column = next((stretch for stretch in _covered([text for text in texts if text[0] >= x], 0.0)), None)
    if column is None:
        return 0
    inside = [text for text in texts if column[0] <= text[0] <= column[1]]
    return max(sum(text[0] <= start < text[1] for text in inside) for start, _ in inside)


def _parted(one: Stretch, other: Stretch, texts: Sequence[Stretch]) -> bool:
    """Whether some text stands between two strips."""
    left, right = sorted((one, other))
    return any(left[1] <= start and end <= right[0] for start, end in texts)


def _covered(texts: Iterable[Stretch], apart: float) -> tuple[Stretch, ...]:
    columns: list[Stretch] = []
    for start, end in sorted(texts):
        if columns and start - columns[-1][1] < apart:
            columns[-1] = columns[-1][0], max(columns[-1][1], end)
        else:
            columns.append((start, end))
    return tuple(columns)
