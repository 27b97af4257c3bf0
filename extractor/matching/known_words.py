"""Words that are known: a character that makes none with its neighbours was misread, 配备急教箱数."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extractor.matching.catalogue import Catalogue
from models.record import FormReading, Leaf, TypedValue
from models.text import Glyph

LEAST_ODDS = 0.02
"""Of another character against the one that was read. On heavy and worst scans 40 of 53 right ones had them where they
were misread; at a quarter of it twice as many texts that were read right are doubted, and none more is put right.
"""

SURE = 0.9
"""The probability of both characters of a pair from which on it counts as read for certain."""

SHORTEST = 4
"""Chinese characters of a text that is put right: people's names are shorter, and are no words."""

Pairs = frozenset[str]
"""Two Chinese characters each that stand beside one another in a word."""


def in_known_words(
    reading: FormReading, values: Mapping[str, TypedValue], catalogue: Catalogue, words: tuple[str, ...]
) -> dict[str, TypedValue]:
    """The texts of a form with a doubtful character that makes no known word, by path.

    Known are the words of a dictionary, pairs of characters of the ``catalogue`` and the forms' ``words``, and pairs
    that were surely read in another field of the form. Where the recogniser also thought of a character that makes a
    word, it stands in the value, and ``repairs`` says what was read. The value is not grammatical either way: of texts
    that were put right one in ten has another slip.
    """
    written = {leaf.path: _glyphs(leaf) for leaf in reading.leaves if leaf.kind == "text"}
    doubtful = [path for path, glyphs in written.items() if any(_others(glyph) for glyph in glyphs)]
    if not doubtful:
        return {}
    printed, said = _pairs_of(catalogue, words), _surely_read(written)
    right = {path: _put_right(values[path], written[path], _Known(path, printed, said)) for path in doubtful}
    return {path: value for path, value in right.items() if value != values[path]}


@dataclass(frozen=True, slots=True)
class _Known:
    """What may stand in the field at ``path``. ``said``: of each pair, the fields in which it was surely read."""

    path: str
    printed: Pairs
    said: Mapping[str, set[str]]

    def has(self, text: str, at: int) -> bool:
        """Whether the character at a place belongs to a word there."""
        pairs = (text[max(0, at - 1) : at + 1], text[at : at + 2])
        if any(pair in self.printed or self.said.get(pair, set()) - {self.path} for pair in pairs):
            return True
        return any(start <= at < end and end - start > 1 for start, end in _words_in(text))


def _words_in(text: str) -> list[tuple[int, int]]:
    """[start, end) of the words of the dictionary that a text most likely consists of, and of single characters."""
    from rjieba import tokenize  # noqa: PLC0415 - loads the dictionary, 0.1 s and 40 MB: only where something is doubtful

    return [(start, end) for _, start, end in tokenize(text, hmm=False)]


@lru_cache(maxsize=8)
def _pairs_of(catalogue: Catalogue, words: tuple[str, ...]) -> Pairs:
    named = [wording.text for wording in catalogue.wordings]
    subjects = [text for subject in catalogue.subjects.values() for text in (subject.name, *subject.aliases)]
    return frozenset(
        one + other
        for text in (*named, *subjects, *words)
        for one, other in pairwise(text)
        if all(map(_is_chinese, one + other))
    )


def _surely_read(written: Mapping[str, Sequence[Glyph]]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for path, glyphs in written.items():
        for one, other in pairwise(glyphs):
            pair = one.char + other.char
            if min(one.probability, other.probability) >= SURE and all(map(_is_chinese, pair)):
                said[pair].add(path)
    return said


def _put_right(value: TypedValue, glyphs: Sequence[Glyph], known: _Known) -> TypedValue:
    places = [at for at, char in enumerate(value.clean) if _is_chinese(char)]
    chinese = [glyph for glyph in glyphs if _is_chinese(glyph.char)]
    if len(places) == 1 or [value.clean[at] for at in places] != [glyph.char for glyph in chinese]:
        return value  # 无 is a word by itself; a stroke that passed for 一 may have been left out
    text, doubted = value.clean, False
    for at, glyph in zip(places, chinese, strict=True):
        others = _others(glyph)
        if not others or known.has(text, at):
            continue
        doubted = True
        spelt = (text[:at] + other + text[at + 1 :] for other in others if len(places) >= SHORTEST)
        text = next((other for other in spelt if known.has(other, at)), text)
    if text != value.clean:
        value = replace(value, clean=text, repairs=(*value.repairs, f"{value.clean}→{text}"))
    return replace(value, grammatical=False) if doubted else value


def _glyphs(leaf: Leaf) -> tuple[Glyph, ...]:
    return tuple(glyph for line in leaf.lines for glyph in line.glyphs)


def _others(glyph: Glyph) -> tuple[str, ...]:
    """The Chinese characters that the recogniser also thought of, the most probable first; of numerals any may stand
    there.
    """
    if not _is_chinese(glyph.char) or glyph.char.isnumeric():
        return ()
    likely = [char for char, probability in glyph.alternatives if probability >= LEAST_ODDS * glyph.probability]
    return tuple(char for char in likely if _is_chinese(char) and not char.isnumeric())


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿"
