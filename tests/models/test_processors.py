"""How many processors there are for us."""

import os

import pytest

from models.processors import processors


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system keeps no set of processors for a process")
def test_only_those_that_are_left_to_the_process_count():
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(mine)})
    try:
        assert processors() == 1
    finally:
        os.sched_setaffinity(0, mine)
    assert processors() == len(mine)


def test_where_a_system_keeps_no_such_set_all_count(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert processors() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1
