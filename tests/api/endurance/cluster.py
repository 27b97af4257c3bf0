"""Documents read by one or several machines: services with a data folder each, one database and one store."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.api.endurance.burden import processor_s
from tests.services import Served, serve

_LONGEST_S = 1800.0


@dataclass(frozen=True)
class Work:
    """``seconds`` by the clock and of processor time, of all machines, from the first upload until all was read.

    ``shares``: how many documents each machine published. ``results`` by document, as bytes.
    """

    wall_s: float
    processor_s: float
    shares: tuple[int, ...]
    results: dict[str, bytes]


def work_of(
    folder: Path,
    machines: int,
    sources: Sequence[bytes],
    *,
    warm: bytes,
    database: tuple[str, str],
    files: str,
    more: Sequence[str] = (),
) -> Work:
    """Have ``sources`` read by so many machines, each of which has one reader and has read ``warm`` before.

    A machine has one processor to itself where there are enough of them. ``more``: options of its service.
    """
    options = ["--slots", "1", "--database", database[0], "--jobs", database[1], "--files", files, *more]
    all_of_us = sorted(os.sched_getaffinity(0))
    servers = []
    for number in range(machines):
        os.sched_setaffinity(0, {all_of_us[number % len(all_of_us)]})  # what is started next inherits it
        try:
            servers.append(serve(folder / f"machine{number}", *options))
        finally:
            os.sched_setaffinity(0, all_of_us)
    try:
        _warmed(servers, warm)
        before, spent_s, started_s = _published(servers), _spent(servers), time.monotonic()
        ids = [_sent(servers[0].client, data) for data in sources]
        for document in ids:
            state = servers[0].ended(document, _LONGEST_S)
            assert state["state"] == "done", state
        wall_s, spent_s = time.monotonic() - started_s, _spent(servers) - spent_s
        after = _published(servers)
        # Each machine answers for all; the last one is asked, to which nothing was sent.
        results = {one: servers[-1].client.get(f"/v1/documents/{one}/result").content for one in ids}
    finally:
        for server in servers:
            server.kill()
    shares = tuple(int(b - a) for a, b in zip(before, after, strict=True))
    return Work(wall_s, spent_s, shares, results)


def _warmed(servers: Sequence[Served], warm: bytes) -> None:
    """Let every machine read something, so that its models are loaded."""
    number = 0
    while not all(_published(servers)):
        for _ in servers:
            number += 1
            servers[0].ended(_sent(servers[0].client, warm + f"\n% warm {number}\n".encode()), _LONGEST_S)


def _sent(client: httpx.Client, data: bytes) -> str:
    answer = client.post("/v1/documents", files={"file": ("scan.pdf", data)})
    return str(answer.raise_for_status().json()["document"]["id"])


def _spent(servers: Sequence[Served]) -> float:
    return sum(processor_s(server.process.pid) for server in servers)


def _published(servers: Sequence[Served]) -> list[float]:
    """How many documents each machine has published."""
    wanted = 'scanledger_stage_seconds_count{stage="publishing"}'
    found = []
    for server in servers:
        lines = server.client.get("/metrics").text.splitlines()
        found.append(sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(wanted)))
    return found
