"""What a service and its processes have cost so far."""

from __future__ import annotations

import os
from pathlib import Path

from tests.api.endurance.killing import processes_of

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def processor_s(server: int) -> float:
    """Seconds of processor time of a service and of every process that it has had, but for workers that died."""
    alive = processes_of(server)
    own = _spent(server)
    return own + sum(_spent(process) for kind in ("worker", "child") for process in alive[kind])


def _spent(process: int) -> float:
    """Its own seconds, and those of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * _TICK_S
