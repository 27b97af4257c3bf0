"""Edges of columns from text that is set in them as printers set it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grids.unruled.column_edges import Setting, fitted_edges

SIZE, PADDING = 10.0, 2.0
WIDTHS = st.lists(st.floats(40, 200), min_size=2, max_size=9)


def _settings(edges):
    """A column of labels, and columns of figures of half their width, flush right, under heads in the middle."""
    for i, (left, right) in enumerate(pairwise(edges)):
        middle, half = (left + right) / 2, (right - left) / 2 - PADDING
        start, end = (left + PADDING, middle) if not i else (right - PADDING - half, right - PADDING)
        yield Setting(start, end, middle, None if i else start, end if i else None)


@given(WIDTHS)
def test_edges_are_found_where_they_are(widths):
    edges = [50.0]
    for width in widths:
        edges.append(edges[-1] + width)
    assert fitted_edges(list(_settings(edges)), (None, None), SIZE) == pytest.approx(edges, abs=0.5)


def test_heads_alone_give_the_edges_from_one_side_of_the_table_on():
    heads = [Setting(60, 80, 70), Setting(110, 130, 120), Setting(180, 200, 190)]
    assert fitted_edges(heads, (50.0, 230.0), SIZE) == pytest.approx((50, 90, 150, 230), abs=0.5)


def test_one_text_that_is_set_otherwise_changes_little():
    edges = [50.0, 150.0, 230.0, 310.0, 390.0]
    settings = list(_settings(edges))
    settings[2] = Setting(settings[2].start, settings[2].end, settings[2].middle - 15, None, settings[2].right)
    found = fitted_edges(settings, (None, None), SIZE)
    assert [found[0], found[1], found[4]] == pytest.approx([50, 150, 390], abs=2.5)


def test_an_edge_never_lies_in_text():
    settings = [Setting(50, 148, 90), Setting(150, 230, 200)]
    assert 148 <= fitted_edges(settings, (40.0, 240.0), SIZE)[1] <= 150
