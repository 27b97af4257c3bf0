from __future__ import annotations

from extractor.progress import Pace


def test_nothing_done_promises_nothing() -> None:
    assert Pace(0, 10, 5.0).rate is None
    assert Pace(0, 10, 5.0).left_s is None
    assert Pace(1, 10, 0.0).left_s is None


def test_the_time_left_is_at_the_rate_so_far() -> None:
    pace = Pace(4, 10, 2.0)
    assert pace.rate == 2.0
    assert pace.left_s == 3.0
