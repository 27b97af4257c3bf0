"""What stands where on a page: tables with the free lines that belong to them, running text, furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.geometry import Box
from models.rule import Rule
from models.text import TextLine

UNIT = re.compile(r"单位\s*[:：]")
"""The caption that says in what a table counts, 单位：万元: it stands over the table and is no part of it."""


@dataclass(frozen=True, slots=True)
class TableArea:
    """A ruled region of a page, upright frame, with its rules and every line of text whose centre is in it.

    ``titles``, ``captions`` (单位：万元, heads printed above the rules) and ``notes`` (below the rules) are free
    lines that belong to the table; each in reading order. ``band_edges``: those of coloured bands behind the rows of
    a table that rules do not enclose.
    """

    box: Box
    rules: tuple[Rule, ...]
    lines: tuple[TextLine, ...]
    titles: tuple[TextLine, ...] = ()
    captions: tuple[TextLine, ...] = ()
    notes: tuple[TextLine, ...] = ()
    band_edges: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page's lines, each in exactly one place. ``tables`` from top to bottom.

    ``text_height`` is the height of an ordinary glyph of the page, in page units: the yardstick of thresholds.
    """

    number: int
    text_height: float
    tables: tuple[TableArea, ...] = ()
    body: tuple[TextLine, ...] = ()
    furniture: tuple[TextLine, ...] = ()
