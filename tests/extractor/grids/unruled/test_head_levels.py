"""Which columns a head stands over is told by their middle, as far as their edges are known."""

from itertools import pairwise

import pytest

from extractor.grids.ruled.spans import Span
from extractor.grids.unruled.alignment import Columns
from extractor.grids.unruled.column_matching import Column
from extractor.grids.unruled.head_blocks import Block
from extractor.grids.unruled.head_levels import heads_of
from models.geometry import Box
from models.rule import Rule

SIZE, FOOT = 10.0, 40.0
EDGES = (10.0, 60.0, 120.0, 180.0, 240.0)


def _head(middle, y, width=20.0):
    return Box(middle - width / 2, y, middle + width / 2, y + SIZE)


@pytest.mark.parametrize(
    ("rules", "cols"),
    [((), range(4)), ((Rule("horizontal", FOOT, EDGES[0], EDGES[-1]),), range(1, 3))],
    ids=["guessed", "ruled"],
)
def test_a_head_over_all_columns_may_stand_off_their_middle_where_the_first_one_s_edge_is_a_guess(rules, cols):
    leaves = [_head((left + right) / 2, 25) for left, right in pairwise(EDGES)]
    over = _head((EDGES[0] + EDGES[-1]) / 2 - 5, 0)
    columns = Columns(tuple(Column(leaf, None) for leaf in leaves), (EDGES[0] + 8, *EDGES[1:]))

    heads = heads_of([Block((box,)) for box in (over, *leaves)], columns, FOOT, rules, SIZE)

    assert Span(0, cols.start, 1, len(cols)) in heads.spans


def test_a_head_stands_over_all_lower_heads_where_others_at_the_top_tell_that_heads_begin_with_their_cells():
    """Both three and five columns have their middle under it; the head of no column but the first stands high."""
    edges = (0.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0)
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    levels = (0.0, 14.0, 28.0, 28.0, 28.0, 14.0)
    leaves = [_head(x, y) for x, y in zip(middles, levels, strict=True)]
    sources, treasury = _head(middles[3], 0.0), _head(middles[3], 14.0)
    columns = Columns(tuple(Column(leaf, None) for leaf in leaves), edges)

    heads = heads_of([Block((box,)) for box in (*leaves, sources, treasury)], columns, 42.0, (), SIZE)

    assert Span(0, 1, 1, 5) in heads.spans
    assert Span(1, 2, 1, 3) in heads.spans


def test_a_head_in_the_middle_of_its_cell_is_under_none_beside_it():
    edges = (0.0, 60.0, 120.0, 180.0, 240.0, 300.0)
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    leaves = [_head(x, y) for x, y in zip(middles, (7.0, 14.0, 14.0, 14.0, 7.0), strict=True)]
    over = _head(middles[2], 0.0)
    columns = Columns(tuple(Column(leaf, None) for leaf in leaves), edges)

    heads = heads_of([Block((box,)) for box in (*leaves, over)], columns, 26.0, (), SIZE)

    assert Span(0, 1, 1, 3) in heads.spans
