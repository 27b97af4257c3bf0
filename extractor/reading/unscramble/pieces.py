"""What a cell of a scrambled form may be made of: a head on the left of what is unread of its group, a tail right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.reading.unscramble.cells import CellSpec, cell_score, last_characters, may_begin, most_runs_of
from extractor.reading.unscramble.written import Written

_IMPOSSIBLE = -50.0
_MOST_LEFT = 6  # characters that a label of several lines may leave for later
_SENTENCE_ENDS = "。；;！"

_Look = tuple[tuple[str, ...], tuple[int, int], bool]  # lines of text, spaces in them, whether one parts digits


@dataclass(frozen=True, slots=True)
class Piece:
    """What a cell may be made of: its head and tail, what they say together, on how many lines the head stands.

    ``promise``: the score without what the characters are worth.
    """

    head: tuple[int, int]
    tail: tuple[int, int]
    text: str
    lines: int
    score: float
    promise: float


class Pieces:
    """The pieces of a text, remembered. ``worth``: what the characters before each are worth to any reader."""

    def __init__(self, written: Written, worth: Sequence[float]) -> None:
        self.written, self.worth = written, worth
        self.looks: dict[tuple[int, int], _Look] = {}
        self.ends: dict[tuple[CellSpec, int], list[int]] = {}
        self.pieces: dict[tuple[CellSpec, int, int], list[Piece]] = {}
        self.otherwise: dict[tuple[CellSpec, int], bool] = {}

    def plausible(self, spec: CellSpec, left: int, right: int) -> list[Piece]:
        """The heads and tails that a cell may have which begins and ends there, with what they say; best first."""
        if self._ends_otherwise(spec, right):
            return []
        known = self.pieces.get((spec, left, right))
        if known is None:
            found = (self._scored(spec, head, tail) for head, tail in self._pairs(spec, left, right))
            known = [piece for piece in found if piece.score > _IMPOSSIBLE]
            known.sort(key=lambda piece: -piece.promise)
            self.pieces[spec, left, right] = known
        return known

    def _ends_otherwise(self, spec: CellSpec, right: int) -> bool:
        """Whether the cell cannot end with the last character that is unread."""
        known = self.otherwise.get((spec, right))
        if known is None:
            lasts = last_characters(spec)
            known = self.otherwise[spec, right] = lasts is not None and self.written.text[right - 1] not in lasts
        return known

    def _scored(self, spec: CellSpec, head: tuple[int, int], tail: tuple[int, int]) -> Piece:
        look = self.looks.get(head)
        if look is None:
            look = self.looks[head] = self._look(*head)
        lines, spaces, parted = look
        last = self.written.text[slice(*tail)]
        score = cell_score(spec, lines, spaces, parted, last)
        worth = self.worth[head[1]] - self.worth[head[0]] + self.worth[tail[1]] - self.worth[tail[0]]
        return Piece(head, tail, "".join(lines) + last, len(lines), score, score - worth)

    def _look(self, start: int, end: int) -> _Look:
        text, gaps = self.written.text, self.written.gaps(start, end)
        narrow = sum(not text[i - 1].isascii() and not text[i].isascii() for i in gaps)
        parted = any(text[i - 1].isdigit() and text[i].isdigit() for i in gaps)
        return self.written.lines(start, end), (narrow, len(gaps) - narrow), parted

    def _pairs(self, spec: CellSpec, left: int, right: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The heads and tails that a cell may have which begins and ends there."""
        written = self.written
        yield (left, left), (right - 1, right)
        ends = self.ends.get((spec, left))
        if ends is None:
            ends = self.ends[spec, left] = list(_head_ends(written, left, spec))
        for end in ends:
            if end >= right:
                break
            if end < right - 1 or written.paragraph[end] != written.paragraph[left]:
                yield (left, end), (right - 1, right)
                for start in _longer_tails(written, end, right, spec):
                    yield (left, end), (start, right)
            if spec.stems and _stands_over_value(written, left, end):
                yield (left, end), (right, right)
        if right - left > 1 and written.paragraph[right - 1] == written.paragraph[left]:
            yield (left, right), (right, right)


def _head_ends(written: Written, left: int, spec: CellSpec) -> Iterator[int]:
    """Where the head of a cell may end that begins there."""
    end = left
    for _ in range(most_runs_of(spec)):
        if end == len(written) or written.paragraph[end] != written.paragraph[left]:
            return
        end = written.run_end[end]
        if not may_begin(spec, written.text[left:end]):
            return
        yield end


def _stands_over_value(written: Written, left: int, end: int) -> bool:
    """Whether what ends there may share its cell with what stands under it, whose last character is the cell's."""
    below = written.line[end] != written.line[end - 1] and written.paragraph[end] == written.paragraph[left]
    return below and written.text[end - 1] == ":"


def _longer_tails(written: Written, end: int, right: int, spec: CellSpec) -> Iterator[int]:
    """Where else what was left for later may begin: a label of several lines may leave some, a goal a line."""
    if spec.stems:
        yield from range(max(end + 1, right - _MOST_LEFT), right - 1)
    elif spec.kind == "text":
        line = written.line[right - 1]
        for start in range(right - 2, end, -1):
            if written.line[start] != line:
                return
            if written.line[start - 1] != line or written.text[start - 1] in _SENTENCE_ENDS:
                yield start
