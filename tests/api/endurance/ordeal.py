"""A service under load whose processes are killed at random moments; and what is missing in the end."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from api.service import database_address
from tests.api.endurance.kept import missing_answers, missing_rows
from tests.api.endurance.killing import KINDS, Kind, kill, processes_of
from tests.api.endurance.load import Ledger, Person, Reviewer, Uploader
from tests.api.endurance.postgresql import free_port
from tests.services import Served, serve

_MOST_STEPS = 12
"""Between two kills, at most: a document or two are read and corrected in as many. Counted in what is got on with, not
in seconds, so that a busy machine shows as much."""

_LONGEST_WAIT_S = 20.0
"""For those steps, and for a process of the kind that is to be killed."""

_LOOK_S = 0.05

_REST_S = 600.0
"""In which all that was accepted must have ended after the last kill."""


@dataclass(frozen=True)
class Ordeal:
    """``missing``: what is lost, double or wrong, in words. ``failed``: documents by the code of their failure."""

    kills: Counter[Kind]
    ledger: Ledger
    failed: Counter[str]
    missing: list[str]


def endure(
    folder: Path,
    source: bytes,
    *,
    rounds: int,
    seed: int,
    database: tuple[str, str] | None,
    start: Callable[..., Served] = serve,
    tell: Callable[[int], None] = lambda _: None,
) -> Ordeal:
    """Kill a process ``rounds`` times, while documents like ``source`` are sent.

    ``database``: addresses of the service's and the jobs', or None for SQLite. ``start``: what starts a service on a
    data folder, with such options and at that port.
    """
    options = ["--slots", "2", *(["--database", database[0], "--jobs", database[1]] if database else [])]
    data, port = folder / "data", free_port()
    chance = random.Random(seed)  # noqa: S311 - a schedule, no secret
    server, ledger = start(data, *options, port=port), Ledger()
    address = f"http://127.0.0.1:{port}"
    people: list[Person] = [Uploader(address, ledger, seed, source), Reviewer(address, ledger, seed + 1)]
    kills: Counter[Kind] = Counter()
    try:
        for person in people:
            person.start()
        for number in range(rounds):
            _some_steps_later(ledger, chance)
            kind = _struck(server, chance)
            kills[kind] += 1
            if kind == "api":
                server.kill()
                server = start(data, *options, port=port)
            tell(number + 1)
        for person in people:
            person.over.set()
        for person in people:
            person.join()
        failed = _settled(server, ledger)
        missing = [*ledger.wrong, *missing_answers(server.client, ledger)]
    finally:
        server.kill()
    return Ordeal(
        kills, ledger, failed, missing + missing_rows(database_address(data, database and database[0]), ledger)
    )


def _some_steps_later(ledger: Ledger, chance: random.Random) -> None:
    enough, until_s = ledger.steps + chance.randrange(_MOST_STEPS), time.monotonic() + _LONGEST_WAIT_S
    while ledger.steps < enough and time.monotonic() < until_s:
        time.sleep(chance.uniform(0, _LOOK_S))


def _struck(server: Served, chance: random.Random) -> Kind:
    """Kill a process of a kind drawn by lot: the first of it that there is, and the server where there is none."""
    kind, until_s = chance.choice(KINDS), time.monotonic() + _LONGEST_WAIT_S
    while time.monotonic() < until_s:
        time.sleep(chance.uniform(0, _LOOK_S))
        alive = processes_of(server.process.pid)[kind]
        if alive and kill(chance.choice(alive)):
            return kind
    kill(server.process.pid)
    return "api"


def _settled(server: Served, ledger: Ledger) -> Counter[str]:
    """Wait until nothing is under way; how often documents failed, by code."""
    failed: Counter[str] = Counter()
    for document in ledger.runs:
        state = server.ended(document, _REST_S)
        error = state["error"]
        if isinstance(error, dict):
            failed[str(error["code"])] += 1
    return failed
