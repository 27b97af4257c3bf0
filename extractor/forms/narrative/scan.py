"""Figures that a text states: each with what it is said of, before anybody asks whether a table holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.figure import word_key
from models.narrative import NarrativeDefinition

_NUMBER = r"(?<![\d.,])(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_YEAR = re.compile(r"(?P<year>20\d\d)年度?")
_YEAR_BEFORE = re.compile(r"(?P<year>20\d\d)年度?$")
_LEVEL = r"[类款项]"
# 行政运行（项）, 司法（06款）: a line of a table by its level among the subjects' codes.
_ITEM = re.compile(rf"(?P<name>[^,。;:、()\d.]{{2,30}})\((?P<code>\d*)(?P<level>{_LEVEL})\)")
_NUMBERED = re.compile(r"(?:^|[。;\D])(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))$")
_LONGEST_NUMBER = 6
# Characters before a figure in which its clause begins.
_LONGEST_CLAUSE = 60
_STOP = re.compile(r"[;。、]|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to before ``end`` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a figure may be said of; ``name`` is the part of it that names it. ``word``: the name's key.

    ``path`` of an item: level, code and name, from above. ``heads``: it begins a numbered paragraph, and may be all
    of a first sentence: 1.公务接待费。预算数0.00万元.
    """

    at: Span
    name: Span
    word: str
    path: tuple[tuple[str, str, str], ...] = ()
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure and its subject. ``aspect``: the words between that tell which of its figures; ``planned`` or not."""

    mention: Mention
    aspect: Span | None
    planned: bool
    number: Span
    unit: Span


class Scanner:
    """Knows the words of one document: those of the definition, and the names that its tables print."""

    def __init__(self, definition: NarrativeDefinition, names: Sequence[str]) -> None:
        words = {word_key(word) for subject in definition.subjects for word in subject.words} | {*map(word_key, names)}
        self._words = re.compile(_any_of(words))
        units = "|".join(sorted(definition.money, key=len, reverse=True))
        self._amount = re.compile(rf"{_NUMBER}(?P<unit>{units})")
        both = {*definition.connectors, *definition.plans, *definition.outcomes}
        self._between = re.compile(rf"(?:{_any_of(map(word_key, both))}|{_YEAR.pattern.replace('?P<year>', '?:')})*")
        self._plans = re.compile(_any_of(map(word_key, definition.plans)))
        self._aspects = re.compile(_any_of(map(word_key, (*definition.plans, *definition.outcomes))))
        self._change = re.compile(rf"(?:{_any_of(map(word_key, definition.changes))})$")

    def scan(self, text: str) -> Iterator[Stated]:
        """The figures in order. A clause that names no subject (完成全年预算…) goes on with the last one's."""
        text = word_key(text)
        year = first_year(text)
        mentions = list(self._mentions(text, year))
        current: Mention | None = None
        done = 0
        for amount in self._amount.finditer(text):
            at = amount.start()
            while done < len(mentions) and mentions[done].at.end <= at:
                if mentions[done].path:
                    current = mentions[done]
                done += 1
            last = mentions[done - 1] if done else None
            if last is not None and self._leads(_after(last, text[last.at.end : at]), year):
                current = last
                yield self._stated(last, Span(last.at.end, at), amount, text)
                continue
            clause = Span(
                max((stop.end() for stop in _STOP.finditer(text, max(0, at - _LONGEST_CLAUSE), at)), default=at), at
            )
            between = text[clause.start : at]
            if current is not None and self._aspects.search(between) and self._leads(between, year):
                yield self._stated(current, clause, amount, text)
            elif not self._change.search(between):
                current = None

    def _mentions(self, text: str, year: str) -> Iterator[Mention]:
        """Words and items in order; what another year's figure is said of is left out."""
        path: tuple[tuple[str, str, str], ...] = ()
        items: list[Mention] = []
        for found in _ITEM.finditer(text):
            level, before = found.group("level"), "类款项".index(found.group("level"))
            path = (*path[:before], (level, found.group("code"), found.group("name")))
            items.append(Mention(Span(*found.span()), Span(*found.span("name")), found.group("name"), path))
        spans = [item.at for item in items]
        words = [
            Mention(Span(*found.span()), Span(*found.span()), found.group(), heads=_heads(text, found.start()))
            for found in self._words.finditer(text)
            if not any(span.start < found.end() and found.start() < span.end for span in spans)
        ]
        for mention in sorted([*items, *words], key=lambda it: it.at.start):
            of_year = _YEAR_BEFORE.search(text, max(0, mention.at.start - 6), mention.at.start)
            if of_year is None or of_year.group("year") == year:
                yield mention

    def _leads(self, between: str, year: str) -> bool:
        """Whether nothing but connectors stands there, and of years only the report's own."""
        years = {found.group("year") for found in _YEAR.finditer(between)}
        return self._between.fullmatch(between) is not None and years <= {year}

    def _stated(self, mention: Mention, between: Span, amount: re.Match[str], text: str) -> Stated:
        aspect = self._aspects.search(text, between.start, between.end)
        planned = self._plans.search(text, between.start, between.end) is not None
        return Stated(
            mention,
            Span(*aspect.span()) if aspect else None,
            planned,
            Span(*amount.span("number")),
            Span(*amount.span("unit")),
        )


def _heads(text: str, start: int) -> bool:
    return _NUMBERED.search(text, max(0, start - _LONGEST_NUMBER), start) is not None


def _after(mention: Mention, between: str) -> str:
    return between.removeprefix("。") if mention.heads else between


def first_year(text: str) -> str:
    """The year that the report is of: the first that it names."""
    found = _YEAR.search(text)
    return found.group("year") if found else ""


def _any_of(words: Iterator[str] | Sequence[str] | set[str] | map[str]) -> str:
    """The longest first, so that 项目支出 is not found in 一般公共预算财政拨款项目支出."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or r"(?!)"
