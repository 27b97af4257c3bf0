"""Where tables for people are printed."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console

_FILE_COLUMNS = 160
"""Width where standard output is no terminal: a file scrolls sideways, and rich would take it for 80 columns."""


def console(stream: TextIO | None = None) -> Console:
    """Standard output as it is now, or a stream: as wide as the terminal, or wide enough to read."""
    file = stream or sys.stdout
    return Console(file=file, width=None if file.isatty() else _FILE_COLUMNS)
