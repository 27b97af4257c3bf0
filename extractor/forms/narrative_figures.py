"""Where the tables of a document hold the figure that a text states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.forms.narrative_scan import Mention, folded
from models.figure import Figure
from models.narrative import NarrativeDefinition, Spot

SELF_EVALUATION = "project_self_evaluation"
# A name of two characters is a word of the text more often than a line of a table.
_SHORTEST_NAME = 3
_PLANNED, _EXECUTED = "annual_budget", "executed"


@dataclass(frozen=True, slots=True)
class Holdings:
    """The figures of a document's tables, by what a text may call them."""

    definition: NarrativeDefinition
    by_table: Mapping[str, tuple[Figure, ...]]

    @staticmethod
    def of(figures: Sequence[Figure], definition: NarrativeDefinition) -> Holdings:
        tables = dict.fromkeys(figure.table for figure in figures)
        return Holdings(definition, {table: tuple(it for it in figures if it.table == table) for table in tables})

    def names(self) -> tuple[str, ...]:
        """The names by which the text may call lines and projects."""
        figures = self._of((*self.definition.named, SELF_EVALUATION))
        return tuple(dict.fromkeys(it.line for it in figures if len(it.line) >= _SHORTEST_NAME))

    def held(self, mention: Mention, *, planned: bool, told: bool) -> tuple[tuple[Figure, ...], bool]:
        """The figures that a mention may mean, the likeliest first, and whether the words alone leave no doubt.

        ``told``: the text says which of its figures it speaks of.
        """
        if mention.path:
            return (() if planned else tuple(self._items(mention))), True
        for subject in self.definition.subjects:
            if any(folded(word) == mention.word for word in subject.words):
                spots = subject.planned if planned else subject.at
                return tuple(figure for spot in spots for figure in self._at(spot)), True
        project = self._projects(mention.word, planned=planned) if told else ()
        if project:
            return project, True
        lines = [it for it in self._of(self.definition.named) if folded(it.line) == mention.word]
        return (() if planned else tuple(_first_of_each_line(lines))), False

    def _of(self, tables: Sequence[str]) -> list[Figure]:
        return [figure for table in tables for figure in self.by_table.get(table, ())]

    def _at(self, spot: Spot) -> Iterator[Figure]:
        figures = [it for it in self.by_table.get(spot.table, ()) if spot.side is None or it.side == spot.side]
        if spot.latest:
            latest = max((it.year for it in figures), default="")
            figures = [it for it in figures if it.year == latest]
        if spot.lines:
            wanted = [folded(line) for line in spot.lines]
            named = [it for line in wanted for it in figures if line in (folded(it.line), folded(it.name))]
            figures = [it for it in named if _line_path(it) == _line_path(named[0])]
        elif figures:
            figures = [it for it in figures if _line_path(it) == _line_path(figures[0])]
        columns = [it for column in spot.columns for it in figures if folded(it.column) == folded(column)]
        yield from (columns if spot.columns else figures)[:1]

    def _items(self, mention: Mention) -> Iterator[Figure]:
        """The line of that name under the codes that the levels above it have."""
        for table in self.definition.items:
            prefix = ""
            found: list[Figure] = []
            for _, code, name in mention.path:
                figures = [it for it in self.by_table.get(table, ()) if it.code.startswith(prefix)]
                found = [it for it in figures if code and it.code == prefix + code] or [
                    it for it in figures if folded(it.line) == name
                ]
                prefix = found[0].code if found else prefix
            if found and folded(found[0].line) == mention.word:
                yield from _first_of_each_line(found)

    def _projects(self, word: str, *, planned: bool) -> tuple[Figure, ...]:
        column = _PLANNED if planned else _EXECUTED
        figures = self.by_table.get(SELF_EVALUATION, ())
        return tuple(it for it in figures if folded(it.line) == word and it.column == column)


def same_amount(number: Decimal, yuan: Decimal, figure: Figure) -> bool:
    """Whether the figure, rounded as the text rounds it, is the text's."""
    if figure.in_yuan is None:
        return figure.value == number
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(figure.in_yuan / yuan - number) <= step / 2


def _first_of_each_line(figures: Sequence[Figure]) -> Iterator[Figure]:
    seen: set[tuple[int, str]] = set()
    for figure in figures:
        if _line_path(figure) not in seen:
            seen.add(_line_path(figure))
            yield figure


def _line_path(figure: Figure) -> tuple[int, str]:
    return figure.record, figure.path.partition(".")[0]
