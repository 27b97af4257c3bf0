"""Side labels given to the rows that they stand beside.

A label that spans rows is written apart from them, before or among them. Rows are in printed order; a label's
place among them says where about its rows are, its weight in brackets what they weigh together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.reading.unscramble_row import ReadRow
from models.dump import folded
from models.form import FormDefinition
from models.text import TextLine

Cells = dict[int, TextLine]
_MIDDLE = 0.25  # rows that a label in the middle of its group must be nearer than one at the group's top
_OFF_WEIGHT = 100.0  # a group that does not weigh what its label says, against rows out of place


def label_rows(rows: Sequence[tuple[ReadRow, Cells]], form: FormDefinition) -> list[Cells]:
    """The listing's rows, by column, each group's first row with its side labels."""
    columns = form.listings[0].columns
    sides = [i for i, column in enumerate(columns) if column.words]
    listing = [cells for row, cells in rows if row.reading.name == "listing"]
    weight = next(i for i, column in enumerate(columns) if column.kind == "number")
    for offset, column in enumerate(sides):
        labels: list[tuple[float, TextLine]] = []
        place = 0
        for row, cells in rows:
            if row.reading.name == "listing":
                place += 1
            elif row.reading.name == "side" and offset + 1 in cells:
                labels.append((place, cells[offset + 1]))
        listing = _given(listing, labels, column, weight)
    return listing


def _given(rows: list[Cells], labels: Sequence[tuple[float, TextLine]], column: int, weight: int) -> list[Cells]:
    """Labels given to runs of rows that have none of their own, each label to the first row of its group."""
    given = [dict(row) for row in rows]
    waiting = list(labels)
    start = 0
    while start < len(rows):
        if column in rows[start]:
            start += 1
            continue
        end = start
        while end < len(rows) and column not in rows[end]:
            end += 1
        here = [label for label in waiting if start <= label[0] <= end][: end - start]
        waiting = [label for label in waiting if label not in here]
        for label, first in zip(here, _starts(rows[start:end], here, start, weight), strict=True):
            given[start + first][column] = label[1]
        start = end
    return given


def _starts(rows: Sequence[Cells], labels: Sequence[tuple[float, TextLine]], start: int, weight: int) -> list[int]:
    """The first row of each label's group, counted from ``start``: groups follow one another and leave no row out.

    A label stands at its group's first row or at its middle.
    """
    sums = [0.0]
    for row in rows:
        sums.append(sums[-1] + (float(row[weight].text) if weight in row and row[weight].text[:1].isdigit() else 0.0))

    @cache
    def best(label: int, first: int) -> tuple[float, tuple[int, ...]]:
        if label == len(labels):
            return (0.0, ()) if first == len(rows) else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(first + 1, len(rows) + 1):
            place, line = labels[label]
            apart = min(abs(place - start - first), _MIDDLE + abs(place - start - (first + end) / 2))
            expected = _bracketed(line)
            off = _OFF_WEIGHT if expected is not None and abs(sums[end] - sums[first] - expected) > 1e-6 else 0.0
            rest = best(label + 1, end)
            found = min(found, (apart + off + rest[0], (first, *rest[1])))
        return found

    return list(best(0, 0)[1])


def _bracketed(line: TextLine) -> float | None:
    """The weight that a label gives in brackets, or None."""
    inside = folded(line.text).partition("(")[2].rstrip("分)")
    return float(inside) if inside.replace(".", "", 1).isdigit() else None
