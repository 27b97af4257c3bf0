"""Which processes a service consists of, and an end for one of them that it does not see coming."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

Kind = Literal["api", "worker", "child"]
KINDS: tuple[Kind, ...] = ("api", "worker", "child")


def processes_of(server: int) -> Mapping[Kind, Sequence[int]]:
    """The process that answers, those that load the models, and those of which each has one document open."""
    workers = [one for one in _children(server) if b"api.workers.nursery" in _command(one)]
    return {"api": [server], "worker": workers, "child": [one for worker in workers for one in _children(worker)]}


def kill(process: int) -> bool:
    """Whether it was there to be killed."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _children(process: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            found += map(int, thread.read_text().split())
    return found


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
