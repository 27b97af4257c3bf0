"""A text dump once its order is restored: runs of text in blocks, with what is known of their columns."""

from __future__ import annotations

from dataclasses import dataclass

from models.text import TextLine


@dataclass(frozen=True, slots=True)
class DumpBlock:
    """Runs of text that stand together in a dump (between blank lines), in reading order, in the dump's frame.

    ``slots`` holds one column number per run, where the dump has columns: tab stops, as ragged as they are
    printed, so that only distances say something. None where runs are parted by spaces.
    ``settled``: one whole row of a form's table, restored, and its slots are the form's own columns, from 0.
    """

    runs: tuple[TextLine, ...]
    slots: tuple[int, ...] | None = None
    settled: bool = False
