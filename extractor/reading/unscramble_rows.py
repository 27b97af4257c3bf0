"""Which lines of a scrambled form make up which row: a beam search over the order in which they were written.

The heads of a row stand in one or more paragraphs; its tails come in one or more lines after (or between) them,
or glued to the end of the last head. Line by line, each line is tried as heads of a new row, as more heads of a
row begun shortly before, and as tails of any row not long ago; the readings of the rows decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import permutations

from extractor.reading.unscramble_fit import Fit, Pieces, fits
from extractor.reading.unscramble_kinds import FormWords, Reading, RowKind
from models.dump import folded
from models.text import Glyph, TextLine

_BEAM = 25  # readings kept from line to line; the right one was never below the twentieth on generated forms
_LONGEST_TAILS = 10  # a row has nine cells at most, and a label may lose two
_ROWS_BACK, _ROWS_BACK_HEADS = 7, 3  # how far back tails and further heads of a row were ever seen
_FEWEST_GLUED: Mapping[RowKind, int] = {"title": 1, "heads": 1, "label": 1, "matrix": 3, "total": 2, "free": 2}
_IMPOSSIBLE = -30.0
_MORE_HEADS, _FURTHER_BACK, _GLUED, _LIKE_TAILS = -1.0, -0.05, -0.5, -3.0
# Which kinds of line may go on a row of which kind.
_GOES_ON = frozenset(
    {("free", "free"), ("total", "free"), ("heads", "free"), ("heads", "heads"), ("label", "label"), ("matrix", "free")}
)
_TOTALS = re.compile(r"[\d.—]+")
_GOES_ON_APART = frozenset({("free", "free"), ("total", "free")})
# Numbers before anything else, and no more than one to a cell: heads of one run are seldom like that.
_TAILS = re.compile(r"[\d—]{2,6}[^\d.]{0,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dump. ``opens``: the first of its paragraph; ``closes``: the last.

    ``whole``: it is a side label and nothing else, its wrapped lines one run each.
    """

    runs: tuple[TextLine, ...]
    opens: bool
    closes: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """Heads of a row that were written together: lines above, and the last line's runs; with their keys.

    Only the keys are compared: the same text is read in the same way wherever it stands.
    """

    above: tuple[TextLine, ...] = field(default=(), compare=False)
    heads: tuple[TextLine, ...] = field(default=(), compare=False)
    above_keys: tuple[str, ...] = ()
    head_keys: tuple[str, ...] = ()

    @staticmethod
    def of(runs: tuple[TextLine, ...], *, above: bool = False) -> Fragment:
        """A line's heads: a run alone stands above what follows, or is all there is."""
        keys = tuple(_key(run) for run in runs)
        if above or len(runs) == 1:
            return Fragment(above=runs, above_keys=keys)
        return Fragment(heads=runs, head_keys=keys)

    def then(self, other: Fragment) -> Fragment:
        return Fragment(
            self.above + other.above,
            self.heads + other.heads,
            self.above_keys + other.above_keys,
            self.head_keys + other.head_keys,
        )


