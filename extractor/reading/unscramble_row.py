"""One row of a scrambled form: what of it was found, and its best readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.reading.unscramble_fit import Fit, Pieces, fits
from extractor.reading.unscramble_kinds import FormWords, Reading, RowKind
from models.dump import folded
from models.text import Glyph, TextLine

IMPOSSIBLE = -30.0  # the score of a row that has no reading
_SHORTEST_GOALS = 6  # characters that two goals have together at least
_MOST_TEXT_RUNS = 6  # pieces that spaces cut a text's line into
_MOST_GOAL_TAILS = 3  # of two goals and their side label
_LONGEST_ROW = 250  # characters: more than any row of a listing has


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a row's cells: lines above, and the last line's runs; with their keys.

    Only the keys are compared: the same text is read in the same way wherever it stands. ``lines`` are the
    numbers of the lines that it was written on, ``breaks`` how many lines stand above each blank line among them.
    """

    above: tuple[TextLine, ...] = field(default=(), compare=False)
    last: tuple[TextLine, ...] = field(default=(), compare=False)
    above_keys: tuple[str, ...] = ()
    last_keys: tuple[str, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)
    breaks: tuple[int, ...] = ()

    @staticmethod
    def of(runs: tuple[TextLine, ...], *, above: bool = False) -> Heads:
        """A line's heads: a run alone stands above what follows, or is all there is."""
        keys = tuple(key_of(run) for run in runs)
        if above or len(runs) == 1:
            return Heads(above=runs, above_keys=keys)
        return Heads(last=runs, last_keys=keys)

    def numbered(self, line: int) -> Heads:
        return replace(self, lines=(line,))

    def then(self, other: Heads, *, apart: bool = False) -> Heads:
        """These heads and the others that follow; ``apart``: after a blank line."""
        return Heads(
            self.above + other.above,
            self.last + other.last,
            self.above_keys + other.above_keys,
            self.last_keys + other.last_keys,
            self.lines + other.lines,
            (*self.breaks, len(self.above)) if apart else self.breaks,
        )


@dataclass(frozen=True, slots=True)
class ScrambledRow:
    """A row as far as it is known. ``tails`` from right to left, as written.

    ``first``: the number of the line where its heads begin; ``group``: the group of rows that it was written in,
    the lowest first; ``whole``: a side label that lost no character.
    """

    kind: RowKind
    heads: Heads
    first: int
    group: int
    tails: tuple[Glyph, ...] = ()
    whole: bool = False

    def with_tails(self, tails: Sequence[Glyph]) -> ScrambledRow:
        return replace(self, tails=(*self.tails, *tails))

    @property
    def key(self) -> tuple[object, ...]:
        return self.kind, self.heads.lines, len(self.tails), self.tails[:1]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its readings, best first: which reading, and which cells."""

    row: ScrambledRow
    reading: Reading
    fits: tuple[Fit, ...]
    score: float

    @property
    def above(self) -> tuple[TextLine, ...]:
        return self.row.heads.above

    @property
    def heads(self) -> tuple[TextLine, ...]:
        return self.row.heads.last

    @property
    def tails(self) -> tuple[Glyph, ...]:
        return self.row.tails[::-1]

    @property
    def pieces(self) -> Pieces:
        return _pieces(self.row)


def read_row(row: ScrambledRow, words: FormWords) -> ReadRow:
    """The row in its best reading; the score is IMPOSSIBLE, and there are no fits, where it has none."""
    return ReadRow(row, *_best_reading(_pieces(row), words.readings[row.kind]))


def key_of(line: TextLine) -> str:
    return folded("".join(glyph.char for glyph in line.glyphs))


@lru_cache(maxsize=100_000)
def _best_reading(pieces: Pieces, readings: tuple[Reading, ...]) -> tuple[Reading, tuple[Fit, ...], float]:
    best: tuple[Reading, tuple[Fit, ...], float] = (readings[0], (), IMPOSSIBLE)
    for reading in readings:
        found = fits(reading.specs, pieces) if _worth_trying(reading, pieces) else ()
        score = found[0].score - reading.cost if found else IMPOSSIBLE
        if score > best[2]:
            best = (reading, found, score)
    return best


def _worth_trying(reading: Reading, pieces: Pieces) -> bool:
    """Whether the pieces can be a row of this kind at all: a quick look that saves the long one."""
    long_text = sum(map(len, (*pieces.above, *pieces.heads)))
    if reading.name == "goals":
        few = len(pieces.tails) <= _MOST_GOAL_TAILS and len(pieces.heads) <= _MOST_TEXT_RUNS
        return few and long_text >= _SHORTEST_GOALS
    if reading.name in ("listing", "side", "remark"):
        return long_text <= _LONGEST_ROW
    return True


def _pieces(row: ScrambledRow) -> Pieces:
    tails = folded("".join(glyph.char for glyph in reversed(row.tails)))
    return Pieces(row.heads.above_keys, row.heads.last_keys, tails, row.heads.breaks)
