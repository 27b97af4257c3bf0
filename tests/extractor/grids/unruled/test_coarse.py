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
