"""What a process that opens a stranger's file may not do."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h


@dataclass(frozen=True, slots=True)
class Confinement:
    """``memory_bytes`` of address space beyond what its parent has, ``file_bytes`` in any one file it writes,
    ``open_files`` at once.
    """

    memory_bytes: int = 5 * 2**30
    """A page of 80 million pixels in a few copies takes less than 3 GiB; the models' compiled code reserves more."""

    file_bytes: int = 2**30
    """A result of a thousand dense pages has 200 MB."""

    open_files: int = 256
    """The libraries' own and a few of ours: under a hundred."""


def confine(limits: Confinement) -> None:
    """Take from this process what reading a document does not need. What the system does not allow is left out."""
    memory_bytes = _address_space_bytes() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    system = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError):  # not Linux
        system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # As root a new network namespace is enough; others need a user namespace, where the system has them.
        if system.unshare(_CLONE_NEWNET) != 0:
            system.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _address_space_bytes() -> int:
    """What this process has of it now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def allow_cpu(seconds: int) -> None:
    """Let this process have so many more seconds of processor time; then it is killed (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def die_with_parent() -> None:
    """Be killed when the parent ends, however it ends."""
    parent = os.getppid()
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the call
        os._exit(1)
