"""A scrambled form in a text dump put back in order: found by its labels' heads, read row by row, written anew.

Some producers write each cell of a turned table without its last character, the lowest rows first, and the last
characters later, from the right-most cell to the left-most. What comes out here is the form as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.reading.unscramble_kinds import FormWords
from extractor.reading.unscramble_rows import Line, ReadRow, pieces_of, read_rows
from extractor.reading.unscramble_sides import label_rows
from models.dump import DumpBlock, folded, half_widths
from models.geometry import Box, union_of
from models.text import Glyph, TextLine

_RUN = re.compile(r"\S+")
_AFTER_TITLE = 12  # lines after the title's head in which its tail and the code's may stand
_UNSURE = 0.5  # two readings that nothing tells apart are even


@dataclass(frozen=True, slots=True)
class Scrambled:
    """Lines ``start`` to ``end`` of a dump hold a scrambled form."""

    start: int
    end: int


def scrambled_forms(lines: Sequence[str], words: FormWords) -> Iterator[Scrambled]:
    """Where scrambled forms stand: from a total row down to a title without its last character.

    A matrix label without its last character must stand between them, for a title may be cut by chance.
    """
    keys = [folded(line) for line in lines]
    firsts = [folded(found.group()) if (found := _RUN.search(line)) else "" for line in lines]
    cut_titles = {title[:-1] for title in words.titles}
    cut_funds = {label[:-1] for labels in words.matrix for label in labels}
    begin = 0
    for y, key in enumerate(keys):
        if key in words.titles:
            begin = y + 1
        elif key in cut_titles or firsts[y] in cut_titles:
            funds = [i for i in range(begin, y) if firsts[i] in cut_funds]
            totals = [i for i in range(begin, funds[-1]) if firsts[i] in _cut_totals(words)] if funds else []
            if totals and len([i for i in funds if i > totals[-1]]) > 1:
                end = _end(lines, y, words)
                yield Scrambled(_start(lines, begin, totals[-1]), end)
                begin = end


def _cut_totals(words: FormWords) -> set[str]:
    return {cut for label in words.total for cut in (label, label[:-1])}


def _start(lines: Sequence[str], begin: int, total: int) -> int:
    """A page break above the total row, or the row itself."""
    breaks = [i for i in range(begin, total + 1) if lines[i].strip() and lines[i][:1] in " \f"]
    return breaks[-1] if breaks else total


def _end(lines: Sequence[str], title: int, words: FormWords) -> int:
    """After the title's last character, which is the last thing of the form."""
    tails = {one[-1] for one in words.titles}
    last = title + 1
    for y in range(title + 1, min(len(lines), title + _AFTER_TITLE)):
        if lines[y][:1] in (" ", "\f") and lines[y].strip():
            break
        if lines[y].strip():
            last = y + 1
        if lines[y].strip()[-1:] in tails and len(lines[y].strip()) <= 2:
            break
    return last


def unscramble(
    lines: Sequence[str], where: Scrambled, words: FormWords, run: Callable[[str, int, int, int], TextLine]
) -> tuple[DumpBlock, ...]:
    """The form in printed order: title, heads, funds, goals, the listing's rows in their columns, the total."""
    rows = read_rows(list(_lines(lines, where, words, run)), words)
    return tuple(_blocks(rows, words, lines, where))


def _lines(
    lines: Sequence[str], where: Scrambled, words: FormWords, run: Callable[[str, int, int, int], TextLine]
) -> Iterator[Line]:
    paragraph: list[tuple[TextLine, ...]] = []
    for y in range(where.start, where.end + 1):
        runs = tuple(run(lines[y], *found.span(), y) for found in _RUN.finditer(lines[y])) if y < where.end else ()
        if runs:
            paragraph.append(runs)
            continue
        every = tuple(one for runs in paragraph for one in runs)
        if folded("".join(one.text for one in every)) in words.sides:
            yield Line(every, opens=True, closes=True, whole=True)
        else:
            last = len(paragraph) - 1
            yield from (
                Line(runs, opens=i == 0, closes=i == last, whole=len(runs) == 1 and folded(runs[0].text) in words.sides)
                for i, runs in enumerate(paragraph)
            )
        paragraph = []


def _blocks(rows: Sequence[ReadRow], words: FormWords, lines: Sequence[str], where: Scrambled) -> Iterator[DumpBlock]:
    form = words.form
    printed = list(reversed(rows))
    cells = [(row, cells_of(row)) for row in printed]
    anchor = Box(0, where.start, max(map(len, lines[where.start : where.end]), default=1), where.end)
    yield DumpBlock((_label(form.titles[0], anchor),))
    for row, said in cells:
        if row.row.kind == "heads":
            yield DumpBlock(tuple(said[i] if i % 2 else _announced(said[i], words) for i in sorted(said)))
    yield DumpBlock((_label(form.section_labels[0], anchor),))
    yield DumpBlock(tuple(_label(slot.labels[0], anchor) for slot in form.matrices[0].columns))
    for labels in words.matrix:
        for row, said in cells:
            if row.row.kind == "matrix" and 0 in said and folded(said[0].text) in labels:
                yield DumpBlock(tuple(said[i] for i in sorted(said)))
    goals = [head for head in form.heads if head.place == "below"]
    yield DumpBlock(tuple(_label(head.labels[0], anchor) for head in goals))
    yield from (DumpBlock(text) for text in _goals([row for row in rows if row.reading.name == "goals"]))
    columns = form.listings[0].columns
    yield DumpBlock(tuple(_label(column.labels[0], anchor) for column in columns))
    for said in label_rows([(row, said) for row, said in cells if row.row.kind == "free"], form):
        yield DumpBlock(tuple(said[i] for i in sorted(said)), tuple(i + 1 for i in sorted(said)), settled=True)
    yield from _total([said for row, said in cells if row.row.kind == "total"], words)


