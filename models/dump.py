"""A text dump once its order is restored: runs of text in blocks, with what is known of their columns."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from models.text import TextLine

ZoneKind = Literal["form", "table", "text"]


@dataclass(frozen=True, slots=True)
class DumpZone:
    """Lines ``start`` to ``end`` of a dump that are one thing: a form, a table with what belongs to it, or text.

    A table's printed title and captions stand before line ``body`` and its notes from line ``notes``; ``title`` is
    empty where it has none. Elsewhere ``body`` is ``start`` and ``notes`` is ``end``.
    """

    kind: ZoneKind
    start: int
    body: int
    notes: int
    end: int
    title: str = ""


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


def folded(text: str) -> str:
    """Text in the form in which labels are compared: one character for one, full width made half, no spaces."""
    return "".join(_fold(char) for char in text if not char.isspace())


def half_widths(text: str) -> int:
    """How wide the text is set, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def unwrapped_width(line: str, following: str) -> int:
    """How wide a column must be for the next line's first word to stand at the end of this one, in half widths.

    A column at least as wide would not have wrapped there. A wide character is a word, with the punctuation
    that may not start a line; ASCII letters and digits run together. ASCII is set in proportion, so with any
    of it one half-width character's error is allowed.
    """
    lead = re.match(r"(?:[!-~]+|.)[，。、；：）”]*", following)
    slack = 1 if re.search(r"[!-~]", line + following) else 0
    return half_widths(line) + half_widths(lead.group() if lead else "") + slack


def _fold(char: str) -> str:
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 else char
