"""Tables that no rules enclose, found by what their text does: figures that end under one another, row after row.

Figures are the strongest witness: amounts are set flush right, running text, lists and contents pages are not. A
table needs ``FEWEST`` figures in one column, with other text beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.layout.headings import is_heading
from models.figures import FEWEST, are_figures, ends_in, figure_columns, is_amount, is_figure
from models.geometry import Box, union_of
from models.gutters import cut_at_gaps, em_of
from models.layout import UNIT
from models.reading_order import rows_of
from models.text import TextLine

ROW_GAP = 3.0
"""In text heights: the widest gap between two rows of a table; more blank paper parts two texts."""

HEAD_GAP = 2.5
"""In text heights: the widest gap between two rows of heads, or between them and the figures."""

HEAD_OVER = 0.9
"""In text heights: a lone head over several columns stands this near over the others; a title keeps further off."""

LARGE = 1.15
"""How much taller than the heads below it a title's glyphs are."""

WRAPPED = 0.5
"""In text heights: the second line of the last row's label stands this near under the first."""

SAME_PITCH = 1.1
"""How much wider than all gaps between the rows above the gap over one more row may be."""

INDENT = 0.5
"""In text heights: the labels of a table begin where others of its labels do, give or take this."""

SENTENCE = 24.0
"""In text heights: a line this long that stands alone is running text; labels of a table are shorter."""

WORDS = 0.5
"""In text heights: pieces of one sentence stand this near to one another, amounts and the texts beside them do not."""

HEADED = 0.6
"""Share of a lone row's texts that stand beside one another in one line of heads over it; others are set higher."""

COLUMNS = 3
"""Heads side by side that make a table of a run of rows under its unit, whether there are figures or not."""

MOST_HEADS = 14
"""Rows of heads above the first figures, wrapped lines counted."""

_TOTAL = re.compile(r"[合总]计")
_LABELLED = re.compile(r"[:：]\s*\S")
_NUMBERED = re.compile(r"附?表\s*[\d一二三四五六七八九十]")
_YEAR = re.compile(r"[（(]?20\d\d\s*年度?[）)]?")
NOTE = re.compile(r"[（(]?(?:注|备注|说明|注释)\d*\s*[:：.、]")
_LEADERS = re.compile(r"[.·…．。\-]{4,}|(?:…\s*){2,}")

Row = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows without wide gaps between them; ``captioned``: they stand right under a line with a table's unit."""

    rows: tuple[Row, ...]
    captioned: bool = False


def aligned_boxes(lines: Sequence[TextLine], text_height: float) -> tuple[Box, ...]:
    """The boxes around tables without rules, heads included, from top to bottom; in the lines' frame."""
    found: list[Box] = []
    for n, run in enumerate(_runs(rows_of(lines), em_of(lines, text_height), text_height)):
        rows = run.rows
        body = _body(rows, text_height, FEWEST) or _body(rows, text_height, 2) or _few(rows, text_height, at_top=n == 0)
        if not body and not (run.captioned and max(len(row) for row in rows) >= COLUMNS):
            continue
        first = 0 if run.captioned else _with_heads(rows, body[0], text_height)
        last = _with_labels(rows, body, text_height) if body else len(rows) - 1
        box = union_of(line.box for row in rows[first : last + 1] for line in row)
        assert box is not None
        found.append(box)
    return tuple(found)


def _body(run: Sequence[Row], text_height: float, fewest: int) -> list[int]:
    """The rows with figures of columns, each of ``fewest`` figures or more; none where they make no table.

    It takes two columns of figures, amounts among or beside them, or one of amounts, with text beside most of them: one
    column of whole numbers is the numbers of a list, or the page numbers of a contents page. A table of two rows has
    amounts in both columns.
    """
    columns = figure_columns(run, text_height, fewest)
    body = [i for i, row in enumerate(run) if any(ends_in(line, columns, text_height) for line in row)]
    amounts = sum(is_amount(line.text) for i in body for line in run[i] if ends_in(line, columns, text_height))
    beside = sum(len(run[i]) > 1 for i in body)
    beside_amounts = any(is_amount(line.text) for i in body for line in run[i])
    enough = amounts >= FEWEST or (beside_amounts and len(columns) > 1 and fewest == FEWEST)
    several = len(columns) > 1 or fewest == FEWEST
    return body if enough and several and 2 * beside > len(body) >= fewest else []


def _few(run: Sequence[Row], text_height: float, *, at_top: bool) -> list[int]:
    """The rows of a label and amounts, too few to stand under one another: right under their heads, or at the head of a
    page, where they may be the last of a table from the page before. Under heads all but one of the amounts may be
    dashes or left blank.
    """
    first = next((i for i, row in enumerate(run) if _amounts(row)), None)
    if first is None:
        return []
    heads = _with_heads(run, first, text_height)
    beside = max((len(cut_at_gaps(row, text_height)) for row in run[heads:first]), default=0)
    headed = beside >= HEADED * len(run[first])
    body = [i for i, row in enumerate(run) if i >= first and _amounts(row) and (headed or _are_most(row))]
    return body if headed or (at_top and body[:1] == [0]) else []


def _amounts(row: Row) -> int:
    """How many amounts stand beside a label; 0 for a row that does not consist of figures but for that."""
    return sum(is_amount(line.text) for line in row) if len(row) >= FEWEST and are_figures(row) else 0


