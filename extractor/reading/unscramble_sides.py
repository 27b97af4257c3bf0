"""Side labels given to the rows that they stand beside.

A label that spans rows is written apart from them, before or among them: at their middle or at their top. Its place
among the rows says where about its group is, its weight in brackets what the group weighs. A group that goes over
pages has its label beside its part of one of them, or beside each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractor.reading.unscramble_row import ReadRow
from models.dump import folded
from models.form import Column, FormDefinition
from models.text import TextLine

Cells = dict[int, TextLine]
_AT_TOP = 0.25  # rows that a label at its group's top must be nearer than one at the middle
_OFF_WEIGHT = 100.0  # a group that does not weigh what its label says, against rows out of place
_OFF_WORD = 30.0  # a word that cannot stand under the label
_OFF_PAGE, _SMALLER_PART = 20.0, 2.0  # a label on a page without its group, or beside the smaller part of it
_OUT_OF_ORDER = 10.0  # rows that a label may rather stand away from its group than out of the form's order
_FAR = 4  # rows: a group of the listing is seldom written further from its label
_ROW_PADDING = 0.4  # lines: what a row is higher than its text, in the published forms


@dataclass(frozen=True, slots=True)
class _Label:
    """A side label: the first row that stands after it, counted over all pages, and the rows of its page."""

    line: TextLine
    place: int
    page: tuple[int, int]


def label_rows(pages: Sequence[Sequence[tuple[ReadRow, Cells]]], form: FormDefinition) -> list[Cells]:
    """The listing's rows, by column, each group's first row with its side labels."""
    columns = form.listings[0].columns
    listing = [cells for page in pages for row, cells in page if row.reading.name == "listing"]
    weight = next(i for i, column in enumerate(columns) if column.kind == "number")
    for column in reversed([i for i, one in enumerate(columns) if one.words]):
        # Second-level labels come in one order in every form; groups of the first level do not.
        words = columns[column].words if columns[column].under else ()
        listing = _given(listing, _labels(pages, column), (column, weight), columns[column + 1], words)
    return listing


def _labels(pages: Sequence[Sequence[tuple[ReadRow, Cells]]], column: int) -> list[_Label]:
    """The column's labels that stand apart from rows; one that is said again on the next page counts once."""
    labels: list[_Label] = []
    start = 0
    for page in pages:
        end = start + sum(row.reading.name == "listing" for row, _ in page)
        place = start
        for row, cells in page:
            if row.reading.name == "listing":
                place += 1
            elif row.reading.name == "side" and column + 1 in cells:
                said = folded(cells[column + 1].text)
                if not labels or folded(labels[-1].line.text) != said:
                    labels.append(_Label(cells[column + 1], place, (start, end)))
        start = end
    return labels


def _given(
    rows: list[Cells], labels: Sequence[_Label], at: tuple[int, int], following: Column, words: Sequence[str]
) -> list[Cells]:
    """Labels given to runs of rows that have none of their own, each label to the first row of its group.

    ``at``: the labels' column and that of the weights; ``following``: the column to the labels' right;
    ``words``: what labels say, in the order that forms have them in, if there is one.
    """
    column = at[0]
    given = [dict(row) for row in rows]
    spans = _spans(rows, column)
    ranks = {folded(word): rank for rank, word in enumerate(words)}
    places: dict[tuple[int, int], list[_Label]] = {span: [] for span in spans}
    for label in labels:
        offs = [(_off_span(label, span, rows, column, ranks), span) for span in spans]
        off, span = min(offs, default=(_OFF_PAGE, (0, 0)))
        if off < _OFF_PAGE:
            places[span].append(label)
    for span, found in places.items():
        here = sorted(found, key=lambda label: ranks.get(_word(label.line), label.place))[: span[1] - span[0]]
        for label, first in zip(here, _starts(rows, span, here, at, following), strict=True):
            given[first][column] = label.line
    return given


