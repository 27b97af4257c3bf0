"""Where the heads of a table without rules between its cells end, and its body begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.grids.unruled.text_rows import Row, middle_of
from extractor.grids.wording import is_listed, is_total
from models.figures import is_figure
from models.geometry import Box

WRAPPED = 1.5
"""In text heights: lines of one text are no further apart than this."""

IN_LINE = 0.2
"""In text heights: lines of one text that is set flush begin this near to one another, texts on one level stand so."""

FEWEST_HEADS = 2
"""Figures under one row of texts from which on these are their heads."""


FEWEST_BESIDE = 3
"""Heads beside one another over names alone, whose amounts were left out or are dashes that were not read."""


def first_of_body(rows: Sequence[Row], has_figures: Callable[[Row], bool], across: Sequence[float]) -> int:
    """The first row of the body: the first with figures or an item of a list, with lone labels over it; or else the one
    of a total, or the one under the heads' rule; as many as there are rows where all are heads.
    """
    first = next((i for i, row in enumerate(rows) if has_figures(row) or any(is_listed(it.text) for it in row)), None)
    if first is None:
        most = max(len(row) for row in rows)
        total = (i for i, row in enumerate(rows) if i and len(row) < most and is_total(row[0].text))
        labels = (i for i in range(1, len(rows)) if most >= FEWEST_BESIDE and _are_labels(rows[i:], rows[:i]))
        under = sorted(across)[1:-1]
        ruled = (i for i, row in enumerate(rows) if under and row[0].box.center[1] > under[0])
        ways = (next(total, None), next(ruled, None), next(labels, None))
        return next((found for found in ways if found is not None), len(rows))
    if not any(len(row) > 1 for row in rows[:first]):
        return 0
    start = _first_line(rows, _first_under_rules(rows, first, across), has_figures)
    while start and len(rows[start - 1]) == 1 and any(len(row) > 1 for row in rows[: start - 1]):
        lone = rows[start - 1][0].box
        outside = lone.x0 > rows[first][0].box.x1 or _is_beside(lone, rows[: start - 1])
        if outside or _goes_on_from(lone, rows[: start - 1], rows[start]):
            break
        start -= 1
    return start


def _are_labels(rows: Sequence[Row], heads: Sequence[Row]) -> bool:
    """Whether rows without a figure hold one text each, of which the first begins well to the left of all heads: names
    set flush under a head in the middle of their column.
    """
    first = rows[0][0].box
    aside = all(line.box.x0 - first.x0 >= first.height for row in heads for line in row)
    return aside and all(len(row) == 1 for row in rows)


def _first_under_rules(rows: Sequence[Row], first: int, across: Sequence[float]) -> int:
    """The first row of the body by the rules across the table: of those between the same two rules as row ``first``,
    and of lone labels between two rules over them. Between the same rules as the topmost row it may be a head, and so
    is what stands over several of its figures.
    """
    bands = [sum(y < middle_of(row) for y in across) for row in rows[: first + 1]]
    start = bands.index(bands[first]) if bands[first] > bands[0] else first
    if any(_is_over_figures(row, rows[first]) for row in rows[start:first]):
        start = first
    while start:
        above = bands.index(bands[start - 1])
        if any(len(row) > 1 for row in rows[above:start]) or not any(len(row) > 1 for row in rows[:above]):
            break
        start = above
    return start


def _is_over_figures(upper: Row, lower: Row) -> bool:
    """Whether texts stand over several figures of a row: heads, and no more lines of its texts."""
    figures = [line.box for line in lower if is_figure(line.text)]
    texts = [line.box for line in upper if not is_figure(line.text)]
    over = [any(text.x0 < figure.center[0] < text.x1 for text in texts) for figure in figures]
    return sum(over) >= FEWEST_HEADS


def _first_line(rows: Sequence[Row], first: int, has_figures: Callable[[Row], bool]) -> int:
    """The first line of the row of the table whose figures stand in row ``first``, in the middle of texts of more lines
    than one: those over the figures stand as far from them as those under them, and begin with them.
    """
    start = first
    for above, below in zip(reversed(rows[:first]), rows[first + 1 :], strict=False):
        off = middle_of(rows[first]) - middle_of(above) - (middle_of(below) - middle_of(rows[first]))
        height = below[0].box.height
        near = middle_of(rows[start]) - middle_of(above) <= WRAPPED * height
        begun = all(any(abs(line.box.x0 - upper.box.x0) <= IN_LINE * height for upper in above) for line in below)
        if has_figures(below) or not near or not begun or abs(off) > IN_LINE * height:
            break
        start -= 1
    return start


def _is_beside(lone: Box, heads: Sequence[Row]) -> bool:
    """Whether a lone line stands level with a head, although most heads beside that are higher, in taller cells."""
    return any(abs(line.box.center[1] - lone.center[1]) <= IN_LINE * lone.height for row in heads for line in row)


def _goes_on_from(lone: Box, above: Sequence[Row], below: Row) -> bool:
    """Whether a lone line over the body is the last one of a wrapped head: nearer to that than to the row below it."""
    heads = [line.box for row in above for line in row if line.box.x0 < lone.center[0] < line.box.x1]
    rise = lone.center[1] - max((head.center[1] for head in heads), default=float("-inf"))
    return rise < min(line.box.center[1] for line in below) - lone.center[1]
