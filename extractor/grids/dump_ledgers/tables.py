"""Tables of lines and amounts in a text dump as grids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.grids.dump_forms.text import joined, stream_of
from extractor.grids.dump_ledgers.layout import grid_of
from extractor.grids.dump_ledgers.spaced import spaced_table
from extractor.grids.dump_ledgers.tabbed import tabbed_table
from extractor.grids.dump_ledgers.text import PrintedLine, lines_of
from models.dump import DumpBlock, DumpZone, folded
from models.fiscal import FiscalDefinition, FiscalWords
from models.grid import Grid
from models.text import TextLine

_LABEL = re.compile(r"[^:：]{0,6}(?:部门|单位|名称|日期|时间|年度)[:：]")
_MARKS = re.compile(r"[#>*]+")  # Markdown's, alone before the words of a heading


def ledgers_of_dump(
    blocks: Sequence[DumpBlock],
    zones: Sequence[DumpZone],
    page: int,
    definitions: Sequence[FiscalDefinition],
    family: FiscalWords,
) -> tuple[Grid, ...]:
    """One grid for each of the zones that is a table, in order. ``family``: what heads of label columns are called."""
    lines = list(lines_of(blocks))
    found = (_grid(zone, lines, page, definitions, family) for zone in zones if zone.kind == "table")
    return tuple(grid for grid in found if grid is not None)


def _grid(
    zone: DumpZone,
    dump: Sequence[PrintedLine],
    page: int,
    definitions: Sequence[FiscalDefinition],
    family: FiscalWords,
) -> Grid | None:
    """The grid of a table's zone; None where it holds no row.

    The definitions with the table's title say what its columns are called; without one, all are tried where nothing
    else tells the columns.
    """
    lines = [line for line in dump if zone.start <= line.y < zone.end]
    body = [line for line in lines if zone.body <= line.y < zone.notes]
    candidates = titled(zone.title, definitions)
    tabbed = 2 * sum(line.slots is not None for line in body) > len(body)
    known = candidates if tabbed else candidates or definitions
    table = (tabbed_table if tabbed else spaced_table)(body, known, family)
    if table is None:
        return None
    captions = [caption for line in lines if line.y < zone.body for caption in _captions(line)]
    notes = [note for line in lines if line.y >= zone.notes for note in joined_runs(line)]
    return grid_of(table.drafts, (table.n_rows, table.n_cols), page, zone.title, (*_unwrapped(captions), *notes))


def titled(title: str, definitions: Sequence[FiscalDefinition]) -> list[FiscalDefinition]:
    """The definitions whose title ends the table's: of more than one such title those with the longest."""
    key = folded(title)
    bare = re.sub(r"[()]", "", key)
    found = [
        (len(label), definition)
        for definition in definitions
        for label in map(folded, definition.titles)
        if key.endswith(label) or bare.endswith(re.sub(r"[()]", "", label))
    ]
    longest = max((length for length, _ in found), default=0)
    return [definition for length, definition in found if length == longest]


def joined_runs(line: PrintedLine) -> tuple[TextLine, ...]:
    """The line's runs as one text, with the spaces between them."""
    blocks = [DumpBlock(line.runs)]
    return joined(stream_of(blocks).runs)


def _captions(line: PrintedLine) -> list[TextLine]:
    """The captions of a line: each begins with a label and its colon."""
    captions: list[list[TextLine]] = []
    for run in line.runs:
        if _MARKS.fullmatch(run.text):
            continue
        if captions and not (_LABEL.match(run.text) and not _LABEL.fullmatch(captions[-1][-1].text)):
            captions[-1].append(run)
        else:
            captions.append([run])
    return [text for runs in captions for text in joined_runs(PrintedLine(line.y, tuple(runs)))]


def _unwrapped(captions: Sequence[TextLine]) -> list[TextLine]:
    """Captions with the ends of those that were wrapped: lines without a label between two that have one."""
    result: list[TextLine] = []
    for index, caption in enumerate(captions):
        goes_on = (
            result
            and _LABEL.match(result[-1].text)
            and not _LABEL.match(caption.text)
            and any(_LABEL.match(later.text) for later in captions[index + 1 :])
        )
        if goes_on:
            last = result.pop()
            box = last.box.union(caption.box)
            result.append(TextLine(last.text + caption.text, box, (*last.glyphs, *caption.glyphs), caption.engine))
        else:
            result.append(caption)
    return result
