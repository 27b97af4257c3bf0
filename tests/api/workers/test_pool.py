from __future__ import annotations

import threading
import time

import pytest

from api.workers import Reader, ReaderPool, WorkerSettings


def test_whoever_is_in_a_hurry_gets_the_next_reader() -> None:
    pool = ReaderPool([Reader(WorkerSettings())])
    order: list[str] = []

    def want(name: str, *, urgent: bool) -> None:
        with pool.lent(urgent=urgent):
            order.append(name)

    threads = []
    with pool.lent(urgent=False):
        for name, urgent in (("batch 1", False), ("batch 2", False), ("upload", True)):
            threads.append(threading.Thread(target=want, args=(name,), kwargs={"urgent": urgent}))
            threads[-1].start()
            time.sleep(0.05)  # they wait in this order
    for thread in threads:
        thread.join(timeout=60)
    assert order[0] == "upload"
    assert sorted(order) == ["batch 1", "batch 2", "upload"]


def test_a_reader_comes_back_from_work_that_failed() -> None:
    pool = ReaderPool([Reader(WorkerSettings())])
    with pytest.raises(ZeroDivisionError), pool.lent(urgent=False):
        raise ZeroDivisionError
    with pool.lent(urgent=True) as reader:
        assert isinstance(reader, Reader)
