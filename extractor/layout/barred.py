"""Tables ruled across and not upright: rules of one length under one another, with columns of text between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.layout.headings import is_heading
from models.geometry import Box, union_of
from models.gutters import em_of
from models.layout import UNIT
from models.reading_order import rows_of
from models.rule import Rule
from models.text import TextLine

FEWEST = 3
"""Rules: above and below the table, and below its heads."""

HEADS = 2
"""Rules above and below heads whose table goes on overleaf without a last one."""

LONG = 8.0
"""In text heights: a table is wider, an underlined word or blank is not."""

FLUSH = 1.0
"""In text heights: rules of one table begin and end this near to one another."""

COLUMNS = 3
"""Texts side by side that make a row of a table by themselves; of two it takes two rows."""

BLANK = 12.0
"""In text heights: the most room over a rule of a table that nothing stands in."""

TITLE = 1.4
"""In text heights: a title is taller."""

CAPTIONS = 2
"""Lines over a table among which its title is: its year or its unit may stand under it."""


Row = tuple[TextLine, ...]


def barred_boxes(rules: Sequence[Rule], lines: Sequence[TextLine], text_height: float) -> tuple[Box, ...]:
    """The boxes from the first to the last rule of such tables, from top to bottom."""
    found = []
    for group in _groups(rules, text_height):
        for run in _runs(group, lines, text_height):
            box = Box(min(rule.start for rule in run), run[0].position, max(r.end for r in run), run[-1].position)
            inside = [line for line in lines if box.contains(*line.box.center)]
            rows = rows_of(inside)
            if (len(run) >= FEWEST and _in_columns(rows)) or (len(run) == HEADS and _are_side_by_side(rows)):
                found.append(box.union(union_of(line.box for line in inside) or box))
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))


def _groups(rules: Sequence[Rule], text_height: float) -> list[list[Rule]]:
    """Long horizontal rules with the same ends, from top to bottom."""
    groups: list[list[Rule]] = []
    long = [rule for rule in rules if rule.orientation == "horizontal" and rule.length >= LONG * text_height]
    for rule in sorted(long, key=lambda item: item.position):
        home = next((group for group in groups if _same_ends(group[0], rule, FLUSH * text_height)), None)
        if home is None:
            groups.append([rule])
        else:
            home.append(rule)
    return groups


def _same_ends(one: Rule, other: Rule, near: float) -> bool:
    return abs(one.start - other.start) <= near and abs(one.end - other.end) <= near


def _runs(group: Sequence[Rule], lines: Sequence[TextLine], text_height: float) -> list[list[Rule]]:
    """The group, parted where the next table's unit stands between two rules, or nothing and then the heads again; and
    where nothing stands in much room over the next rule: those of the paper's other side show through, mirrored. So it
    is parted where the next table's title stands.
    """
    runs = [[group[0]]]
    heads = _between(group[0], group[1], lines) if len(group) > 1 else []
    for i, (above, below) in enumerate(pairwise(group)):
        inside = _between(above, below, lines)
        again = _between(below, group[i + 2], lines) if i + 2 < len(group) else []
        twin = not inside and len(heads) >= COLUMNS and again == heads
        ghost = below.position - _foot_between(above, below, lines) > BLANK * text_height
        titled = _has_title(above, below, lines, text_height)
        if twin or ghost or titled or any(UNIT.search(text) for text in inside):
            runs.append([])
        runs[-1].append(below)
    return runs


def _has_title(above: Rule, below: Rule, lines: Sequence[TextLine], text_height: float) -> bool:
    """Whether a line between two rules stands alone in its row, large and wide, with little under it."""
    rows = rows_of([line for line in lines if above.position < line.box.center[1] < below.position])
    em = em_of(lines, text_height)
    last = [row for row in rows[1:][-CAPTIONS:] if len(row) == 1 and row[0].box.width > LONG * text_height]
    return any(row[0].box.height > TITLE * text_height or is_heading(row, em) for row in last)


def _between(above: Rule, below: Rule, lines: Sequence[TextLine]) -> list[str]:
    """The texts between two rules."""
    inside = (line for line in lines if above.position < line.box.center[1] < below.position)
    return [line.text for line in sorted(inside, key=lambda line: line.box.x0)]


def _foot_between(above: Rule, below: Rule, lines: Sequence[TextLine]) -> float:
    """Where the last text between two rules ends, or the upper rule is."""
    feet = (line.box.y1 for line in lines if above.position < line.box.center[1] < below.position)
    return max(feet, default=above.position)


def _in_columns(rows: Sequence[Row]) -> bool:
    """Whether rows stand in columns: running text between two rules does not."""
    wide = sum(len(row) > 1 for row in rows)
    return _are_side_by_side(rows) or (wide > 1 and 2 * wide >= len(rows))


def _are_side_by_side(rows: Sequence[Row]) -> bool:
    return any(len(row) >= COLUMNS for row in rows)
