"""How many processors there are for us."""

import os


def processors() -> int:
    """Those that a container's set of processors, or who started this process, leaves it."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
