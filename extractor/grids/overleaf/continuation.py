"""Whether a grid at the top of a page goes on with the table that the page before broke off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from extractor.grids.overleaf.columns import on_common_columns, same_columns, same_shares
from extractor.grids.overleaf.headed_before import is_headed_before
from extractor.grids.overleaf.heads_again import heads_shift
from extractor.grids.overleaf.refitting import same_figures, same_places
from extractor.grids.overleaf.resumed import resumed
from models.figures import is_figure
from models.grid import Grid
from models.join_proof import Verdict, verdict

UPPER_PART = 0.25
"""A continuation starts at the page's top: above this share of its height. A margin, a title of two lines and a unit
take up to a fifth of a page, of a landscape one a little more."""

ALIKE = 85.0
"""Similarity, 0 to 100, of two readings of one printed row of heads: one wrong character in seven."""

COPY = 0.6
"""Share of a table's rows that stand again on the next page: so many are a second copy of it, not its heads. Heads
are a tenth of a table, and half of one that ends after a few rows."""

MATCHED = 0.7
"""Share of the texts of a row printed again that must be read alike: short labels lose much by one slip."""

_CONTINUED = re.compile(r"[（(]?(?:续表?|接上页)\d*[)）]?")
_COLUMN_NUMBERS = "栏次"
_SPACE = re.compile(r"\s+")


def goes_on(first: Grid, second: Grid, page_heights: Mapping[int, float]) -> bool:
    """Whether ``second`` is the overleaf part of ``first``. ``page_heights``: of their pages by number, in page units.

    It is where it stands at the top of the very next page, has the same columns, and comes without a heading of
    its own, also at the foot of the page before, or with the same heading and the same head rows again. A page that was
    scanned twice is two tables. Numbers of lines and sums overrule where it stands and how it is headed there, never
    the columns.
    """
    if second.pages[0] != first.pages[-1] + 1 or is_headed_before(second):
        return False
    page_height = page_heights[second.pages[0]]
    scale = page_height / page_heights[first.pages[-1]]
    if not (same_columns(first, second, scale) if first.ruled and second.ruled else _same_unruled(first, second)):
        return False
    if repeated_rows(first, second) >= COPY * first.n_rows:
        return False
    said = _proved(first, second)
    if said != "open":
        return said == "one"
    if _top(second) > UPPER_PART * page_height or _notes(first):
        return False
    heading = _heading(second)
    return not heading or (heading == _heading(first) and repeated_rows(first, second) > 0)


def _same_unruled(first: Grid, second: Grid) -> bool:
    if resumed(first, second) is not None or same_figures(first, second) or heads_shift(first, second) is not None:
        return True
    # A column of which one page has but dashes in its middle, the other amounts at its side.
    if same_places(first, second) and verdict(first, second) == "one":
        return True
    # Photographs of two pages, taken from different distances.
    return same_shares(first, second) and (verdict(first, second) == "one" or repeated_rows(first, second) > 0)


def _proved(first: Grid, second: Grid) -> Verdict:
    """What the numbers of both say; nothing where they cannot be set on the same columns."""
    if first.ruled and second.ruled:
        first, second = on_common_columns(first, second)
    elif first.n_cols != second.n_cols:
        return "open"
    return verdict(first, second)


def repeated_rows(first: Grid, second: Grid) -> int:
    """How many leading rows of ``second`` repeat rows of ``first``: the heads printed again overleaf.

    One of them must have three texts that are no values, or the first of them heads so many, so that a row of like
    figures is never taken for heads.
    Both grids must stand on common columns.
    """
    mine, others = _rows(first), _rows(second)
    best = _heads_again(first, second)
    for start in range(len(mine)):
        run = 0
        while run < len(others) - 1 and start + run < len(mine) and _alike(mine[start + run], others[run]):
            run += 1
        again = start == 0 and sum(cell.is_header and bool(bare(cell.text)) for cell in second.cells if cell.row < run)
        if again >= 3 or any(sum(bool(t) and not is_figure(t) for t in row) >= 3 for row in others[:run]):
            best = max(best, run)
    return best


def _heads_again(first: Grid, second: Grid) -> int:
    """The same by the heads' lines, which are the same where no rules divide them, or not all were seen, though not
    always put together so.
    """
    printed = {bare(line.text) for cell in first.cells if cell.is_header for line in cell.lines}
    heads = [(cell, [bare(line.text) for line in cell.lines]) for cell in second.cells if cell.is_header]
    again = [text for _, texts in heads for text in texts]
    if len(again) < 3 or sum(text in printed for text in again) < MATCHED * len(again):
        return 0
    # The rest of a row that the page edge cut passes for heads, but nothing of it was printed among them.
    row = max(cell.row + cell.row_span for cell, texts in heads if not printed.isdisjoint(texts))
    # the row of column numbers under the heads: 栏次 1 2 3
    return row + any(_same_numbers(first, r, second, row) for r in range(min(first.n_rows, row + 2)))


def _same_numbers(first: Grid, at: int, second: Grid, again: int) -> bool:
    """Whether two rows number the same columns: alike, or each with 栏次 and what a reader left of their numbers."""
    mine, others = _numbers(first, at), _numbers(second, again)
    if mine is None or others is None:
        return False
    (numbers, named), (numbers_again, named_again) = mine, others
    if numbers and list(numbers.values()) == list(numbers_again.values()):
        return True
    both = sorted({*numbers.items(), *numbers_again.items()})
    return named and named_again and all(a < b and int(x) < int(y) for (a, x), (b, y) in pairwise(both))


def _numbers(grid: Grid, row: int) -> tuple[dict[int, str], bool] | None:
    """The numbers of columns, by column, of a row in which nothing else stands but 栏次, or what a reader made of it;
    and whether anything of that does. None for another row.
    """
    texts = {cell.col: bare(cell.text) for cell in grid.cells if cell.row == row and cell.row_span == 1}
    numbers = {col: text for col, text in texts.items() if text.isdecimal()}
    words = [text for col, text in texts.items() if text and col not in numbers]
    return (numbers, bool(words)) if all(text in _COLUMN_NUMBERS for text in words) else None


def bare(text: str) -> str:
    """The text without layout."""
    return _SPACE.sub("", text)


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for a reader's slip in a long one."""
    return bare(one) == bare(other) or fuzz.ratio(bare(one), bare(other)) >= ALIKE


