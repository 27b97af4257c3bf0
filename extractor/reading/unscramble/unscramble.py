"""A scrambled form in a text dump put back in order: found by its labels' heads, read row by row, written anew.

Some producers write each cell of a turned table without its last character, the lowest rows first, and the last
characters later, from the right-most cell to the left-most. What comes out here is the form as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.reading.unscramble.blocks import blocks_of
from extractor.reading.unscramble.form import FormWords, ReadingOrder, without_year
from extractor.reading.unscramble.search import readings
from extractor.reading.unscramble.written import written as written_lines
from models.dump import DumpBlock, folded
from models.text import TextLine

_RUN = re.compile(r"\S+")
_AFTER_TITLE = 300  # lines after the title's head in which its last character may stand
_AFTER_WHOLE_TITLE = 12  # lines that the code's and the name's last characters take
_BEFORE_TOTAL, _LONGEST_LINE = 16, 60  # lines that up to three rows take, and characters of one
_PAGE_BEFORE_TOTAL = 150  # lines that all rows of a page take
_CUT_CENTS = re.compile(r"\.\d(?!\d)")  # amounts are printed with two decimals
_FEWEST_FUNDS = 2  # rows of the matrix that lost a character, to be sure of a scramble


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
        end = _end(lines, y, words)
        funds = [
            i for i in range(begin, end) if firsts[i] in cut_funds and (y not in titles or _CUT_CENTS.search(lines[i]))
        ]
        if len(funds) < _FEWEST_FUNDS:
            continue
        totals = [i for i in range(begin, y) if firsts[i] in cut_totals]
        if totals:
            form = Scrambled(_start(lines, begin, totals[-1]), end, end)
        else:
            following = [title for title in titles if title > end][:1] or [len(lines)]
            form = Scrambled(begin, end, following[0])
        yield form
        begin = form.end


def _start(lines: Sequence[str], begin: int, total: int) -> int:
    """The page break above the total row, else as far above it as rows of its group may stand."""
    start = total
    for y in range(total, max(begin, total - _PAGE_BEFORE_TOTAL) - 1, -1):
        if len(lines[y]) > _LONGEST_LINE or "\t" in lines[y]:
            break
        start = y
        if y == 0 or (lines[y].strip() and lines[y][:1] in " \f"):
            return start
    return max(start, total - _BEFORE_TOTAL)


def _end(lines: Sequence[str], title: int, words: FormWords) -> int:
    """After the title's last character, which is the last thing of the page."""
    tails = {one[-1] for one in words.titles}
    last = title + 1
    for y in range(title + 1, min(len(lines), title + _AFTER_TITLE)):
        text = lines[y].strip()
        if text and lines[y][:1] in (" ", "\f") and lines[y][1:2] != " ":
            break
        if text in tails:
            return y + 1
        if text and y < title + _AFTER_WHOLE_TITLE:
            last = y + 1
    return last


def unscramble(
    lines: Sequence[str], where: Scrambled, order: ReadingOrder, run: Callable[[str, int, int, int], TextLine]
) -> tuple[DumpBlock, ...]:
    """The form in printed order: title, heads, funds, goals, the listing's rows in their columns, the total."""
    page = [
        (line, tuple(run(line, *found.span(), y) for found in _RUN.finditer(line)))
        for y, line in enumerate(lines[where.start : where.end], where.start)
    ]
    columns = order.form.listings[0].columns
    labels = [folded(label) for column in columns for label in (*column.labels, *column.words)]
    written = written_lines(page, labels)
    first = sum(len(one.glyphs) for _, runs in page[: where.title_end - where.start] for one in runs)
    found = readings(written, first, order)
    return tuple(blocks_of(found, written, order.form)) if found else ()
