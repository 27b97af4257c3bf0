"""The figures that a report's text states and its tables hold, too: a record of their own, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources

from extractor.forms.labels import title_likeness
from extractor.forms.narrative_figures import Holdings, same_amount
from extractor.forms.narrative_scan import Scanner, Span, Stated
from extractor.forms.sheet import place_of_lines, squeezed
from extractor.forms.strip import Strip
from models.data_file import parsed
from models.figure import Figure
from models.narrative import NarrativeDefinition
from models.record import FormReading, Leaf, ValueKind
from models.text import TextLine

FORM = "narrative"
DATA = "narrative.yaml"
LONGEST_QUOTE = 40
"""Characters: the contract's limit."""

_PATH = "statements"
_STOPS = "，。；：,;:"


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
    only calls by its name must be the same, or the text may speak of something else.
    """
    holdings = Holdings.of(figures, definition)
    text = _Text.of(body)
    statements: list[tuple[Stated, Figure]] = []
    for stated in Scanner(definition, holdings.names()).scan(text.strip.text):
        held, certain = holdings.held(stated.mention, planned=stated.planned, told=stated.aspect is not None)
        number = Decimal(text.said(stated.number).replace(",", ""))
        yuan = Decimal(definition.money[text.said(stated.unit)])
        same = [figure for figure in held if same_amount(number, yuan, figure)]
        if same or (held and certain):
            statements.append((stated, (same or list(held))[0]))
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
    def of(body: Sequence[tuple[int, TextLine]]) -> _Text:
        return _Text(Strip.of([line for _, line in body]), tuple(page for page, _ in body))

    def said(self, span: Span) -> str:
        return self.strip.text[span.start : span.end]

    def page(self, span: Span) -> int:
        return self.pages[self.strip.positions[span.start][0]]

    def lines(self, *spans: Span) -> tuple[TextLine, ...]:
        return tuple(line for span in spans for line in self.strip.cut(span.start, span.end))


def _leaves(index: int, stated: Stated, text: _Text) -> Iterator[Leaf]:
    subject = [stated.mention.at]
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
    clause = max(text.rfind(stop, 0, stated.number.start) for stop in _STOPS) + 1
    start = max(min(clause, stated.mention.at.start), end - LONGEST_QUOTE)
    if start > stated.mention.at.start:
        start = max(clause, end - LONGEST_QUOTE)
    following = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    return Span(start, following if following - start <= LONGEST_QUOTE else end)


def _title(body: Sequence[tuple[int, TextLine]], definition: NarrativeDefinition) -> str:
    """The line that names the text, else what such texts are called."""
    titled = (squeezed(line.text) for _, line in body if title_likeness(line.text, definition.titles) == 1)
    return next(titled, definition.titles[-2])
