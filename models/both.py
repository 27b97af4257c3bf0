"""Two pieces of work that need nothing of each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


class Both(Protocol):
    """Does both; what either raises is raised, the first's before the second's."""

    def __call__(self, first: Callable[[], First], second: Callable[[], Second], /) -> tuple[First, Second]: ...


def in_turn(first: Callable[[], First], second: Callable[[], Second], /) -> tuple[First, Second]:
    """One after the other."""
    return first(), second()


def at_once(first: Callable[[], First], second: Callable[[], Second], /) -> tuple[First, Second]:
    """The second in a thread of its own, which ends with it: a fork finds none that it would lose.

    What is timed, and what asks an engine, must be the first: both are for one thread.
    """
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second)
        return first(), other.result()
