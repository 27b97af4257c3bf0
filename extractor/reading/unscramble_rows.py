"""Which lines of a scrambled form make up which row: a search over the order in which they were written.

Rows are written in small groups. A group's heads stand from its top row to its bottom one, then come the tails
from the bottom row to the top one; so heads are put on a stack and tails take them off again, and only a row
that was written whole is passed over. The bottom row's tails may be glued to the end of the last head. Line by
line every way to go on is tried, and the readings of the rows decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from extractor.reading.unscramble_kinds import FormWords, RowKind
from extractor.reading.unscramble_row import IMPOSSIBLE, Heads, ReadRow, ScrambledRow, key_of, read_row
from models.text import Glyph, TextLine

_BEAM = 16  # readings kept from line to line; more did not read generated forms better
_LONGEST_TAILS = 10  # a row has nine cells at most, and a label may lose two
_LONGEST_GLUED_TO = 40  # characters: a text that long has its tails on a line of their own
_HIGHEST_STACK = 8  # rows: groups of four were seen, and whole labels among them
_FEWEST_GLUED: Mapping[RowKind, int] = {"title": 1, "heads": 1, "label": 1, "matrix": 3, "total": 2, "free": 2}
# Costs are log-odds by rule of thumb, as in the fits of rows.
_MORE_HEADS, _GLUED, _LIKE_TAILS, _MORE_TAILS = -1.0, -0.5, -3.0, -1.0
# Which kinds of line may go on a row of which kind in the same paragraph.
_GOES_ON = frozenset(
    {
        ("free", "free"),
        ("total", "free"),
        ("heads", "free"),
        ("heads", "heads"),
        ("label", "label"),
        ("label", "free"),
        ("matrix", "free"),
    }
)
# Numbers before anything else, and no more than one to a cell: heads of one run are seldom like that.
_AFTER_BLOCKS = frozenset(
    {
        ("free", "free"),
        ("free", "matrix"),
        ("free", "heads"),
        ("label", "label"),
        ("label", "free"),
        ("heads", "heads"),
        ("heads", "free"),
    }
)
_NUMBERS = re.compile(r"[\d.]+")
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
class _State:
    """Rows as read so far. ``stack``: those of the group whose tails may still come, by index.

    ``taking``: tails have been taken, so the next heads begin a group. ``open_row``: the row that the
    paragraph's lines before are heads of, and ``last``: the row that they are tails of; -1 where there is none.
    """

    rows: tuple[ScrambledRow, ...] = ()
    scores: tuple[float, ...] = ()
    bias: float = 0.0
    group: int = 0
    stack: tuple[int, ...] = ()
    taking: bool = False
    open_row: int = -1
    last: int = -1

    @property
    def score(self) -> float:
        return sum(self.scores) + self.bias

    @property
    def key(self) -> tuple[object, ...]:
        """All that what is still to come can change: of states that are equal in it only the best is kept."""
        last = self.rows[self.last].key if self.last >= 0 else None
        return tuple(self.rows[at].key for at in self.stack), last, self.taking, self.open_row < 0


def read_rows(lines: Sequence[Line], words: FormWords) -> list[ReadRow]:
    """The rows in the order in which they were written."""
    beam = [_State()]
    for index, line in enumerate(lines):
        grown: dict[tuple[object, ...], _State] = {}
        for state in beam:
            for after in _after(state, line, index, words):
                known = grown.get(after.key)
                if known is None or after.score > known.score:
                    grown[after.key] = after
        beam = nlargest(_BEAM, grown.values(), key=lambda state: state.score) or beam
    best = max((_next_group(state, words) for state in beam), key=lambda state: state.score)
    return [read_row(row, words) for row in best.rows]


def _after(state: _State, line: Line, index: int, words: FormWords) -> Iterator[_State]:
    if line.opens:
        state = replace(state, last=state.last if len(line.runs) == 1 else -1)
    if line.whole:
        state = _next_group(state, words) if state.taking else state
        label = ScrambledRow("free", Heads.of(line.runs, above=True), first=index, group=state.group, whole=True)
        score = read_row(label, words).score
        yield replace(state, rows=(*state.rows, label), scores=(*state.scores, score), open_row=-1, last=-1)
        return
    keys = [key_of(run) for run in line.runs]
    alone = len(keys) == 1
    if alone and len(keys[0]) <= _LONGEST_TAILS:
        yield from _as_tails(state, line, words)
    kind = words.kind_of(keys)
    cost = _LIKE_TAILS if alone and _TAILS.fullmatch(keys[0]) else 0.0
    glued = line.closes and not (alone and len(keys[0]) > _LONGEST_GLUED_TO)
    for cut in (0, *range(_FEWEST_GLUED[kind], _LONGEST_TAILS + 1)) if glued else (0,):
        parted = _cut_glued(line.runs, cut)
        if parted is None:
            return
        runs, tails = parted
        # The total row's last cell is a dash, which stands anywhere and says nothing.
        heads = Heads.of(tuple(run for run in runs if key_of(run) not in ("—", "-")) if kind == "total" else runs)
        for after in _as_heads(state, line, heads.numbered(index), kind, words):
            grown = replace(after, bias=after.bias + cost)
            if not tails:
                yield grown
            else:
                grown = replace(grown, bias=grown.bias + _GLUED)
                yield from _take(grown, grown.open_row, tails, words)


def _as_heads(state: _State, line: Line, heads: Heads, kind: RowKind, words: FormWords) -> Iterator[_State]:
    """The line as heads: of the paragraph's row, of the row before, of a row of its own, or of an earlier one."""
    if not line.opens and state.open_row >= 0 and (state.rows[state.open_row].kind, kind) in _GOES_ON:
        row = state.rows[state.open_row]
        changed = replace(row, heads=row.heads.then(heads))
        yield _put(state, state.open_row, changed, words)
        if (row.kind, kind) == ("label", "free"):
            yield _put(state, state.open_row, replace(changed, kind="free"), words)
        if kind == "free":
            return
    elif not line.opens and state.open_row >= 0 and kind == "matrix" and state.rows[state.open_row].kind == "free":
        row = state.rows[state.open_row]
        if not row.heads.last:  # the upper lines of a wrapped amount
            yield _put(state, state.open_row, replace(row, kind=kind, heads=row.heads.then(heads)), words)
    elif line.opens and state.stack and not state.taking:
        row = state.rows[state.stack[-1]]
        # Cells of several lines stand in paragraphs of their own before the line that all others are on.
        if (row.kind, kind) in _AFTER_BLOCKS and not row.heads.last and state.stack[-1] == len(state.rows) - 1:
            kept = "free" if (row.kind, kind) == ("label", "free") else row.kind
            changed = replace(row, kind=kind if kept == "free" else kept, heads=row.heads.then(heads, apart=True))
            yield _put(state, state.stack[-1], changed, words, _MORE_HEADS / 2)
        if all(_NUMBERS.fullmatch(key) for key in heads.last_keys[:-1]) and heads.last_keys:
            yield from _as_totals(state, heads, words)
    fresh = _next_group(state, words) if state.taking else state
    fresh = _settled(fresh, fresh.stack[: 1 - _HIGHEST_STACK], words)
    stack = (*fresh.stack[1 - _HIGHEST_STACK :], len(fresh.rows))
    row = ScrambledRow(kind, heads, first=heads.lines[0], group=fresh.group)
    yield _put(replace(fresh, stack=stack), len(fresh.rows), row, words)


