from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.grids import build_grids
from models.geometry import Box
from models.rule import Rule


def _built(tables, lines, rules):
    return build_grids(tables.page(lines, rules), tables.layout(lines, rules))


def _grid(tables, known, rules=None):
    grids = _built(tables, known.lines(), known.rules() if rules is None else rules)
    assert len(grids) == 1
    return grids[0]


@given(data=st.data())
def test_a_ruled_table_is_recovered_exactly(tables, data):
    known = data.draw(tables.known())
    if len(known.spans) < 3:
        return
    grid = _grid(tables, known)
    assert (grid.n_rows, grid.n_cols) == (len(known.ys) - 1, len(known.xs) - 1)
    assert tables.spans(grid) == tuple(sorted(known.spans))
    assert [cell.text for cell in grid.cells] == [f"{r},{c}" for r, c, _, _ in sorted(known.spans)]


@given(data=st.data())
def test_every_slot_is_covered_once_whatever_rules_are_missing(tables, data):
    known = data.draw(tables.known())
    rules = [rule for rule in known.rules() if data.draw(st.integers(0, 3))]
    for grid in _built(tables, known.lines(), rules):
        covered = [(r, c) for cell in grid.cells for r in cell.rows for c in cell.cols]
        assert sorted(covered) == [(r, c) for r in range(grid.n_rows) for c in range(grid.n_cols)]


@given(data=st.data())
@settings(max_examples=50)
def test_worn_and_jittered_rules_give_the_same_table(tables, data):
    known = data.draw(tables.known())
    if len(known.spans) < 3:
        return
    shift = st.floats(-1.5, 1.5)
    worn = [
        replace(
            rule,
            position=rule.position + data.draw(shift),
            start=rule.start + abs(data.draw(shift)),
            end=rule.end - abs(data.draw(shift)),
        )
        for rule in known.rules()
    ]
    assert tables.spans(_grid(tables, known, worn)) == tuple(sorted(known.spans))


def _without(known, orientation, position, start, end):
    """The table's rules as whole lines, with one stretch of one of them left out."""
    rules = []
    for rule in known.rules():
        hit = rule.orientation == orientation and rule.position == position
        if not (hit and rule.start >= start and rule.end <= end):
            rules.append(rule)
    return rules


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_a_rule_missing_along_one_cell_is_put_back_between_two_texts(tables, orientation):
    known = tables.plain(4, 4)
    edges, along = (known.ys, known.xs) if orientation == "horizontal" else (known.xs, known.ys)
    rules = _without(known, orientation, edges[2], along[1], along[2])
    assert tables.spans(_grid(tables, known, rules)) == tuple(sorted(known.spans))


def test_slots_without_a_rule_and_with_one_text_are_one_cell(tables):
    known = tables.plain(4, 4)
    rules = _without(known, "vertical", known.xs[2], known.ys[1], known.ys[2])
    lines = [line for line in known.lines() if line.text != "1,2"]
    (grid,) = _built(tables, lines, rules)
    assert (1, 1, 1, 2) in tables.spans(grid)


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_a_missing_outer_border_loses_no_cell(tables, side):
    known = tables.plain(4, 4)
    edges = {"top": known.ys[0], "bottom": known.ys[-1], "left": known.xs[0], "right": known.xs[-1]}
    orientation = "horizontal" if side in ("top", "bottom") else "vertical"
    rules = _without(known, orientation, edges[side], 0, 1000)
    assert tables.spans(_grid(tables, known, rules)) == tuple(sorted(known.spans))


def test_a_table_open_on_both_sides_keeps_its_outer_columns(tables):
    known = tables.plain(4, 4)
    rules = [rule for rule in known.rules() if rule.position not in (known.xs[0], known.xs[-1])]
    assert tables.spans(_grid(tables, known, rules)) == tuple(sorted(known.spans))


def test_a_group_of_slots_that_is_no_rectangle_is_cut_beside_its_text(tables):
    known = tables.plain(2, 3)
    # the border over (1, 1) is missing, and so is the one to the left of (0, 1): an L
    rules = _without(known, "horizontal", known.ys[1], known.xs[1], known.xs[2])
    rules = [
        r for r in rules if not (r.orientation == "vertical" and r.position == known.xs[1] and r.end == known.ys[1])
    ]
    lines = [tables.line(Box(known.xs[0], known.ys[0], known.xs[2], known.ys[1]), "长长长长长")]
    lines += [line for line in known.lines() if line.text[0] == "1" or line.text == "0,2"]
    (grid,) = _built(tables, lines, rules)
    assert (0, 0, 1, 2) in tables.spans(grid)
    assert (1, 1, 1, 1) in tables.spans(grid)


