"""From a read page to its layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from extractor.layout.aligned import aligned_boxes
from extractor.layout.barred import barred_boxes
from extractor.layout.columned import columned_boxes
from extractor.layout.framed import framed_boxes
from extractor.layout.free_lines import share_lines
from extractor.layout.furniture import is_furniture
from extractor.layout.growing import grown, runs_of
from extractor.layout.headings import whole_headings
from extractor.layout.overleaf import rest_box, with_lines_over
from extractor.layout.regions import rule_box, ruled_regions, rules_within
from models.cutting import amounts_apart
from models.geometry import Box
from models.gutters import em_of
from models.layout import PageLayout, TableArea
from models.page import ReadPage
from models.reading_order import in_reading_order, rows_of
from models.rule import Rule
from models.text import TextLine

LINES_PER_PAGE = 60
"""Lines that fit under one another on a page: what a glyph's height is guessed from where none was read."""

RULE_REACH = 1.5
"""In text heights: the first and the last rule of a table stand this near to its text, frames included."""

BESIDE, APART = 2, 5.0
"""Texts in the line of a page number at most, itself counted; a number among more is of a table's last row. In text
heights: a running head is so far from the number at least; a code stands nearer to its name.
"""


def arrange(page: ReadPage) -> PageLayout:
    """Tell tables, their titles, captions and notes, running text and page furniture apart.

    Everything is in the page's upright frame. Tables are what rules enclose, and what stands in columns without them.
    """
    height = text_height(page.lines, page.height)
    furniture = _furniture(page, height)
    areas: list[TableArea] = []
    rest = list(page.lines)
    for box, rules in ruled_regions(page.rules, height):
        inside = [line for line in rest if box.contains(*line.box.center)]
        rest = [line for line in rest if not box.contains(*line.box.center)]
        areas.append(TableArea(box=box, rules=rules, lines=in_reading_order(inside)))
    free = [line for line in rest if not any(line is item for item in furniture)]
    loose = [rule for rule in page.rules if not any(area.box.contains(*rule_box(rule).center) for area in areas)]
    edges = [edge for edge in page.band_edges if not any(area.box.contains(*rule_box(edge).center) for area in areas)]
    pieces = _apart(free)
    found = [
        *barred_boxes([*loose, *edges], pieces, height),
        *framed_boxes(loose, pieces, height),
        *aligned_boxes(pieces, height),
        *columned_boxes(pieces, height),
    ]
    em = em_of(page.lines, height)  # like the height: outside of ruled tables may be hardly more than a title
    runs = runs_of(free, em, height)
    boxes = _united(grown(found, runs, em), RULE_REACH * height)
    if page.number > 1:
        boxes = with_lines_over(boxes, runs, free, page.height, em)
        overleaf = rest_box(
            runs, free, [*boxes, *(area.box for area in areas)], page_height=page.height, em=em, text_height=height
        )
        boxes += [] if overleaf is None else [overleaf]
    open_areas, free = _areas(boxes, free, loose, edges, height)
    by_place = sorted([*areas, *open_areas], key=lambda area: (area.box.y0, area.box.x0))
    shared = share_lines(by_place, whole_headings(free, em), height)
    return PageLayout(
        number=page.number,
        text_height=height,
        tables=shared.tables,
        body=shared.body,
        furniture=in_reading_order(line for line in furniture if any(line is item for item in rest)),
    )


def _furniture(page: ReadPage, height: float) -> list[TextLine]:
    """The page numbers; two numbers beside one another are of a table."""
    rows = [row for row in rows_of(page.lines) if len(row) <= BESIDE]
    numbers = [
        [line for line in row if is_furniture(line, page.height)]
        for row in rows
        if row[-1].box.x0 - row[0].box.x1 >= APART * height or len(row) == 1
    ]
    return [row[0] for row in numbers if len(row) == 1]


def _united(boxes: Sequence[Box], gap: float) -> list[Box]:
    """Boxes over one another with less than ``gap`` between them made one: parts of a table found in two ways."""
    result: list[Box] = []
    for box in sorted(boxes, key=lambda item: item.y0):
        last = result[-1] if result else None
        if last is not None and box.y0 - last.y1 <= gap and min(box.x1, last.x1) > max(box.x0, last.x0):
            result[-1] = last.union(box)
        else:
            result.append(box)
    return result


def _areas(
    boxes: Sequence[Box], free: list[TextLine], rules: Sequence[Rule], edges: Sequence[Rule], height: float
) -> tuple[list[TableArea], list[TextLine]]:
    """Tables in these boxes, and the lines that are left."""
    areas = []
    for box in boxes:
        inside = [piece for piece in _apart(free) if box.contains(*piece.box.center)]
        free = [line for line in free if not box.contains(*line.box.center)]
        room = box.padded(RULE_REACH * height)
        own, bands = rules_within(rules, room), rules_within(edges, room)
        areas.append(TableArea(box, own, in_reading_order(inside), band_edges=bands))
    return areas, free


def _apart(lines: Iterable[TextLine]) -> list[TextLine]:
    """Lines of columns set so close that they were read as one, cut."""
    return [piece for line in lines for piece in amounts_apart(line)]


def text_height(lines: Sequence[TextLine], page_height: float) -> float:
    """The median height of a glyph, in page units; a guess from the page where there is no glyph."""
    heights = [glyph.box.height for line in lines for glyph in line.glyphs if not glyph.char.isspace()]
    return median(heights) if heights else page_height / LINES_PER_PAGE
