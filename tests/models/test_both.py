"""Two pieces of work: each gives what it gives, in turn or at once, and what it raises is raised."""

from __future__ import annotations

import threading

import pytest

from models.both import at_once, in_turn


def broken(word):
    raise ValueError(word)


@pytest.mark.parametrize("both", [in_turn, at_once])
def test_each_gives_its_own(both):
    assert both(lambda: 1, lambda: "two") == (1, "two")


@pytest.mark.parametrize("both", [in_turn, at_once])
@pytest.mark.parametrize(
    ("first", "second", "word"), [("a", None, "a"), (None, "b", "b"), ("a", "b", "a")], ids=["first", "second", "both"]
)
def test_what_one_raises_is_raised(both, first, second, word):
    with pytest.raises(ValueError, match=word):
        both(lambda: broken(first) if first else 1, lambda: broken(second) if second else 2)


def test_at_once_neither_waits_for_the_other_and_no_thread_is_left():
    before = threading.active_count()
    meeting = threading.Barrier(2, timeout=30)
    assert sorted(at_once(meeting.wait, meeting.wait)) == [0, 1]
    assert threading.active_count() == before


def test_the_first_is_done_by_whoever_asks():
    mine, other = at_once(threading.get_ident, threading.get_ident)
    assert mine == threading.get_ident() != other