def _total(totals: Sequence[dict[int, TextLine]], words: FormWords) -> Iterator[DumpBlock]:
    columns = words.form.listings[0].columns
    first = next(i for i, column in enumerate(columns) if column.kind == "number")
    for said in totals[:1]:
        slots = {index: 0 if index == 0 else first + index for index in said}
        yield DumpBlock(tuple(said[i] for i in sorted(said)), tuple(slots[i] for i in sorted(said)), settled=True)


def _announced(line: TextLine, words: FormWords) -> TextLine:
    """A head's label as it is printed, whichever of its wrapped lines lost which characters."""
    key = folded(line.text).rstrip(":")
    label = next((one for one in words.heads if one.startswith(key[:3])), key)
    return TextLine(label + ":", line.box, tuple(Glyph(char, line.box) for char in label + ":"), line.engine)


def _label(text: str, anchor: Box) -> TextLine:
    """A label that the definition knows: its characters are scattered over the form."""
    return TextLine(text, anchor, tuple(Glyph(char, anchor) for char in text), "plain_text")


def cells_of(row: ReadRow) -> dict[int, TextLine]:
    """Each cell as one run: its lines above, its head and its tail. Where the second best reading is as good and
    says something else, the last character is even between the two.
    """
    if not row.fits:
        return {}
    best, pieces = row.fits[0], pieces_of(row)
    rivals = [fit.texts(pieces) for fit in row.fits[1:] if fit.score >= best.score]
    said: dict[int, TextLine] = {}
    for part in best.parts:
        lines = (*row.above[slice(*part.above)], *row.heads[slice(*part.heads)])
        glyphs = [glyph for line in lines for glyph in line.glyphs] + list(row.tails[slice(*part.tails)])
        others = {other.get(part.cell, "") for other in rivals} - {part.text(pieces)}
        if others:
            glyphs[-1] = _even(glyphs[-1], sorted(other[-1:] for other in others if other))
        box = union_of(line.box for line in lines) or glyphs[0].box
        said[part.cell] = TextLine("".join(glyph.char for glyph in glyphs), box, tuple(glyphs), "plain_text")
    return said


def _even(glyph: Glyph, others: Sequence[str]) -> Glyph:
    alternatives = tuple((char, _UNSURE) for char in dict.fromkeys(others) if char != glyph.char)
    return Glyph(glyph.char, glyph.box, _UNSURE, alternatives)


def _goals(rows: Sequence[ReadRow]) -> Iterator[tuple[TextLine, ...]]:
    """The two long texts, the left one first, from what was read as text, in the order of the dump.

    Side by side on a line they are told apart by the space; one after the other by the full stop before a gap.
    Tails stand at the end of their row or, where a text goes on, at the start of its next line.
    """
    texts: list[list[TextLine]] = [[]]
    ordered = sorted(rows, key=lambda row: min((line.box.y0 for line in (*row.above, *row.heads)), default=0.0))
    pairs = [row for row in ordered if len(row.heads) == 2 and all(half_widths(h.text) > 12 for h in row.heads)]
    if pairs:
        pair = max(pairs, key=lambda row: min(half_widths(head.text) for head in row.heads))
        yield from _side_by_side(pair, [row for row in ordered if row is not pair])
        return
    for row in ordered:
        lines = [*row.above, *row.heads]
        if texts[-1] and texts[-1][-1].text.endswith("。"):
            texts.append([])
        texts[-1] += lines
    found = [tuple(text) for text in texts if text]
    # The right-hand cell is the narrower one in this family of forms; written bottom first, it comes first too.
    found.sort(key=lambda text: -max(half_widths(line.text) for line in text))
    yield from found[:2]


def _side_by_side(pair: ReadRow, rest: Sequence[ReadRow]) -> Iterator[tuple[TextLine, ...]]:
    left, right = pair.heads
    tails = list(pair.row.tails)
    following = [line for row in rest for line in (*row.above, *row.heads)]
    if not tails and following and len(following[0].glyphs) > 2:
        tails = list(following[0].glyphs[:2])
        following[0] = _of(following[0].glyphs[2:], following[0])
    if tails:
        right = _of((*right.glyphs, tails[0]), right)
    if len(tails) > 1:
        left = _of((*left.glyphs, tails[1]), left)
    yield left, *following
    yield (right,)


def _of(glyphs: Sequence[Glyph], line: TextLine) -> TextLine:
    box = union_of(glyph.box for glyph in glyphs if glyph.box.y0 == glyphs[0].box.y0)
    return TextLine("".join(glyph.char for glyph in glyphs), box or line.box, tuple(glyphs), line.engine)