def test_a_line_over_a_border_is_split_between_the_cells(tables):
    known = tables.plain(3, 3)
    both = Box(known.xs[0], known.ys[0], known.xs[2], known.ys[1])
    lines = [*known.lines()[2:], tables.line(both, "1490000.00 0.00")]
    (grid,) = _built(tables, lines, known.rules())
    texts = {(cell.row, cell.col): cell.text for cell in grid.cells}
    assert texts[0, 0] + texts[0, 1] == "1490000.00 0.00"
    assert all(
        cell.box.x0 <= glyph.box.center[0] <= cell.box.x1
        for cell in grid.cells
        for line in cell.lines
        for glyph in line.glyphs
    )


def test_a_glyph_that_leans_over_a_border_stays_with_its_line(tables):
    known = tables.plain(3, 3)
    box = Box(known.xs[0], known.ys[0], known.xs[1], known.ys[1])
    lines = [*known.lines()[1:], tables.line(box.moved(7, 0), "123456789")]
    (grid,) = _built(tables, lines, known.rules())
    assert grid.cells[0].text == "123456789"


def test_lines_of_a_cell_come_in_reading_order(tables):
    known = tables.plain(3, 3)
    box = known.box((0, 0, 1, 1))
    right, left = tables.line(box.moved(8, 0.5), "右"), tables.line(box.moved(-8, 0), "左")
    above = tables.line(box.moved(0, -10), "上")
    (grid,) = _built(tables, [*known.lines()[1:], right, left, above], known.rules())
    assert grid.cells[0].text == "上\n左\n右"


@pytest.mark.parametrize("columns", [1, 2])
def test_a_frame_is_no_table(tables, columns):
    known = tables.plain(1, columns)
    assert _built(tables, known.lines(), known.rules()) == ()


def test_a_page_without_tables_gives_none(tables):
    line = tables.line(Box(50, 50, 300, 70), "正文")
    page = tables.page([line], [])
    assert build_grids(page, replace(tables.layout([], []), tables=())) == ()


def test_a_narrow_ruled_table_in_which_nothing_was_read_has_its_cells(tables):
    known = tables.plain(3, 1)
    (grid,) = build_grids(tables.page((), known.rules()), tables.layout((), known.rules()))
    assert tables.spans(grid) == known.spans


def test_heads_are_the_rows_above_the_first_value(tables):
    known = tables.plain(3, 3)
    lines = [tables.line(known.box(span), "科目" if span[0] == 0 else "12.50") for span in known.spans]
    (grid,) = _built(tables, lines, known.rules())
    assert [cell.is_header for cell in grid.cells] == [True] * 3 + [False] * 6


def test_a_dash_within_a_cell_makes_no_row(tables):
    known = tables.plain(3, 3)
    y = (known.ys[1] + known.ys[2]) / 2
    dash = Rule("horizontal", y, known.xs[1] + 14, known.xs[1] + 30)
    assert tables.spans(_grid(tables, known, [*known.rules(), dash])) == tuple(sorted(known.spans))


def test_a_whole_rule_outranks_a_line_that_was_read_from_it(tables):
    known = tables.plain(3, 3)
    y, left, right = known.ys[1], known.xs[0], known.xs[-1]
    misread = tables.line(Box(left, y - 10, right, y + 10), "一" * 26)
    (grid,) = _built(tables, [*known.lines(), misread], [*known.rules(), Rule("horizontal", y, left, right)])
    assert tables.spans(grid) == tuple(sorted(known.spans))
    assert not any("一" in cell.text for cell in grid.cells)


def test_a_broken_stroke_through_a_row_of_text_is_no_rule(tables):
    known = tables.plain(3, 3)
    y = (known.ys[1] + known.ys[2]) / 2
    text = tables.line(known.box((1, 0, 1, 3)), "一二三四五六七八九十" * 2)
    stroke = Rule("horizontal", y, known.xs[0], known.xs[-1], strength=0.85)
    lines = [line for line in known.lines() if not line.text.startswith("1,")]
    (grid,) = _built(tables, [*lines, text], [*known.rules(), stroke])
    assert grid.n_rows == 3
