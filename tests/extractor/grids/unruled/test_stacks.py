"""Which lines under one another are one cell's: those that stand closest, and marks, which no text begins with."""

import pytest

from extractor.grids.unruled.stack_rows import rows_of_stacks
from extractor.grids.unruled.stacks import stacks_of
from models.geometry import Box
from models.text import Glyph, TextLine

EM, PITCH, GAP = 10.0, 12.0, 16.5
FULL = "资金分配反映这一方面的情况"


def _line(text, middle, height=EM):
    box = Box(0.0, middle - height / 2, len(text) * EM, middle + height / 2)
    return TextLine(text, box, tuple(Glyph(char, box) for char in text), "rapidocr")


def _cells(lines):
    return ["/".join(line.text for line in stack.lines) for stack in stacks_of([lines], EM)[0]]


def _column(mark, off, height=EM):
    """Two cells of full lines, the first of which ends in a mark on a line of its own, ``off`` its middle."""
    heights = [0.0, PITCH, 2 * PITCH]
    below = 2 * PITCH + GAP
    texts = [_line(text, y) for text, y in zip((FULL, FULL, mark), heights, strict=True)]
    texts[-1] = texts[-1].moved(0.0, off) if height == EM else _line(mark, 2 * PITCH + off, height)
    return [*texts, *(_line(text, below + y) for text, y in ((FULL, 0.0), (FULL, PITCH), ("方面", 2 * PITCH)))]


@pytest.mark.parametrize(("mark", "height"), [("。", EM), ("0", 0.6 * EM)], ids=["stop", "misread"])
def test_a_mark_alone_on_its_line_stands_where_its_line_does(mark, height):
    low = 0.33 * EM

    assert _cells(_column(mark, low, height)) == [f"{FULL}/{FULL}/{mark}", f"{FULL}/{FULL}/方面"]


def test_a_lone_mark_leaves_the_cell_below_its_own_height():
    first, second = stacks_of([_column("。", 0.33 * EM)], EM)[0]

    assert first.foot == pytest.approx(2 * PITCH)
    assert second.top == pytest.approx(2 * PITCH + GAP)


def test_a_line_that_begins_with_a_mark_goes_on_however_loose_it_was_read():
    loose = 2 * PITCH + 4.5
    lines = [_line(FULL, 0.0), _line(FULL, PITCH), _line("；资料齐全的", loose), _line(FULL, loose + 17.5)]

    assert _cells(lines) == [f"{FULL}/{FULL}/；资料齐全的", FULL]


def test_a_label_of_a_cut_cell_beside_the_lines_of_a_row_is_no_row_of_its_own():
    """Half as many labels as rows: the last stands between the tops of two rows, where the page's edge cut its cell."""
    rows = [60.0 * i for i in range(4)]
    names = [_line("完成数量", y) for y in rows]
    texts = [_line(FULL, y + PITCH * i) for y in rows for i in range(4)]
    labels = [_line("组织实施", 0.0), _line("产出数量", rows[2] + 3 * PITCH)]
    columns = stacks_of([labels, names, texts], EM)

    assert [row.level for row in rows_of_stacks(columns, 2 * PITCH, EM, at_top=True)] == rows
