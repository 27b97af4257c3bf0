"""From a read page to its layout."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.layout.aligned import aligned_boxes
from extractor.layout.free_lines import share_lines
from extractor.layout.furniture import is_furniture
from extractor.layout.regions import ruled_regions, rules_within
from models.layout import PageLayout, TableArea
from models.page import ReadPage
from models.reading_order import in_reading_order
from models.text import TextLine

LINES_PER_PAGE = 60
"""Lines that fit under one another on a page: what a glyph's height is guessed from where none was read."""

RULE_REACH = 1.5
"""In text heights: the first and the last rule of a table stand this near to its text, frames included."""


def arrange(page: ReadPage) -> PageLayout:
    """Tell tables, their titles, captions and notes, running text and page furniture apart.

    Everything is in the page's upright frame. Tables are what rules enclose, and what stands in columns without them.
    """
    height = text_height(page.lines, page.height)
    furniture = [line for line in page.lines if is_furniture(line, page.height)]
    areas: list[TableArea] = []
    rest = list(page.lines)
    for box, rules in ruled_regions(page.rules, height):
        inside = [line for line in rest if box.contains(*line.box.center)]
        rest = [line for line in rest if not box.contains(*line.box.center)]
        areas.append(TableArea(box=box, rules=rules, lines=in_reading_order(inside)))
    free = [line for line in rest if not any(line is item for item in furniture)]
    for box in aligned_boxes(free, height):
        inside = [line for line in free if box.contains(*line.box.center)]
        free = [line for line in free if not box.contains(*line.box.center)]
        rules = rules_within(page.rules, box.padded(RULE_REACH * height))
        areas.append(TableArea(box=box, rules=rules, lines=in_reading_order(inside)))
    shared = share_lines(sorted(areas, key=lambda area: (area.box.y0, area.box.x0)), free, height)
    return PageLayout(
        number=page.number,
        text_height=height,
        tables=shared.tables,
        body=shared.body,
        furniture=in_reading_order(line for line in furniture if any(line is item for item in rest)),
    )


def text_height(lines: Sequence[TextLine], page_height: float) -> float:
    """The median height of a glyph, in page units; a guess from the page where there is no glyph."""
    heights = [glyph.box.height for line in lines for glyph in line.glyphs if not glyph.char.isspace()]
    return float(np.median(heights)) if heights else page_height / LINES_PER_PAGE
