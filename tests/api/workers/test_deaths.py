from __future__ import annotations

from api.workers import MOST_DEATHS, MOST_KILLS, Deaths, Died

BROKEN, KILLED = Died(how="signal SIGSEGV"), Died(how="signal SIGKILL", from_outside=True)


def after(*died: Died) -> Deaths:
    deaths = Deaths()
    for one in died:
        deaths = deaths.with_one(one)
    return deaths


def test_a_file_that_breaks_its_reader_is_soon_set_aside() -> None:
    assert not after(*[BROKEN] * (MOST_DEATHS - 1)).too_many
    assert after(*[BROKEN] * MOST_DEATHS).too_many


def test_to_be_killed_from_outside_is_not_the_files_fault_for_long() -> None:
    patient = after(*[KILLED] * (MOST_KILLS - 1), BROKEN)
    assert not patient.too_many
    assert after(*[KILLED] * MOST_KILLS).too_many


def test_what_is_said_names_who_is_to_blame() -> None:
    assert "print it anew" in after(*[BROKEN] * MOST_DEATHS).said("signal SIGSEGV")
    assert "outside" in after(*[KILLED] * MOST_KILLS).said("signal SIGKILL")
