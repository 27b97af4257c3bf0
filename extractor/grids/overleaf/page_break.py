"""What a page break did to the cells at it: rows cut in two, merged cells cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.grids.overleaf.continuation import bare, same_text
from extractor.grids.wording import is_listed, is_total
from models.figures import is_figure
from models.grid import Cell, CellPart, Grid

NEAR_SIDE = 2.0
"""In heights of the line: a wrapped line ends this near to its cell's right side, as the next word did not fit."""

FROM_SIDE = 1.5
"""In heights of the line: and it begins this near to the left side, where it is not centred in a wider cell."""

INDENTED = 1.0
"""In heights of the line: where the line is indented, it ends so much nearer to its cell's side than it begins, which a
centred one does not."""

AS_INDENTED = 0.5
"""In heights of the line: so nearly as far from the side the text goes on overleaf."""

NEAR_FOOT = 1.5
"""In heights of the line: a text that is broken off fills its cell down to the page's edge."""

WHOLE = 0.4
"""In heights of the line: a text that begins so much lower than another of its row and ends so much higher was printed
whole, in the middle of its cell; what the page edge cuts begins where its row does."""

ROW = 0.9
"""Share of the lowest row's height: a blank row is as high, the blank rest of one that the page edge cut is not."""

LEFT_BEHIND = 2
"""Cells, the first of the row among them, that must have ended above the break where a new sentence goes on below."""

FILLED = 4
"""Labels of a column in a row, without a blank among them, after which a blank one is the rest of the last."""

LONGEST_STUB = 2
"""Characters: no label of a merged cell is as short."""

_LISTED = re.compile(r"[(（]?\d{1,2}[.、)）]|[①-⑳]|[(（]?[一二三四五六七八九十]{1,2}[、)）]")
_SENTENCE_END = re.compile(r"[。；;！!？?]$")
_FIRST_LISTED = re.compile(r"[(（]?[1一](?:[、)）]|\.(?!\d))|①")

ENDING = 2
"""Characters that the labels of a column end in: 指标."""

Pair = tuple[Cell, Cell]
"""A cell at the foot of one page and the cell at the head of the next, over the same columns."""

_Column = tuple[int, int]
"""Its first column and how many it spans."""


