"""Processes of the command line that begin where all modules are loaded.

To load them takes 4 of the 5 s of a processor that a service takes until it answers, and tests start dozens. One
process loads them and has a child for each; the child runs the command from its first line, as a program would.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import TimeoutExpired

from api.cli import ONE_SUM, main

os.environ.setdefault(*ONE_SUM)  # as the command line has it before it loads anything
_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forking", "api.commands.serve"])


@dataclass(frozen=True)
class Forked:
    """What tests ask of a ``subprocess.Popen``, for a process that another one forked."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise TimeoutExpired(self.process.name, timeout or 0)
        return self.process.exitcode

    def kill(self) -> None:
        self.process.kill()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def forked(arguments: Sequence[str], log: Path) -> Forked:
    """``scanledger`` with such arguments, in this process's environment and folder; what it says goes to ``log``."""
    process = _FORKING.Process(target=_run, args=(arguments, log, dict(os.environ), Path.cwd()), daemon=True)
    process.start()
    return Forked(process)


def _run(arguments: Sequence[str], log: Path, environment: Mapping[str, str], folder: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with log.open("ab") as said:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(said.fileno(), stream.fileno())
    sys.exit(main(arguments))
