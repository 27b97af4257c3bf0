"""Heads of a table without rules that are set unlike those beside them."""

from __future__ import annotations

import pytest

from extractor.scoring import set_alike
from models.geometry import Box

HEIGHT, PITCH = 10.0, 14.0


def _head(x: float, level: float) -> Box:
    return Box(x, level * PITCH, x + 30.0, level * PITCH + HEIGHT)


OVER = _head(100.0, 0.0)


@pytest.mark.parametrize("level", [0.0, 1.0, 2.0], ids=["top", "middle", "foot"])
def test_heads_that_are_all_set_on_one_level_are_alike(level: float) -> None:
    three = [[OVER, _head(100.0, 1.0), _head(80.0, 2.0)], [OVER, _head(100.0, 1.0), _head(120.0, 2.0)]]

    assert set_alike([[_head(0.0, level)], *three, [_head(200.0, level)]]) == (1.0,) * 4


def test_a_head_that_may_have_lost_the_one_over_it_stands_unlike_the_others() -> None:
    under = [[OVER, _head(80.0, 2.0)], [OVER, _head(120.0, 2.0)]]
    lower, tops = [_head(40.0, 1.0)], [[_head(x, 0.0)] for x in (200.0, 240.0)]

    assert set_alike([lower, *under, *tops]) == (0.0, 1.0, 1.0, 0.5, 0.5)


def test_heads_of_one_line_are_all_alike_however_they_were_read() -> None:
    assert set_alike([[_head(0.0, 0.0)], [_head(40.0, 0.3)]]) == (1.0, 1.0)


def test_a_column_without_a_head_is_compared_with_none() -> None:
    assert set_alike([[], [_head(0.0, 0.0)], [_head(40.0, 2.0)]]) == (1.0, 0.0, 0.0)
