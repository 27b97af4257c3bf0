"""A scrambled form in a text dump put back in order: found by its labels' heads, read row by row, written anew.

Some producers write each cell of a turned table without its last character, the lowest rows first, and the last
characters later, from the right-most cell to the left-most. What comes out here is the form as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.reading.unscramble_kinds import FormWords, without_year
from extractor.reading.unscramble_row import ReadRow
from extractor.reading.unscramble_rows import Line, read_rows
from extractor.reading.unscramble_sides import label_rows
from models.dump import DumpBlock, folded
from models.geometry import Box, union_of
from models.text import Glyph, TextLine

_RUN = re.compile(r"\S+")
_AFTER_TITLE = 12  # lines after the title's head in which its tail and the code's may stand
_BEFORE_TOTAL, _LONGEST_LINE = 16, 60  # lines that up to three rows take, and characters of one
_CUT_CENTS = re.compile(r"\.\d(?!\d)")  # amounts are printed with two decimals
_FEWEST_FUNDS = 2  # rows of the matrix that lost a character, to be sure of a scramble
_UNSURE = 0.5  # two readings that nothing tells apart are even


@dataclass(frozen=True, slots=True)
class Scrambled:
    """Lines ``start`` to ``end`` of a dump hold a scrambled form.

    ``title_end``: the line after its title. What follows are its further pages; nothing where the dump was
    written from the last page to the first.
    """

    start: int
    title_end: int
    end: int


def scrambled_forms(lines: Sequence[str], words: FormWords) -> Iterator[Scrambled]:
    """Where scrambled forms stand: around a title, with the total row on either side.

    Matrix labels without their last character must stand right before the title, and where that was written whole
    amounts without theirs too, for labels may be cut by a wrap.
    Where the total row comes first the dump was written from the last page to the first, else from the first.
    """
    firsts = [folded(found.group()) if (found := _RUN.search(line)) else "" for line in lines]
    cut_titles = {title[:-1] for title in words.titles}
    cut_funds = {label[:-1] for labels in words.matrix for label in labels}
    cut_totals = {cut for label in words.total for cut in (label, label[:-1])}
    titles = [y for y, line in enumerate(lines) if without_year(folded(line)) in words.titles]
    begin = 0
    for y, first in enumerate(firsts):
        if without_year(first) not in cut_titles and y not in titles:
            continue
        begin = max([begin, *(title + 1 for title in titles if title < y)])
        funds = [
            i for i in range(begin, y) if firsts[i] in cut_funds and (y not in titles or _CUT_CENTS.search(lines[i]))
        ]
        if len(funds) < _FEWEST_FUNDS:
            continue
        end = _end(lines, y, words)
        totals = [i for i in range(begin, funds[-1]) if firsts[i] in cut_totals]
        if totals:
            form = Scrambled(_start(lines, begin, totals[-1]), end, end)
        else:
            following = [title for title in titles if title > end][:1] or [len(lines)]
            form = Scrambled(begin, end, following[0])
        yield form
        begin = form.end


def _start(lines: Sequence[str], begin: int, total: int) -> int:
    """A page break above the total row, or as far above it as rows of its group may stand."""
    start = total
    for y in range(total, max(begin, total - _BEFORE_TOTAL) - 1, -1):
        if len(lines[y]) > _LONGEST_LINE or "\t" in lines[y]:
            break
        start = y
        if lines[y].strip() and lines[y][:1] in " \f":
            break
    return start


def _end(lines: Sequence[str], title: int, words: FormWords) -> int:
    """After the title's last character, which is the last thing of the page."""
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
    first, further = (
        read_rows(list(_lines(lines, part, words, run)), words)
        for part in ((where.start, where.title_end), (where.title_end, where.end))
    )
    pages = [_printed(page) for page in (first, *_pages(further))]
    return tuple(_blocks(pages, words, lines, where))


def _pages(rows: Sequence[ReadRow]) -> Iterator[list[ReadRow]]:
    """Rows page by page: each page begins with the group that its number, or the form's total row, stands in."""
    starts = {row.row.group for row in rows if row.reading.name == "footer" or row.row.kind == "total"}
    page: list[ReadRow] = []
    for group, members in groupby(sorted(rows, key=lambda row: row.row.group), key=lambda row: row.row.group):
        if group in starts and page:
            yield page
            page = []
        page += members
    yield page


def _printed(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows from top to bottom: groups come from the bottom up, rows of a group from the top down."""
    return sorted(rows, key=lambda row: (-row.row.group, row.row.first))


def _lines(
    lines: Sequence[str], page: tuple[int, int], words: FormWords, run: Callable[[str, int, int, int], TextLine]
) -> Iterator[Line]:
    paragraph: list[tuple[TextLine, ...]] = []
    start, end = page
    for y in range(start, end + 1):
        runs = tuple(run(lines[y], *found.span(), y) for found in _RUN.finditer(lines[y])) if y < end else ()
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


def _blocks(
    pages: Sequence[Sequence[ReadRow]], words: FormWords, lines: Sequence[str], where: Scrambled
) -> Iterator[DumpBlock]:
    form = words.form
    paged = [[(row, cells_of(row)) for row in page] for page in pages]
    cells = [one for page in paged for one in page]
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
    yield from (DumpBlock(text) for text in _goals([row for row, _ in cells if row.reading.name == "goals"]))
    columns = form.listings[0].columns
    yield DumpBlock(tuple(_label(column.labels[0], anchor) for column in columns))
    for said in label_rows(paged, form):
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
    best, pieces = row.fits[0], row.pieces
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
    """The long texts, the left one first."""
    texts: dict[int, list[TextLine]] = {}
    for row in rows:
        for cell, line in sorted(cells_of(row).items()):
            if cell > 0:
                texts.setdefault(cell, []).append(line)
    yield from (tuple(texts[cell]) for cell in sorted(texts))
