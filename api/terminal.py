"""Where tables for people are printed."""

from __future__ import annotations

import sys

from rich.console import Console

_FILE_COLUMNS = 160
"""Width where standard output is no terminal: a file scrolls sideways, and rich would take it for 80 columns."""


def console() -> Console:
    """Standard output as it is now: as wide as the terminal, or wide enough to read."""
    return Console(width=None if sys.stdout.isatty() else _FILE_COLUMNS)
