"""Standard output for the result alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def reserved_stdout() -> Iterator[BinaryIO]:
    """Standard output's stream, kept from everybody else: whatever a library prints meanwhile goes to stderr.

    Done on the file descriptors, because libraries in C print without asking Python.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(kept), "wb") as stream:
            yield stream
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
