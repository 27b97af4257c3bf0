"""The runs of a dump as one stream of characters, so that a label is found however it was wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from models.dump import DumpBlock, folded
from models.geometry import union_of
from models.text import Glyph, TextLine

_GUESS = 0.5  # one place of two


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with the block that it stands in; ``slot`` is its column where the dump has columns."""

    line: TextLine
    block: int
    slot: int | None
    settled: bool

    @property
    def key(self) -> str:
        return folded("".join(glyph.char for glyph in self.line.glyphs))


def guessed(run: Run) -> Run:
    """The run where it may as well stand elsewhere."""
    glyphs = tuple(replace(glyph, probability=_GUESS) for glyph in run.line.glyphs)
    return replace(run, line=replace(run.line, glyphs=glyphs))


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a stream."""

    start: int
    end: int


class Stream:
    """Runs without their spaces, as characters. Offsets are character offsets unless they say run."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = tuple(runs)
        self.text = "".join(run.key for run in self.runs)
        self._glyphs = [(index, glyph) for index, run in enumerate(self.runs) for glyph in run.line.glyphs]
        self._starts = [i for i, (index, _) in enumerate(self._glyphs) if i == 0 or self._glyphs[i - 1][0] != index]

    def __len__(self) -> int:
        return len(self.text)

    def find(self, labels: Iterable[str], within: Span, *, whole: bool = False) -> Span | None:
        """The first place of the longest of ``labels`` that is there; ``whole``: only from the start of a run."""
        for label in sorted({folded(label) for label in labels}, key=lambda text: (-len(text), text)):
            at = self.text.find(label, within.start, within.end)
            while at >= 0:
                if not whole or at in self._starts:
                    return Span(at, at + len(label))
                at = self.text.find(label, at + 1, within.end)
        return None

    def cut(self, span: Span) -> list[Run]:
        """The runs of the span; a run that it cuts gives the part inside."""
        inside = self._glyphs[max(0, span.start) : max(0, span.end)]
        return [
            replace(self.runs[index], line=_part(self.runs[index].line, [glyph for _, glyph in group]))
            for index, group in groupby(inside, key=lambda pair: pair[0])
        ]


def stream_of(blocks: Sequence[DumpBlock]) -> Stream:
    return Stream(
        [
            Run(line, number, block.slots[i] if block.slots else None, block.settled)
            for number, block in enumerate(blocks)
            for i, line in enumerate(block.runs)
            if line.glyphs
        ]
    )


def joined(runs: Sequence[Run]) -> tuple[TextLine, ...]:
    """The runs as lines of a cell: those of one line of the dump become one, with the space between them."""
    lines: list[TextLine] = []
    for run in runs:
        line = run.line
        if lines and lines[-1].box.y0 == line.box.y0 and lines[-1].box.x1 <= line.box.x0:
            gap = " " if line.box.x0 > lines[-1].box.x1 else ""
            last = lines.pop()
            line = TextLine(
                last.text + gap + line.text, last.box.union(line.box), (*last.glyphs, *line.glyphs), line.engine
            )
        lines.append(line)
    return tuple(lines)


def _part(line: TextLine, glyphs: list[Glyph]) -> TextLine:
    if len(glyphs) == len(line.glyphs):
        return line
    box = union_of(glyph.box for glyph in glyphs)
    assert box is not None
    return TextLine("".join(glyph.char for glyph in glyphs), box, tuple(glyphs), line.engine)
