"""Ruled tables of which a rule is gone."""

from dataclasses import replace

import pytest

from extractor.grids import build_grids


def _lines(tables, known):
    """A word in the first column, figures in the others."""
    return tuple(
        tables.line(known.box(span), "word" if span[1] == 0 else f"{span[0]}{span[1]}.50") for span in known.spans
    )


def _rules(known, *, without, strength):
    kept = [rule for rule in known.rules() if rule.orientation == "horizontal" or rule.position != known.xs[without]]
    return tuple(replace(rule, strength=strength) for rule in kept)


@pytest.mark.parametrize("gone", [2, 3])
def test_a_worn_table_of_which_one_upright_rule_is_gone_keeps_its_columns(tables, gone):
    known = tables.plain(6, 5)
    lines, rules = _lines(tables, known), _rules(known, without=gone, strength=0.6)
    (grid,) = build_grids(tables.page(lines, rules), tables.layout(lines, rules))
    assert tables.spans(grid) == tuple(sorted(known.spans))
    assert grid.ruled


def test_a_title_over_the_gap_is_not_cut(tables):
    spans = ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 2), (0, 4, 1, 1))
    spans += tuple((r, c, 1, 1) for r in range(1, 7) for c in range(5))
    known = replace(tables.plain(7, 5), spans=spans)
    lines, rules = _lines(tables, known), _rules(known, without=3, strength=0.6)
    (grid,) = build_grids(tables.page(lines, rules), tables.layout(lines, rules))
    assert tables.spans(grid) == tuple(sorted(known.spans))


def _with_two_rows_in_the_third(tables, upper, lower):
    """A table of five rows between rules, and its lines, the third row's words and figures twice over one another."""
    known = tables.plain(5, 5)
    lines = [line for line, span in zip(_lines(tables, known), known.spans, strict=True) if span[0] != 2]
    for column, texts in enumerate(zip(upper, lower, strict=True)):
        box = known.box((2, column, 1, 1))
        halves = (replace(box, y1=box.center[1]), replace(box, y0=box.center[1]))
        lines += [tables.line(half, text) for half, text in zip(halves, texts, strict=True)]
    return known, tuple(lines)


@pytest.mark.parametrize(
    ("upper", "lower", "rows"),
    [
        (("word", "1.50", "2.50", "3.50", "0"), ("word", "1.60", "0", "3.60", "4.60"), 6),
        # the numbers of the columns, and what stands under them
        (("word", "1", "2", "3", "4"), ("word", "1.60", "2.60", "3.60", "4.60"), 6),
        (("word", "1", "7", "3", "9"), ("word", "1.60", "2.60", "3.60", "4.60"), 5),
        # amounts too long for their columns, which go on in the next line
        (("word", "1234", "5678", "9012", "3456"), ("word", ".50", ".60", ".70", ".80"), 5),
        (("word", "1.50", "2.50", "3.50", "0"), ("word", "note", "note", "note", "note"), 5),
    ],
)
def test_two_rows_of_whole_figures_between_the_same_rules_are_two(tables, upper, lower, rows):
    known, lines = _with_two_rows_in_the_third(tables, upper, lower)
    (grid,) = build_grids(tables.page(lines, known.rules()), tables.layout(lines, known.rules()))
    assert grid.n_rows == rows
