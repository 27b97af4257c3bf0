"""Texts by their punctuation and their length: a full stop for a comma, or a torn sentence, shows beside its column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median

MARKS = frozenset("，。、；：.·'’")
"""What a blurred mark is read as; those of half a width are folded into the others before."""

REACH = 2
"""Characters before a mark and after it by which the same words are known again."""

FEWEST = 3
"""Texts from which on a column has a usual length."""

LEAST_LENGTH = 5
"""Characters of a column's usual text: names of two or four are as long as they are."""

_FOLDED = str.maketrans(",:;", "，：；")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

_MISPLACED = re.compile(
    r"(?<!标)\d[:：·](?=\d)"  # 0:25, but not 目标1：10月前
    r"|\d[,，](?!\d{3}(?!\d))(?=\d)"  # 0,75
    r"|[一-鿿）)%％][.·](?!\d)"  # 基本达到的得0.5分.
    r"|^[·.,，、。：；:;’']"
    r"|[，、·.。；：:,]{2}"
    r"|[：:、.·](?=[②③④⑤⑥⑦⑧⑨⑩])"  # what parts the points of a list is a semicolon or a comma
    r"|[，、：,·]$"
)

Words = tuple[str, str]
"""What stands before a place of a text, and after it; an empty end is the text's."""


def is_misplaced_mark(text: str) -> bool:
    """Whether a mark stands in a text where none like it does: ``0,75分``, ``·完成率``, a comma at its end."""
    return len(text) > 1 and _MISPLACED.search(text) is not None


@dataclass(frozen=True)
class Wording:
    """The texts of one column, each without layout, blanks left out."""

    texts: tuple[str, ...]

    def as_long(self, text: str) -> float:
        """How long a text of the column is beside the usual one, at most 1; 1 where nothing is usual."""
        if len(self.texts) < FEWEST or not text or self._usual_length < LEAST_LENGTH:
            return 1.0
        return min(1.0, len(text) / self._usual_length)

    def marked_alike(self, text: str) -> float:
        """Of the column's other texts that have the same words somewhere, the share with the same mark in there.

        Of all places of the text the one where fewest agree; 1 where no other has the same words.
        """
        return min((self._share(words, mark) for words, mark in _marked(text) if words in self._usage), default=1.0)

    def _share(self, words: Words, mark: str) -> float:
        marks = self._usage[words]
        return (marks[mark] - 1) / (marks.total() - 1)

    @cached_property
    def _usual_length(self) -> float:
        return median(len(text) for text in self.texts)

    @cached_property
    def _usage(self) -> Mapping[Words, Counter[str]]:
        """What stands between the same words, where it is not the same in all: each mark, and in how many texts.

        A text counts once: cells over several rows are copied.
        """
        found: dict[Words, Counter[str]] = defaultdict(Counter)
        for text in set(self.texts):
            for words, mark in set(_marked(text)):
                found[words][mark] += 1
        return {words: marks for words, marks in found.items() if len(marks) > 1}


def wordings(texts: Iterable[tuple[str, str]]) -> dict[str, Wording]:
    """The wording of each column. ``texts``: of each field the name of its column and its text."""
    columns: dict[str, list[str]] = defaultdict(list)
    for column, text in texts:
        if text:
            columns[column].append(text)
    return {column: Wording(tuple(own)) for column, own in columns.items()}


def _marked(text: str) -> Iterator[tuple[Words, str]]:
    """The words around each place of a text, with the mark that stands there. All numbers are alike."""
    alike = _NUMBER.sub("0", text.translate(_FOLDED))
    for at in range(REACH, len(alike) + 1):
        mark = alike[at : at + 1] if alike[at : at + 1] in MARKS else ""
        before, after = alike[at - REACH : at], alike[at + len(mark) : at + len(mark) + REACH]
        whole = len(after) == REACH or (mark and not after)
        if whole and before[-1] not in MARKS:
            yield (before, after), mark
