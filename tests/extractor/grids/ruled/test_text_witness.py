"""Worn tables whose rules alone would merge cells, or part them: the text decides."""

from dataclasses import replace

import numpy as np

from extractor.grids.ruled.lattice import lattice_of
from extractor.grids.ruled.text_witness import with_text


def _lattice(known, tables):
    lattice = lattice_of(known.rules(), tables.line(known.box(known.spans[0]), "0").box.height)
    assert lattice is not None
    return lattice


def test_text_apart_on_both_sides_brings_a_faded_side_back(tables):
    known = tables.plain(4, 4)
    lattice = _lattice(known, tables)
    upright = lattice.upright.copy()
    upright[0, 2] = upright[3, 2] = 0.0
    judged = with_text(replace(lattice, upright=upright), known.lines(), 10.0)
    assert judged.upright.all()
    assert judged.across.all()


def test_two_whole_figures_are_two_cells_however_near_they_stand(tables):
    known = tables.plain(4, 4)
    lattice = _lattice(known, tables)
    upright, across = lattice.upright.copy(), lattice.across.copy()
    upright[1, 2] = across[3, 1] = 0.0

    def judged(text):
        lines = [tables.line(room, text) for room in map(known.box, known.spans)]
        # Of text so high no gap is clear.
        return with_text(replace(lattice, upright=upright, across=across), lines, 20.0)

    figures, words = judged("12,345.50"), judged("wordsword")
    assert figures.upright.all()
    assert figures.across.all()
    assert not words.upright[1, 2]
    assert not words.across[3, 1]


def test_a_row_of_one_cell_stays_one_cell(tables):
    known = tables.plain(3, 4)
    spans = ((0, 0, 1, 1), *((0, c, 1, 1) for c in (1, 2, 3)), (1, 0, 1, 4), *((2, c, 1, 1) for c in range(4)))
    merged = replace(known, spans=spans)
    lattice = _lattice(merged, tables)
    judged = with_text(lattice, merged.lines(), 10.0)
    assert np.array_equal(judged.upright, lattice.upright)


def test_a_side_through_a_long_text_is_no_rule(tables):
    known = tables.plain(3, 3)
    lattice = _lattice(known, tables)
    upright = lattice.upright.copy()
    upright[2, 2] = 0.0
    lines = [line for line in known.lines() if line.text not in {"2,0", "2,1", "2,2"}]
    room = known.box((2, 0, 1, 3))
    lines.append(tables.line(replace(room, x0=room.x0 + 1, x1=room.x1 - 1), "x" * 28))
    judged = with_text(replace(lattice, upright=upright), lines, 10.0)
    assert not judged.upright[2, 2]


def test_a_table_of_one_column_has_no_inner_side(tables):
    known = tables.plain(3, 1)
    lattice = _lattice(known, tables)
    assert with_text(lattice, known.lines(), 10.0) is lattice
