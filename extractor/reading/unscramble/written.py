"""The glyphs of a scrambled form in the order in which they were written, and where they stood apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from models.dump import folded
from models.text import Glyph, TextLine

_FIGURE = re.compile(r"[\d.,]+%?")
_BEHIND_TAILS = re.compile(r"(?<=\d)(?:0|[1-9]\d*)\.\d{2}|[<>≥≤].*|(?<=[\d—%])[^\d.%]{4,}")
_TAILS = re.compile(r"[\d—]{1,6}[^\d.]{0,4}|[^\d.]{0,2}[标。%)]")


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Glyphs as written; for each its line, its paragraph and where its run ends (all counted in glyphs).

    ``text``: folded, one character a glyph. ``starts``: where lines begin, and the end. ``marks``: where pages do.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    line: tuple[int, ...]
    paragraph: tuple[int, ...]
    run_end: tuple[int, ...]
    starts: tuple[int, ...]
    marks: frozenset[int]

    def __len__(self) -> int:
        return len(self.glyphs)

    def lines(self, start: int, end: int) -> tuple[str, ...]:
        """The glyphs ``start`` to ``end`` as lines of text without spaces."""
        cuts = [start, *(i for i in range(start + 1, end) if self.line[i] != self.line[i - 1]), end]
        return tuple(self.text[a:b] for a, b in pairwise(cuts) if a < b)

    def gaps(self, start: int, end: int) -> tuple[int, ...]:
        """Where spaces stand inside lines between ``start`` and ``end``: the glyph after each."""
        return tuple(i for i in range(start + 1, end) if self.run_end[i - 1] == i and self.line[i] == self.line[i - 1])


def written(rows: Sequence[tuple[str, Sequence[TextLine]]], labels: Collection[str]) -> Written:
    """The lines of a dump, each as it is and as runs. A page begins with a line of one space or after one.

    ``labels``: those that groups may begin with inside a line.
    """
    begun = {*(f"*{label[:1]}" for label in labels), *(label[:2] for label in labels)}
    glyphs: list[Glyph] = []
    line: list[int] = []
    paragraph: list[int] = []
    run_end: list[int] = []
    starts: list[int] = []
    marks: set[int] = set()
    block = 0
    for number, (raw, runs) in enumerate(rows):
        if raw[:1] in (" ", "\f") and raw[1:2] != " ":
            marks.add(len(glyphs))
        if not runs:
            block += 1
            continue
        starts += [len(glyphs) + at for at in (0, *_inside(runs, begun))]
        for run in runs:
            glyphs += run.glyphs
            line += [number] * len(run.glyphs)
            paragraph += [block] * len(run.glyphs)
            run_end += [len(glyphs)] * len(run.glyphs)
    text = folded("".join(glyph.char for glyph in glyphs))
    return Written(
        tuple(glyphs),
        text,
        tuple(line),
        tuple(paragraph),
        tuple(run_end),
        (*starts, len(glyphs)),
        frozenset(marks),
    )


def _inside(runs: Sequence[TextLine], begun: Collection[str]) -> Iterator[int]:
    """Where a group may begin inside a line: after the last characters of another, with a label, at a dash.

    A cell that is a group of its own is whole, and may stand glued to them.
    """
    key = folded("".join(glyph.char for run in runs for glyph in run.glyphs))
    first = len(runs[0].glyphs)
    ends = list(accumulate(len(run.glyphs) for run in runs))
    mixed = not _TAILS.fullmatch(key)
    for i in range(1, len(key)):
        ended = mixed and i < first and (i == 1 or _TAILS.fullmatch(key[:i]) or _FIGURE.fullmatch(key[:i]))
        end = next(end for end in ends if end > i)
        whole = mixed and i not in ends and _BEHIND_TAILS.fullmatch(key, i, end)
        if ended or whole or key[i : i + 2] in begun or (mixed and {key[i - 1], key[i]} & set("—-")):
            yield i
