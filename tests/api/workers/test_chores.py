from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from api.workers.chores import Chores


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def counted(done: list[int], count: int) -> Iterator[None]:
    for number in range(count):
        done.append(number)
        yield


def test_one_piece_is_done_where_somebody_waits_already(pipe: tuple[int, int]) -> None:
    done: list[int] = []
    chores = Chores()
    chores.add(counted(done, 3))
    os.write(pipe[1], b"an order\n")
    with os.fdopen(os.dup(pipe[0])) as source:
        chores.until_readable(source)
    assert done == [0]


def test_nothing_is_done_where_nothing_is_wanted(pipe: tuple[int, int]) -> None:
    done: list[int] = []
    chores = Chores(wanted=False)
    chores.add(counted(done, 3))
    with os.fdopen(os.dup(pipe[0])) as source:
        chores.until_readable(source)
    assert done == []


def test_all_is_done_where_nobody_waits_and_none_twice(pipe: tuple[int, int]) -> None:
    first: list[int] = []
    second: list[int] = []
    chores = Chores()
    chores.add(counted(first, 3))
    chores.add(counted(second, 2))
    with os.fdopen(os.dup(pipe[0])) as source:
        chores.until_readable(source)
        chores.until_readable(source)
    assert (first, second) == ([0, 1, 2], [0, 1])
