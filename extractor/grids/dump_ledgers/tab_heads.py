"""The header of a table whose cells are parted by tabs: blank cells stand for spans, and some tabs are lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.grids.dump_ledgers.heads import defined_columns
from extractor.grids.dump_ledgers.layout import Column, Draft, Head, head_drafts
from extractor.grids.dump_ledgers.text import PrintedLine
from extractor.grids.dump_ledgers.words import Word
from models.dump import folded
from models.fiscal import FiscalDefinition, FiscalWords
from models.geometry import Box
from models.text import Glyph, TextLine

Cells = Mapping[int, TextLine]
"""The printed cells of a line, by their tab stop."""

_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_UNPRINTED = 0.5  # probability of a head that only the definition says
_LOST = 2 / 3  # share of a definition's heads that must be printed for its order to be believed against the tabs


def cells_of(line: PrintedLine) -> dict[int, TextLine]:
    if line.slots is None:
        first, *rest = line.runs
        text = TextLine(
            " ".join(run.text for run in line.runs),
            Box(first.box.x0, first.box.y0, (rest or [first])[-1].box.x1, first.box.y1),
            tuple(glyph for run in line.runs for glyph in run.glyphs),
            first.engine,
        )
        return {0: text}
    return dict(zip(line.slots, line.runs, strict=True))


def head_cells(
    rows: Sequence[Cells],
    width: int,
    values: Sequence[int],
    candidates: Sequence[FiscalDefinition],
    family: FiscalWords,
) -> list[Draft]:
    """The header's cells. ``values``: the columns whose cells are numbers, and whose heads a definition may tell.

    The tabs say which cells span others; where they contradict a definition with as many columns, its order counts.
    """
    spans = list(spanned(rows, width))
    leaves = [_leaf(spans, col) for col in values]
    for definition in candidates:
        columns = [column for side in definition.sides for column in side.columns if column.kind != "text"]
        if len(columns) != len(values):
            continue
        labels = [{head_key(wording.split("/")[-1]) for wording in column.wordings} for column in columns]
        astray = Counter(head_key(line.text) for row in rows for line in row.values()) - Counter(leaves)
        unfit = [i for i, leaf in enumerate(leaves) if leaf and leaf not in labels[i]]
        if len(definition.sides) == 1 and any(label in leaves or label in astray for i in unfit for label in labels[i]):
            return _ordered(rows, spans, values, definition, family) or spans
        blank = {col: columns[i].key.split("/")[-1] for i, col in enumerate(values) if not leaves[i]}
        return spans if len(unfit) > len(values) / 2 else [*spans, *_lost_leaves(rows, blank)]
    return spans


def head_key(text: str) -> str:
    """A head as labels are compared: folded, without a year before it and a colon after it."""
    return _YEAR.sub("", folded(text)).rstrip(":")


def spanned(rows: Sequence[Cells], width: int) -> Iterator[Draft]:
    """Cells over the blank ones to their right where heads stand under them, and down to the next head."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        for col, line in sorted(cells.items()):
            below = [r for r in range(row + 1, len(rows)) if col in rows[r]]
            right = col + 1
            if below:
                free = right
                while free < width and free not in cells and (row, free) not in covered:
                    free += 1
                    if free < width or any(free - 1 in later for later in rows[row + 1 :]):
                        right = free
                down = (
                    below[0]
                    if not any(c in rows[r] for r in range(row + 1, below[0]) for c in range(col, right))
                    else row + 1
                )
            else:
                down = len(rows)
            covered |= {(r, c) for r in range(row, down) for c in range(col, right)}
            yield Draft(row, col, down - row, right - col, (line,), is_header=True)


def _leaf(spans: Sequence[Draft], col: int) -> str:
    """The lowest head over a column that stands over it alone, folded."""
    over = [cell for cell in spans if cell.col == col and cell.col_span == 1]
    return head_key("".join(line.text for line in over[-1].lines)) if over else ""


def _lost_leaves(rows: Sequence[Cells], columns: Mapping[int, str]) -> Iterator[Draft]:
    """Heads that are not printed, in the lowest row of the header, where the definition says what they are."""
    for col, label in columns.items():
        yield Draft(len(rows) - 1, col, 1, 1, (_said(label, rows[-1]),), is_header=True)


def _said(label: str, row: Cells) -> TextLine:
    y = min(line.box.y0 for line in row.values()) if row else 0.0
    box = Box(0, y, 0, y + 1)
    return TextLine(label, box, tuple(Glyph(char, box, _UNPRINTED) for char in label), "plain_text")


def _ordered(
    rows: Sequence[Cells],
    spans: Sequence[Draft],
    values: Sequence[int],
    definition: FiscalDefinition,
    family: FiscalWords,
) -> list[Draft]:
    """The header in the definition's order; empty where too few of its heads are printed."""
    words = [Word(head_key(line.text), known=True, lines=(line,)) for row in rows for _, line in sorted(row.items())]
    found = {column.key: column for column in defined_columns(words, definition, family) if column.role == "amount"}
    expected = [column for column in definition.sides[0].columns if column.kind != "text"]
    if len(found) < _LOST * len(expected):
        return []
    width = max(*values, *(draft.col for draft in spans)) + 1
    heads = {
        col: found[column.key].heads
        if column.key in found
        else (Head(-len(words) - col, (_said(column.key.split("/")[-1], rows[-1]),)),)
        for col, column in zip(values, expected, strict=True)
    }
    columns = [
        Column("amount", heads=heads[col]) if col in heads else Column("name", heads=_over(spans, col))
        for col in range(width)
    ]
    depth, drafts = head_drafts(columns)
    return [replace(draft, row=draft.row + len(rows) - depth) for draft in drafts] if depth <= len(rows) else drafts


def _over(spans: Sequence[Draft], col: int) -> tuple[Head, ...]:
    return tuple(
        Head(1000 * cell.row + cell.col, cell.lines) for cell in spans if cell.col <= col < cell.col + cell.col_span
    )