def _spans(rows: Sequence[Cells], column: int) -> list[tuple[int, int]]:
    """The runs of rows that have no label of their own."""
    own = [-1, *(i for i, row in enumerate(rows) if column in row), len(rows)]
    return [(one + 1, two) for one, two in pairwise(own) if one + 1 < two]


def _off_span(
    label: _Label, span: tuple[int, int], rows: Sequence[Cells], column: int, ranks: Mapping[str, int]
) -> float:
    """How many rows the label stands from the span; many more where the order of the form's words is against it."""
    start, end = span
    off = max(0, start - label.place, label.place - end)
    rank = ranks.get(_word(label.line))
    before = [ranks.get(_word(row[column])) for row in rows[:start][-1:] if column in row]
    after = [ranks.get(_word(row[column])) for row in rows[end : end + 1] if column in row]
    if rank is None:
        return off if off == 0 else _OFF_PAGE
    late = any(other is not None and other >= rank for other in before)
    early = any(other is not None and other <= rank for other in after)
    return off + _OUT_OF_ORDER * (late or early) if off <= _FAR else _OFF_PAGE


def _word(line: TextLine) -> str:
    return folded(line.text).partition("(")[0]


def _starts(
    rows: Sequence[Cells], span: tuple[int, int], labels: Sequence[_Label], at: tuple[int, int], following: Column
) -> list[int]:
    """The first row of each label's group: groups follow one another and leave no row of the span out."""
    column, weight = at
    sums, tops = [0.0], [0.0]
    for row in rows:
        said = row[weight].text if weight in row else ""
        sums.append(sums[-1] + (float(said) if said[:1].isdigit() else 0.0))
        tops.append(tops[-1] + max(map(_lines, row.values()), default=1) + _ROW_PADDING)

    @cache
    def best(label: int, first: int) -> tuple[float, tuple[int, ...]]:
        if label == len(labels):
            return (0.0, ()) if first == span[1] else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(first + 1, span[1] + 1):
            expected = _bracketed(labels[label].line)
            off = _OFF_WEIGHT if expected is not None and abs(sums[end] - sums[first] - expected) > 1e-6 else 0.0
            own = _word(labels[label].line)
            words = [folded(row[column + 1].text) for row in rows[first:end] if column + 1 in row]
            off += _OFF_WORD * sum(bool(above := following.above(word)) and own not in above for word in words)
            rest = best(label + 1, end)
            found = min(found, (off + _apart(labels[label], first, end, tops) + rest[0], (first, *rest[1])))
        return found

    return list(best(0, span[0])[1])


def _apart(label: _Label, first: int, end: int, tops: Sequence[float]) -> float:
    """How many lines the label stands from where it would as the label of rows ``first`` to ``end``."""
    begin, stop = max(first, label.page[0]), min(end, label.page[1])
    if begin >= stop:
        return _OFF_PAGE
    cost = 0.0 if 2 * (stop - begin) >= end - first else _SMALLER_PART
    upper = (tops[begin] + tops[stop] - _lines(label.line)) / 2  # the top of the label's text
    above = tops[label.place - 1] + _ROW_PADDING / 2 if label.place > label.page[0] else tops[label.page[0]]
    below = tops[label.place] + _ROW_PADDING / 2 if label.place < label.page[1] else tops[label.page[1]]
    middle = max(0.0, above - upper, upper - below)
    return cost + min(middle, _AT_TOP + abs(tops[label.place] - tops[begin]))


def _lines(line: TextLine) -> int:
    """How many lines the text was printed on: its last character alone does not make one."""
    return len({glyph.box.y0 for glyph in line.glyphs[:-1]}) or 1


def _bracketed(line: TextLine) -> float | None:
    """The weight that a label gives in brackets, or None."""
    inside = folded(line.text).partition("(")[2].rstrip("分)")
    return float(inside) if inside.replace(".", "", 1).isdigit() else None