def _are_most(row: Row) -> bool:
    return 3 * _amounts(row) >= len(row) - 1


def _runs(rows: Sequence[Row], em: float, text_height: float) -> list[_Run]:
    """Rows without wide gaps, running text, headings or a table's unit between them; rows left blank make no end."""
    runs: list[_Run] = [_Run(())]
    floor = float("-inf")
    for row in rows:
        top = min(line.box.y0 for line in row)
        captions = any(UNIT.search(line.text) for line in row)
        if captions or _is_running_text(row, text_height) or has_leaders(row) or is_heading(row, em):
            runs.append(_Run((), captions))
            floor = max(line.box.y1 for line in row)
            continue
        last = runs[-1]
        if top - floor > ROW_GAP * text_height and not (
            _continues(last.rows, row, text_height) or (last.captioned and _totals(last.rows, row))
        ):
            last = _Run(())
            runs.append(last)
        runs[-1] = replace(last, rows=(*last.rows, row))
        floor = max(line.box.y1 for line in row)
    return [run for run in runs if run.rows]


def _continues(rows: Sequence[Row], row: Row, text_height: float) -> bool:
    """Whether the row's figures, several, end where figures of the rows above do: between them are blank rows."""
    columns = figure_columns(rows, text_height, 1)
    figures = [line for line in row if is_figure(line.text)]
    amounts = sum(is_amount(line.text) for line in figures)
    return len(row) > len(figures) > 1 <= amounts and all(ends_in(line, columns, text_height) for line in figures)


def _totals(heads: Sequence[Row], row: Row) -> bool:
    """Whether the row is a total under heads and under nothing else, of figures or left blank: between them are blank
    rows.
    """
    texts = [line for head in heads for line in head]
    figures = [line for line in row if is_figure(line.text)]
    alone = len(row) == 1
    if not (alone or len(figures) >= FEWEST) or not any(_TOTAL.fullmatch("".join(line.text.split())) for line in row):
        return False
    left, right = min(line.box.x0 for line in texts), max(line.box.x1 for line in texts)
    # amounts set flush with the side of the last column end farther right than its head
    inside = all(left <= line.box.x1 and line.box.x0 <= right for line in row)
    return inside and not any(is_figure(line.text) for line in texts)


def _is_running_text(row: Row, text_height: float) -> bool:
    """Whether a row is a sentence, which a detector may have read in pieces, a part of one, or a note."""
    text = row[-1].text.rstrip()
    ends = text.endswith(("。", "；", ";")) and len(text) > 1
    if any(right.box.x0 - left.box.x1 > WORDS * text_height for left, right in pairwise(row)):
        return False
    long = len(row) == 1 and row[0].box.width > SENTENCE * text_height
    return long or ends or bool(NOTE.match(row[0].text))


def has_leaders(row: Row) -> bool:
    """Whether the row is a heading, dots and a page number."""
    return any(_LEADERS.search(line.text) for line in row)


def _with_heads(run: Sequence[Row], first: int, text_height: float) -> int:
    """The first row of the heads above row ``first``: rows of two texts or more, and single ones between them."""
    best = first
    for i in range(first - 1, max(-1, first - 1 - MOST_HEADS), -1):
        gap = min(line.box.y0 for line in run[i + 1]) - max(line.box.y1 for line in run[i])
        if gap > HEAD_GAP * text_height or any(is_outside(line.text) for line in run[i]):
            break
        over = len(run[i]) == 1 and best == i + 1 < first and gap <= HEAD_OVER * text_height
        if len(run[i]) > 1 or (over and not _is_large(run[i], run[best])):
            best = i
    while best and _gap(run[best - 1], run[best]) < 0:  # the first line of a label that stands around its figures
        best -= 1
    return best


def is_outside(text: str) -> bool:
    """Whether a text is a caption, 单位：万元, or a table's number: it stands over the heads and is none."""
    return bool(_LABELLED.search(text) or _NUMBERED.match(text))


def is_year(row: Row) -> bool:
    """Whether a row says of which year a table is, and nothing else."""
    return _YEAR.fullmatch("".join(line.text for line in row).strip()) is not None


def _is_large(row: Row, below: Row) -> bool:
    return row[0].box.height > LARGE * max(line.box.height for line in below)


def _with_labels(run: Sequence[Row], body: Sequence[int], text_height: float) -> int:
    """The last row of the table: labels without figures, and lines of labels, go on at the body's own pitch."""
    gaps = [_gap(run[i], run[i + 1]) for i in range(body[0], body[-1])]
    widest = max([WRAPPED * text_height, *(min(gap, HEAD_GAP * text_height) for gap in gaps)])
    starts = [line.box.x0 for i in range(body[0], body[-1] + 1) for line in run[i]]
    last = body[-1]
    while last + 1 < len(run) and _gap(run[last], run[last + 1]) <= SAME_PITCH * widest:
        row = run[last + 1]
        flush = len(row) > 1 or any(abs(row[0].box.x0 - start) <= INDENT * text_height for start in starts)
        if any(_LABELLED.search(line.text) for line in row) or not flush:
            break
        last += 1
    return last


def _gap(above: Row, below: Row) -> float:
    return min(line.box.y0 for line in below) - max(line.box.y1 for line in above)
