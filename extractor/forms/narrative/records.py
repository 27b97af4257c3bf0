"""The figures that a report's text states and its tables hold, too: a record of their own, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from itertools import groupby

from extractor.forms.labels import title_likeness
from extractor.forms.narrative.figures import Holdings
from extractor.forms.narrative.scan import Scanner, Span, Stated
from extractor.forms.sheet import place_of_lines, squeezed
from extractor.forms.strip import Strip
from models.data_file import parsed
from models.figure import Figure, Figures, said_of, word_key
from models.narrative import NarrativeDefinition
from models.record import FormReading, Leaf, ValueKind
from models.text import TextLine

FORM = "narrative"
DATA = "narrative.yaml"
LONGEST_QUOTE = 40
"""Characters: the contract's limit."""

_PATH = "statements"
# What ends a clause; the comma of 1,234 ends none.
_STOP = re.compile(r"[，。；：;]|[,:](?!\d)")
# （一）年度收入总体情况: a number, no mark of a sentence, and what such headings end in.
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十\d]+部分|[（(]?[一二三四五六七八九十\d]+[)）、.．])[^，。；：,;:]*(?:情况|说明|概况|解释|总表)"
)
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The reading, and for each of its statements the figure of a table that should be the same."""

    reading: FormReading
    figures: tuple[Figure, ...]


def load_narrative() -> NarrativeDefinition:
    text = (resources.files("extractor") / "data" / DATA).read_text(encoding="utf-8")
    return parsed(DATA, text, NarrativeDefinition, "what a text says of tables is a mapping with the key subjects")


def interpret_text(
    body: Sequence[tuple[int, TextLine]], figures: Sequence[Figure], definition: NarrativeDefinition
) -> Narrative | None:
    """The statements of the running text ``body`` (page and line, in reading order); None where there are none.

    Of the figures that a statement may mean, the one that is the same is taken, else the first. A line that the text
    only calls by its name must be the same, and not nothing, or the text may speak of something else.
    """
    holdings = Holdings(definition, Figures.of(figures))
    text = _Text.of(_without_headings(body))
    statements: list[tuple[Stated, Figure]] = []
    for stated in Scanner(definition, holdings.names()).scan(text.strip.text):
        found, certain = holdings.held(stated.mention, planned=stated.planned, told=stated.aspect is not None)
        number = Decimal(word_key(text.said(stated.number)).replace(",", ""))
        held = [figure for figure in found if not figure.blank]
        yuan = Decimal(definition.money[text.said(stated.unit)])
        same = [figure for figure in held if said_of(number, yuan, figure)]
        if (same and (certain or number)) or (held and certain):
            statements.append((stated, (same or held)[0]))
    if not statements:
        return None
    leaves = [leaf for index, (stated, _) in enumerate(statements) for leaf in _leaves(index, stated, text)]
    pages = sorted({leaf.place.page for leaf in leaves if leaf.place})
    reading = FormReading(
        form=FORM,
        title=_title(body, definition),
        tables=(),
        pages=tuple(pages),
        confidence=1.0,
        leaves=tuple(leaves),
        lists=(_PATH,),
    )
    return Narrative(reading, tuple(figure for _, figure in statements))


@dataclass(frozen=True, slots=True)
class _Text:
    """The body's lines end to end, and the page of each."""

    strip: Strip
    pages: tuple[int, ...]

    @staticmethod
    def of(body: Iterable[tuple[int, TextLine]]) -> _Text:
        body = list(body)
        return _Text(Strip.of([line for _, line in body]), tuple(page for page, _ in body))

    def said(self, span: Span) -> str:
        return self.strip.text[span.start : span.end]

    def page(self, span: Span) -> int:
        return self.pages[self.strip.positions[span.start][0]]

    def lines(self, *spans: Span) -> tuple[TextLine, ...]:
        return tuple(line for span in spans for line in self.strip.cut(span.start, span.end))


def _leaves(index: int, stated: Stated, text: _Text) -> Iterator[Leaf]:
    subject = [stated.mention.name]
    if stated.planned and stated.aspect is not None:
        subject.append(stated.aspect)
    kinds: dict[str, tuple[ValueKind, list[Span]]] = {
        "subject": ("text", subject),
        "number": ("number", [stated.number]),
        "unit": ("text", [stated.unit]),
        "quote": ("text", [_quote(stated, text.strip.text)]),
    }
    for key, (kind, spans) in kinds.items():
        yield Leaf(
            path=f"{_PATH}[{index}].{key}",
            role=f"{_PATH}.{key}",
            kind=kind,
            as_text=kind == "text",
            label="".join(text.said(span) for span in subject),
            canonical=None,
            # A place is on one page: words that go on overleaf are shown where they begin.
            place=place_of_lines(text.page(spans[0]), text.lines(spans[0])[:1]),
            lines=text.lines(*spans),
        )


def _quote(stated: Stated, text: str) -> Span:
    """From the subject where it is near, else the figure's clause, and on to the clause's end if that fits."""
    end = stated.unit.end
    clause = max((stop.end() for stop in _STOP.finditer(text, 0, stated.number.start)), default=0)
    start = max(min(clause, stated.mention.at.start), end - LONGEST_QUOTE)
    if start > stated.mention.at.start:
        start = max(clause, end - LONGEST_QUOTE)
    stop = _STOP.search(text, end)
    following = stop.start() if stop else len(text)
    return Span(start, following if following - start <= LONGEST_QUOTE else end)


def _printed(body: Sequence[tuple[int, TextLine]]) -> Iterator[tuple[str, list[tuple[int, TextLine]]]]:
    """Each line as printed, whose pieces stand level, with what it says."""
    for _, run in groupby(body, key=lambda item: (item[0], item[1].box.y0)):
        pieces = list(run)
        yield "".join(squeezed(line.text) for _, line in pieces).lstrip("#-"), pieces


def _without_headings(body: Sequence[tuple[int, TextLine]]) -> Iterator[tuple[int, TextLine]]:
    """Headings end without a mark, so that they would run into the sentence below them."""
    for text, pieces in _printed(body):
        if not _HEADING.fullmatch(text):
            yield from pieces


def _title(body: Sequence[tuple[int, TextLine]], definition: NarrativeDefinition) -> str:
    """The line that names the text: of those that end as titles do, no numbered one, the first of the fullest kind."""
    lines = [text for text, _ in _printed(body) if not _SECTION.match(text)]
    for title in definition.titles:
        named = next((text for text in lines if title_likeness(text, [title]) == 1), None)
        if named is not None:
            return named
    return definition.titles[-1]
