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
