"""Free lines and the tables they belong to: titles and captions above, notes below, the rest running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.geometry import Box
from models.layout import TableArea
from models.reading_order import in_reading_order
from models.text import TextLine

REACH = 4.0
"""In text heights: the widest gap between a table and the next line above it, or between two such lines, over
which they still belong together. Forms leave up to three blank lines under their title."""

NOTE_REACH = 2.0
"""In text heights: a note stands closer under its table than anything that merely follows it."""

TITLE_SIZE = 1.2
"""A title's glyphs are at least this much taller than the page's ordinary ones (14 pt over 10.5 pt is 1.33)."""

CENTRED, INDENT = 1.0, 4.0
"""In text heights: how far the middle of a heading is from that of the table over it, and how far in it begins at
least. Notes begin at the table's side, or two characters in."""

_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_TITLE_END = re.compile(r"(?:表|情况|预算|决算|评分)\s*(?:[（(].{1,12}[)）])?$")
_SENTENCE_END = re.compile(r"[。；;!！?？]$")
_LABELLED = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Shared:
    """Tables with their free lines, and what belongs to none."""

    tables: tuple[TableArea, ...]
    body: tuple[TextLine, ...]


def share_lines(areas: Sequence[TableArea], free: Sequence[TextLine], text_height: float) -> Shared:
    """Give each free line to the table below it, to the one right above it as a note, or to the running text."""
    left = list(in_reading_order(free))
    tables: list[TableArea] = []
    ceiling = float("-inf")
    for area in areas:
        above = _above(area.box, [line for line in left if line.box.center[1] > ceiling], text_height)
        if tables:
            above, tables[-1] = _without_notes(above, tables[-1], text_height)
        titles, captions = _titles(above, text_height)
        tables.append(replace(area, titles=titles, captions=captions))
        taken = {id(line) for line in (*above, *tables[-1].notes, *(n for t in tables for n in t.notes))}
        left = [line for line in left if id(line) not in taken]
        ceiling = area.box.y1
    if tables:
        below = _below(tables[-1].box, left, text_height)
        tables[-1] = replace(tables[-1], notes=(*tables[-1].notes, *below))
        left = [line for line in left if not any(line is note for note in below)]
    return Shared(tuple(tables), tuple(left))


def _above(table: Box, lines: Sequence[TextLine], text_height: float) -> tuple[TextLine, ...]:
    """The lines above the table, up to a wide gap or a sentence of running text."""
    taken: list[TextLine] = []
    ceiling = table.y0
    for line in sorted((item for item in lines if item.box.center[1] < table.y0), key=lambda item: -item.box.y1):
        if ceiling - line.box.y1 > REACH * text_height or _SENTENCE_END.search(line.text):
            break
        taken.append(line)
        ceiling = min(ceiling, line.box.y0)
    return in_reading_order(taken)


def _below(table: Box, lines: Sequence[TextLine], text_height: float) -> tuple[TextLine, ...]:
    taken: list[TextLine] = []
    floor = table.y1
    for line in sorted((item for item in lines if item.box.center[1] > table.y1), key=lambda item: item.box.y0):
        # The heading of a text that follows ends the notes, however near to them it stands.
        if line.box.y0 - floor > NOTE_REACH * text_height or _is_heading(line, table, text_height):
            break
        taken.append(line)
        floor = max(floor, line.box.y1)
    return in_reading_order(taken)


def _is_heading(line: TextLine, table: Box, text_height: float) -> bool:
    """Whether a line under a table heads a text: set large, numbered as a part of a text, or in the middle."""
    off, indent = abs(line.box.center[0] - table.center[0]), line.box.x0 - table.x0
    centred = off <= CENTRED * text_height and indent >= INDENT * text_height
    return centred or _is_large(line, text_height) or _NUMBERED.match(line.text.strip()) is not None


def _without_notes(
    above: Sequence[TextLine], previous: TableArea, text_height: float
) -> tuple[tuple[TextLine, ...], TableArea]:
    """Between two tables, sentences and 注：… right under the first are its notes; the rest heads the second."""
    notes: list[TextLine] = []
    floor = previous.box.y1
    for line in above:
        near = line.box.y0 - floor <= NOTE_REACH * text_height
        if not (near and re.match(r"[（(]?(?:注|备注|说明)\d*[:：)）]", line.text)):
            break
        notes.append(line)
        floor = line.box.y1
    return tuple(above[len(notes) :]), replace(previous, notes=(*previous.notes, *notes))


def _titles(above: Sequence[TextLine], text_height: float) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """Titles are set large; where nothing is, the first line that ends as a title does and labels nothing."""
    large = [line for line in above if _is_large(line, text_height)]
    plain = [line for line in above if _TITLE_END.search(line.text.strip()) and not _LABELLED.search(line.text)]
    both = [line for line in large if any(line is item for item in plain)]
    titles = both or plain[:1] or [line for line in large if not _LABELLED.search(line.text)]
    return tuple(titles), tuple(line for line in above if not any(line is title for title in titles))


def _is_large(line: TextLine, text_height: float) -> bool:
    """Whether a line, and not a letter or two, is set larger than the page's ordinary ones."""
    return _glyph_height(line) >= TITLE_SIZE * text_height and len(line.text.strip()) > 2


def _glyph_height(line: TextLine) -> float:
    heights = sorted(glyph.box.height for glyph in line.glyphs)
    return heights[len(heights) // 2] if heights else line.box.height
