"""A text dump cut into blocks of runs, scrambled forms put back in order first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.reading.dumps.markup import has_markup, printed
from extractor.reading.unscramble.form import reading_order, words_of
from extractor.reading.unscramble.unscramble import scrambled_forms, unscramble
from models.dump import DumpBlock
from models.form import FormDefinition
from models.geometry import Box
from models.page import DumpPage
from models.text import Glyph, TextLine

ENGINE = "plain_text"
_RUN = re.compile(r"\S+")
# A page number between dashes is the page's, not the form's. A bare number may be a cell, so it stays.
_FURNITURE = re.compile(r"\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?)\s*")


def restore_dump(page: DumpPage, forms: Sequence[FormDefinition]) -> tuple[DumpBlock, ...]:
    """The dump's runs of text in reading order, block by block; a scrambled form's rows put back together.

    A run is what spaces (or tabs, in a line with tabs) part from its neighbours; blank lines, page breaks and
    tabbed lines part blocks. Boxes are in the dump's frame, one glyph one character.
    """
    words = [words_of(form) for form in forms if form.matrices and form.listings]
    found = sorted(
        ((where, one) for one in words for where in scrambled_forms(page.lines, one)), key=lambda pair: pair[0].start
    )
    blocks: list[DumpBlock] = []
    at = 0
    for where, one in found:
        if where.start >= at:
            blocks += [
                *blocks_between(page.lines, at, where.start),
                *unscramble(page.lines, where, reading_order(one.form), run),
            ]
            at = where.end
    return (*blocks, *blocks_between(page.lines, at, len(page.lines)))


def blocks_between(lines: Sequence[str], start: int, end: int) -> Iterator[DumpBlock]:
    """The blocks of ``lines[start:end]``, which keep their line numbers."""
    runs: list[TextLine] = []
    for y in range(start, end):
        line = lines[y]
        tabbed = "\t" in line
        # Producers begin a page with a form feed or a space, so a line that does begins a block.
        if runs and (tabbed or not line.strip() or line[:1] in " \f" or _FURNITURE.fullmatch(line)):
            yield DumpBlock(tuple(runs))
            runs = []
        if _FURNITURE.fullmatch(line):
            continue
        if tabbed:
            yield from tabbed_block(line, y)
        else:
            runs += [run(line, found.start(), found.end(), y) for found in _RUN.finditer(line)]
    if runs:
        yield DumpBlock(tuple(runs))


def tabbed_block(line: str, y: int) -> Iterator[DumpBlock]:
    """One line of tabbed cells as a block with slots; none where all are blank."""
    cells = [(slot, found) for slot, found in enumerate(re.finditer(r"[^\t]*", line)) if found.group().strip()]
    # finditer gives an empty match after each filled one, so the slot is the number of tabs before the cell.
    slotted = [(line.count("\t", 0, found.start()), run(line, found.start(), found.end(), y)) for _, found in cells]
    slotted = [(slot, cell) for slot, cell in slotted if cell.text]
    if slotted:
        yield DumpBlock(tuple(cell for _, cell in slotted), slots=tuple(slot for slot, _ in slotted))


def run(line: str, start: int, end: int, y: int) -> TextLine:
    """Columns ``start`` to ``end`` of line ``y`` as read text, without the spaces around it and without markup."""
    text = line[start:end]
    if has_markup(text):
        return _without_markup(line, start, end, y)
    start, text = start + len(text) - len(text.lstrip()), text.strip()
    glyphs = tuple(
        Glyph(char, Box(start + i, y, start + i + 1, y + 1)) for i, char in enumerate(text) if not char.isspace()
    )
    return TextLine(text, Box(start, y, start + len(text), y + 1), glyphs, ENGINE)


def _without_markup(line: str, start: int, end: int, y: int) -> TextLine:
    pieces = list(printed(line, start, end))
    text = "".join(char for char, _, _ in pieces).strip()
    glyphs = tuple(Glyph(char, Box(x0, y, x1, y + 1)) for char, x0, x1 in pieces if not char.isspace())
    box = Box(glyphs[0].box.x0, y, glyphs[-1].box.x1, y + 1) if glyphs else Box(start, y, end, y + 1)
    return TextLine(text, box, glyphs, ENGINE)