@dataclass(frozen=True, slots=True)
class _Labels:
    """The texts of a column's body, and whether it has merged cells. ``divides``: a label to its left goes on."""

    texts: tuple[str, ...]
    merged: bool
    divides: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether all cells of a column that divides the one to its left have a label, but the one in question."""
        return self.divides and len(self.texts) > FILLED and self.texts.count("") == 1

    def lacks_ending(self, text: str, stub: str) -> bool:
        """Whether the stub, shorter than any other label, ends as most of them do, and the text does not."""
        others = [other for other in self.texts if other and other not in (text, stub)]
        ending = stub[-ENDING:]
        alike = sum(other.endswith(ending) for other in others)
        return not text.endswith(ending) and 2 * alike > len(others) and all(len(stub) < len(one) for one in others)


def pairs_at_break(first: Grid, second: Grid) -> tuple[Pair, ...]:
    """The cells that meet at the break over the same columns, from left to right. Grids on common columns."""
    foot = {(cell.col, cell.col_span): cell for cell in first.cells if cell.row + cell.row_span == first.n_rows}
    head = [cell for cell in second.cells if cell.row == 0]
    return tuple(
        (foot[cell.col, cell.col_span], cell)
        for cell in sorted(head, key=lambda item: item.col)
        if (cell.col, cell.col_span) in foot
    )


def is_row_cut(first: Grid, second: Grid) -> bool:
    """Whether the last row before the break and the first one after it are one row.

    They are if all their cells pair up, no pair holds two finished texts, no text but a merged label's begins below
    the break, and some text runs over it or nothing at all stands in a second part too low for a row. A text that broke
    off between two sentences is known by the rest of its row, which has nothing to go on with.
    """
    pairs = pairs_at_break(first, second)
    if sum(above.col_span for above, _ in pairs) != first.n_cols:
        return False
    written = [(above, below) for above, below in pairs if not is_repeated_label(above, below)]
    if not any(bare(below.text) for _, below in written):
        return any(bare(above.text) for above, _ in pairs) and _is_lower(pairs, first)
    merging = _merging(first, second)
    both = [(above, below) for above, below in written if bare(above.text) and bare(below.text)]
    begun = any(
        bare(below.text) and not bare(above.text) and _column_of(above) not in merging for above, below in written
    )
    if not both or begun:
        return False
    if any(_stands_amid(above, pairs) for above, _ in both):
        return False
    if all(runs_on(above, below) for above, below in both):
        return True
    ended = sum(bool(bare(above.text)) and not bare(below.text) for above, below in written)
    return (
        ended >= LEFT_BEHIND
        and not bare(written[0][1].text)
        and all(runs_on(above, below) or _next_sentence(above, below) for above, below in both)
    )


def _is_lower(pairs: Sequence[Pair], grid: Grid) -> bool:
    """Whether the cells below the break are lower than any row of the grid: what is as high and blank is a row."""
    rows = [cell.box.height for cell in grid.cells if cell.row_span == 1 and not cell.is_header]
    return min(below.box.height for _, below in pairs) < ROW * min(rows, default=0.0)


def runs_on(above: Cell, below: Cell) -> bool:
    """Whether a text broken by the page edge reads on in ``below``.

    A wrapped line without a full stop does; so do several lines of sentences, or of a list, over several more. Both
    fill their cell down to the page's edge: a label in the middle of a merged cell has been printed whole. One item of
    a list after another is a row after another where the first does not begin its list.
    """
    if is_figure(below.text) or not _reaches_foot(above) or _is_next_item(above, below):
        return False
    if is_figure(above.text) and not _is_unit(below):
        return False
    last = above.parts[-1].lines[-1]
    if _is_wrapped(above.parts[-1], below.parts[0]) and not _SENTENCE_END.search(bare(last.text)):
        return True
    goes_on = _SENTENCE_END.search(bare(last.text)) or _LISTED.match(bare(below.text))
    return bool(goes_on) and len(above.lines) > 1 and len(below.lines) > 1


def _is_wrapped(above: CellPart, below: CellPart) -> bool:
    """Whether the last line above the break fills its cell from side to side, or from where the text is indented."""
    last, box = above.lines[-1].box, above.box
    before, after = last.x0 - box.x0, box.x1 - last.x1
    if after > NEAR_SIDE * last.height:
        return False
    if before <= FROM_SIDE * last.height:
        return True
    as_far = bool(below.lines) and abs(below.lines[0].box.x0 - below.box.x0 - before) <= AS_INDENTED * last.height
    return as_far and before - after >= INDENTED * last.height


def _is_unit(cell: Cell) -> bool:
    """Whether a cell holds but a character or two, as the 元 that did not fit behind its figure."""
    text = bare(cell.text)
    return len(text) <= LONGEST_STUB and text.isalpha()


def _is_next_item(above: Cell, below: Cell) -> bool:
    """Whether both cells hold items of one list, and the first not its beginning: 二、甲 | 三、乙."""
    items = is_listed(bare(above.text)) and is_listed(bare(below.text))
    return items and not _FIRST_LISTED.match(bare(above.text))


def _next_sentence(above: Cell, below: Cell) -> bool:
    """Whether a text was broken off after one of its sentences."""
    return bool(_SENTENCE_END.search(bare(above.text))) and not is_figure(below.text) and _reaches_foot(above)


def _reaches_foot(cell: Cell) -> bool:
    part = cell.parts[-1]
    return bool(part.lines) and part.box.y1 - part.lines[-1].box.y1 <= NEAR_FOOT * part.lines[-1].box.height


def _stands_amid(cell: Cell, pairs: Sequence[Pair]) -> bool:
    """Whether a text of the row above the break stands in the middle beside another of more lines."""
    lines = cell.parts[-1].lines
    others = [above.parts[-1].lines for above, _ in pairs if above.row_span == 1 and above.parts[-1].lines]
    least = WHOLE * lines[-1].box.height
    return any(
        lines[0].box.y0 - other[0].box.y0 >= least and other[-1].box.y1 - lines[-1].box.y1 >= least for other in others
    )


def united_labels(first: Grid, second: Grid) -> tuple[Pair, ...]:
    """Merged cells, from the left, that a break between two rows cut: labelled in both parts or in one.

    Two single cells are a merged label only in a column whose body has merged cells elsewhere: else two rows of one
    name meet, or a blank one and another. So is a blank after labels without one, beside a label that goes on. Where
    one of them is empty, text, not just figures, must stand to the right of the second, and the first be labelled or
    head a row of figures: else the empty one is a blank.
    """
    pairs = pairs_at_break(first, second)
    body = [cell for cell in (*first.cells, *second.cells) if not cell.is_header]
    labels: dict[_Column, list[str]] = {}
    for cell in body:
        labels.setdefault(_column_of(cell), []).append(bare(cell.text))
    merging = _merging(first, second)
    united: list[Pair] = []
    for i, (above, below) in enumerate(pairs):
        next_to_last = sum(cell.col_span for cell, _ in united) == below.col
        at = _column_of(above)
        column = _Labels(tuple(labels.get(at, ())), merged=at in merging, divides=bool(united))
        if not next_to_last or not _is_cut_label(above, below, pairs[i + 1 :], column):
            break
        united.append((above, below))
    return tuple(united)


def _merging(first: Grid, second: Grid) -> frozenset[_Column]:
    """The columns with merged cells in the body."""
    cells = (*first.cells, *second.cells)
    return frozenset(_column_of(cell) for cell in cells if cell.row_span > 1 and not cell.is_header)


def _column_of(cell: Cell) -> _Column:
    return cell.col, cell.col_span


def _is_cut_label(above: Cell, below: Cell, right: Sequence[Pair], column: _Labels) -> bool:
    if is_repeated_label(above, below):
        return column.merged
    if bare(above.text) and bare(below.text):
        # 满意度指标 | (10分): no label starts with a bracket, so this one started on the page before
        return bare(below.text)[0] in "（(" or _is_stub(above, below, column)
    if above.row_span > 1 or below.row_span > 1:
        return True
    filled = column.is_filled and bool(bare(above.text))
    if not (column.merged or filled) or not (bare(above.text) or bare(below.text)):
        return False
    named = any(bare(cell.text) and not is_figure(cell.text) for _, cell in right)
    counted = any(is_figure(cell.text) for cell, _ in right)
    return named and (counted or bool(bare(above.text)))


def _is_stub(above: Cell, below: Cell, column: _Labels) -> bool:
    """Whether the second part is no label but the last glyphs of one: 其他满意度指 | 标, 满意 | 度指标."""
    stub = bare(below.text)
    if is_total(stub):
        return False
    short = len(stub) <= LONGEST_STUB or column.lacks_ending(bare(above.text), stub)
    return short and stub.isalpha() and len(bare(above.text)) > len(stub) and runs_on(above, below)


def is_repeated_label(above: Cell, below: Cell) -> bool:
    """Whether a merged cell's label is printed again in its second part."""
    text = bare(above.text)
    return len(text) > 1 and not is_figure(above.text) and same_text(above.text, below.text)