@dataclass(frozen=True, slots=True)
class ScrambledRow:
    """A row as far as it is known. ``tails`` from right to left, as written; ``closed``: the last tails' line."""

    kind: RowKind
    fragments: tuple[Fragment, ...]
    tails: tuple[Glyph, ...] = ()
    closed: int = -1
    whole: bool = False

    @property
    def key(self) -> str:
        heads = "/".join("|".join((*one.above_keys, "", *one.head_keys)) for one in self.fragments)
        return heads + "\\" + "".join(glyph.char for glyph in self.tails)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its readings, best first: the order of its fragments, which reading, and which cells."""

    row: ScrambledRow
    order: tuple[Fragment, ...]
    reading: Reading
    fits: tuple[Fit, ...]
    score: float

    @property
    def above(self) -> tuple[TextLine, ...]:
        return tuple(line for fragment in self.order for line in fragment.above)

    @property
    def heads(self) -> tuple[TextLine, ...]:
        return tuple(head for fragment in self.order for head in fragment.heads)

    @property
    def tails(self) -> tuple[Glyph, ...]:
        return self.row.tails[::-1]


@dataclass(frozen=True, slots=True)
class _State:
    rows: tuple[ScrambledRow, ...]
    scores: tuple[float, ...]
    bias: float
    open_row: int = -1  # the row that the paragraph's lines before are heads of

    @property
    def score(self) -> float:
        return sum(self.scores) + self.bias

    @property
    def key(self) -> tuple[tuple[str, ...], int]:
        """Two states that read the same rows are one, whichever of two equal rows got which of two equal tails."""
        return tuple(sorted(row.key for row in self.rows)), len(self.rows) - self.open_row


def read_rows(lines: Sequence[Line], words: FormWords) -> list[ReadRow]:
    """The rows in the order in which they were closed: the lowest of the form first."""
    beam = [_State((), (), 0.0)]
    for index, line in enumerate(lines):
        grown = [after for state in beam for after in _after(state, line, index, words)]
        grown.sort(key=lambda state: -state.score)
        beam = list({state.key: state for state in reversed(grown)}.values())[::-1][:_BEAM]
    if not beam:
        return []
    best = max(beam, key=lambda state: sum(_best(row, words).score for row in state.rows) + state.bias)
    read = [_best(row, words) for row in best.rows]
    return sorted(read, key=lambda one: one.row.closed)


def _after(state: _State, line: Line, index: int, words: FormWords) -> Iterator[_State]:
    if line.whole:
        label = ScrambledRow("free", (Fragment.of(line.runs, above=True),), closed=index, whole=True)
        yield from _put(state, len(state.rows), label, (), index, words, 0.0)
        return
    going_on = not line.opens and state.open_row >= 0
    keys = [_key(run) for run in line.runs]
    kind = words.kind_of(keys)
    alone = len(keys) == 1
    if alone and len(keys[0]) <= _LONGEST_TAILS:
        yield from _as_tails(state, line.runs[0], index, words)
    bias = _LIKE_TAILS if alone and _TAILS.fullmatch(keys[0]) else 0.0
    for cut in (0, *range(_FEWEST_GLUED[kind], _LONGEST_TAILS + 1)) if line.closes else (0,):
        parted = _cut_glued(line.runs, cut)
        if parted is None:
            return
        runs, glued = parted
        # The total row's last cell is a dash, which stands anywhere and says nothing.
        fragment = Fragment.of(tuple(run for run in runs if _key(run) not in ("—", "-")) if kind == "total" else runs)
        cost = bias + (_GLUED if glued else 0.0)
        open_kind = state.rows[state.open_row].kind if going_on else kind
        if going_on and (open_kind, kind) in _GOES_ON:
            row = state.rows[state.open_row]
            changed = replace(row, fragments=(*row.fragments[:-1], row.fragments[-1].then(fragment)))
            yield from _put(state, state.open_row, changed, glued, index, words, cost)
            if kind == "free":
                continue
        fresh = ScrambledRow(kind, (fragment,), closed=index)
        yield from _put(state, len(state.rows), fresh, glued, index, words, cost)
        for at, row in _unfinished(state, fragment):
            if (row.kind, kind) in _GOES_ON_APART and (row.kind != "total" or _TOTALS.fullmatch("".join(keys))):
                changed = replace(row, fragments=(*row.fragments, fragment))
                yield from _put(state, at, changed, glued, index, words, cost + _MORE_HEADS)


def _unfinished(state: _State, fragment: Fragment) -> Iterator[tuple[int, ScrambledRow]]:
    """Rows begun not long ago that may have these heads as well: only one line of a row has several runs."""
    begun = [(at, row) for at, row in enumerate(state.rows) if not row.whole][-_ROWS_BACK_HEADS:]
    for at, row in reversed(begun):
        if row.kind == "total" or not (fragment.heads and any(one.heads for one in row.fragments)):
            yield at, row


def _as_tails(state: _State, run: TextLine, index: int, words: FormWords) -> Iterator[_State]:
    for back in range(1, min(_ROWS_BACK, len(state.rows)) + 1):
        at = len(state.rows) - back
        waiting = sum(1 for row in state.rows[at + 1 :] if not row.tails)
        after = _put(state, at, state.rows[at], run.glyphs, index, words, _FURTHER_BACK * waiting)
        yield from (replace(one, open_row=-1) for one in after)


def _put(  # noqa: PLR0917 - a step of the search: its whole context, in one order everywhere
    state: _State, at: int, row: ScrambledRow, tails: Sequence[Glyph], index: int, words: FormWords, bias: float
) -> Iterator[_State]:
    """The state with ``row`` at ``at``, tails added to it, if the row can still be read."""
    if tails:
        row = replace(row, tails=(*row.tails, *tails), closed=index)
    if tails and _best(row, words).score <= _IMPOSSIBLE:
        return
    rows, scores = list(state.rows), list(state.scores)
    rows[at : at + 1], scores[at : at + 1] = [row], [_worth(row, words)]
    settled = len(rows) - _ROWS_BACK - 1
    if at == len(rows) - 1 and settled >= 0:  # no tails will come for it any more
        scores[settled] = _best(rows[settled], words).score
    yield _State(tuple(rows), tuple(scores), state.bias + bias, at)


def _worth(row: ScrambledRow, words: FormWords) -> float:
    if row.tails or row.whole:
        return _best(row, words).score
    # Its tails are still to come, or it was written whole.
    keys = [key for one in row.fragments for key in (*one.above_keys, *one.head_keys)]
    return words.promise(row.kind, keys)


def _cut_glued(runs: tuple[TextLine, ...], cut: int) -> tuple[tuple[TextLine, ...], tuple[Glyph, ...]] | None:
    """The runs without the last ``cut`` characters, and those; None where there are too few to leave a head."""
    last = runs[-1]
    if not cut:
        return runs, ()
    if cut > len(last.glyphs) or (cut == len(last.glyphs) and len(runs) == 1):
        return None
    kept, glued = last.glyphs[:-cut], last.glyphs[-cut:]
    if not kept:
        return runs[:-1], glued
    text = "".join(glyph.char for glyph in kept)
    box = kept[0].box.union(kept[-1].box)
    return (*runs[:-1], TextLine(text, box, kept, last.engine)), glued


@lru_cache(maxsize=100_000)
def _best_reading(
    fragments: tuple[Fragment, ...], tails: str, readings: tuple[Reading, ...]
) -> tuple[tuple[Fragment, ...], Reading, tuple[Fit, ...], float]:
    best: tuple[tuple[Fragment, ...], Reading, tuple[Fit, ...], float] = (fragments, readings[0], (), _IMPOSSIBLE)
    for order in permutations(fragments) if len(fragments) <= 3 else [fragments]:
        pieces = _pieces(order, tails)
        for reading in readings:
            found = fits(reading.specs, pieces)
            score = found[0].score - reading.cost if found else _IMPOSSIBLE
            if score > best[3]:
                best = (order, reading, found, score)
    return best


def _best(row: ScrambledRow, words: FormWords) -> ReadRow:
    tails = folded("".join(glyph.char for glyph in reversed(row.tails)))
    order, reading, found, score = _best_reading(row.fragments, tails, words.readings[row.kind])
    return ReadRow(row, order, reading, found, score)


def pieces_of(read: ReadRow) -> Pieces:
    return _pieces(read.order, folded("".join(glyph.char for glyph in read.tails)))


def _pieces(order: Sequence[Fragment], tails: str) -> Pieces:
    return Pieces(
        tuple(key for fragment in order for key in fragment.above_keys),
        tuple(key for fragment in order for key in fragment.head_keys),
        tails,
    )


def _key(line: TextLine) -> str:
    return folded("".join(glyph.char for glyph in line.glyphs))