def _as_totals(state: _State, heads: Heads, words: FormWords) -> Iterator[_State]:
    """The line as the numbers of the total row, whose label was written whole and so before the rows above it."""
    for at in state.stack:
        row = state.rows[at]
        if row.kind == "total" and not row.heads.last:
            stack = (*(one for one in state.stack if one != at), at)
            changed = replace(row, heads=row.heads.then(heads))
            yield _put(replace(state, stack=stack), at, changed, words)


def _as_tails(state: _State, line: Line, words: FormWords) -> Iterator[_State]:
    """The line as tails: of a row on the stack, those above it having none; or more tails of the same row."""
    run = line.runs[0]
    if state.last >= 0 and not line.opens:
        yield from (
            replace(after, bias=after.bias + _MORE_TAILS) for after in _take(state, state.last, run.glyphs, words)
        )
    if not line.opens and not line.closes:
        return
    for at in reversed(state.stack):
        yield from _take(state, at, run.glyphs, words)


def _take(state: _State, at: int, tails: Sequence[Glyph], words: FormWords) -> Iterator[_State]:
    """The state with ``tails`` added to row ``at``, if that can be read; the rows above it on the stack are whole."""
    row = state.rows[at].with_tails(tails)
    read = read_row(row, words)
    if read.score <= IMPOSSIBLE:
        return
    place = state.stack.index(at) if at in state.stack else len(state.stack)
    state = _settled(state, state.stack[place + 1 :], words)
    rows, scores = list(state.rows), list(state.scores)
    rows[at], scores[at] = row, read.score
    yield replace(
        state,
        rows=tuple(rows),
        scores=tuple(scores),
        stack=state.stack[:place],
        taking=True,
        open_row=-1,
        last=at,
    )


def _put(state: _State, at: int, row: ScrambledRow, words: FormWords, bias: float = 0.0) -> _State:
    """The state with ``row`` at ``at``, which has more heads than before."""
    rows, scores = list(state.rows), list(state.scores)
    rows[at : at + 1] = [row]
    scores[at : at + 1] = [_promise(row, words)]
    return replace(state, rows=tuple(rows), scores=tuple(scores), bias=state.bias + bias, open_row=at, last=-1)


def _promise(row: ScrambledRow, words: FormWords) -> float:
    if row.tails:
        return read_row(row, words).score
    return words.promise(row.kind, (*row.heads.above_keys, *row.heads.last_keys))


def _next_group(state: _State, words: FormWords) -> _State:
    """The state once no more tails of the group will come."""
    return replace(_settled(state, state.stack, words), stack=(), taking=False, group=state.group + 1, open_row=-1)


def _settled(state: _State, whole: Sequence[int], words: FormWords) -> _State:
    """The state with the worth of these rows as they are."""
    if not whole:
        return state
    scores = list(state.scores)
    for at in whole:
        scores[at] = read_row(state.rows[at], words).score
    return replace(state, scores=tuple(scores))


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