def _rows(grid: Grid) -> list[list[str]]:
    """For each row the texts of its cells that stand in that row alone."""
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        if cell.row_span == 1:
            rows[cell.row].append(bare(cell.text))
    return rows


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the second row prints the first again, a cell perhaps left empty. Figures must agree exactly."""
    printed, again = [text for text in one if text], [text for text in other if text]
    if not again or 2 * len(again) < len(printed):
        return False
    if any(is_figure(text) for text in again):
        left = iter(printed)
        return all(any(_same(text, candidate) for candidate in left) for text in again)
    return _matched(printed, again) >= MATCHED * len(again)


def _matched(printed: Sequence[str], again: Sequence[str]) -> int:
    """How many texts of the second row stand in the first, in the same order."""
    count, at = 0, 0
    for text in again:
        place = next((i for i in range(at, len(printed)) if _same(text, printed[i])), None)
        if place is not None:
            count, at = count + 1, place + 1
    return count


def _same(one: str, other: str) -> bool:
    return one == other if is_figure(one) or is_figure(other) else same_text(one, other)


def _top(grid: Grid) -> float:
    return min(cell.box.y0 for cell in grid.cells if cell.page == grid.pages[0])


def _foot(grid: Grid) -> float:
    return max(part.box.y1 for cell in grid.cells for part in cell.parts if part.page == grid.pages[-1])


def _heading(grid: Grid) -> tuple[str, ...]:
    """The free lines above the grid, without marks such as 续表."""
    page, top = grid.pages[0], _top(grid)
    lines = [line for number, line in grid.captions if number == page and line.box.center[1] < top]
    return tuple(text for line in lines if not _CONTINUED.fullmatch(text := bare(line.text)))


def _notes(grid: Grid) -> bool:
    """Whether free lines under the grid say that it has ended."""
    page, foot = grid.pages[-1], _foot(grid)
    return any(number == page and line.box.center[1] > foot for number, line in grid.captions)
