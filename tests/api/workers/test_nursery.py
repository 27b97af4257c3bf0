from __future__ import annotations

import signal
from types import SimpleNamespace
from typing import Any

import pytest

from api.workers.confinement import Confinement
from api.workers.nursery import _killed_by_others

LIMITS = Confinement(memory_bytes=2**30)


def used(memory_bytes: int) -> Any:
    return SimpleNamespace(ru_maxrss=memory_bytes // 1024)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_who_has_little_memory_and_is_killed_was_killed_by_others(number: signal.Signals) -> None:
    assert _killed_by_others(-number, used(2**28), LIMITS)


def test_who_fills_the_memory_is_killed_for_it() -> None:
    assert not _killed_by_others(-signal.SIGKILL, used(2**30), LIMITS)


@pytest.mark.parametrize("code", [-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, 1])
def test_a_crash_is_nobody_elses_doing(code: int) -> None:
    assert not _killed_by_others(code, used(2**20), LIMITS)
