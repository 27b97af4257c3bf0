"""Where the tables of a document hold the figure that a text states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.forms.narrative.scan import Mention
from models.figure import Figure, Figures, first_of_each_row, word_key
from models.narrative import NarrativeDefinition

SELF_EVALUATION = "project_self_evaluation"
# A name of two characters is a word of the text more often than a line of a table.
_SHORTEST_NAME = 3
_PLANNED, _EXECUTED = "annual_budget", "executed"


@dataclass(frozen=True, slots=True)
class Holdings:
    """The figures of a document's tables, by what a text may call them."""

    definition: NarrativeDefinition
    figures: Figures

    def names(self) -> tuple[str, ...]:
        """The names by which the text may call lines and projects."""
        figures = self.figures.among((*self.definition.named, SELF_EVALUATION))
        return tuple(dict.fromkeys(it.line for it in figures if len(it.line) >= _SHORTEST_NAME))

    def held(self, mention: Mention, *, planned: bool, told: bool) -> tuple[tuple[Figure, ...], bool]:
        """The figures that a mention may mean, the likeliest first, and whether the words alone leave no doubt.

        ``told``: the text says which of its figures it speaks of.
        """
        if mention.path:
            return (() if planned else tuple(self._items(mention))), True
        for subject in self.definition.subjects:
            if any(word_key(word) == mention.word for word in subject.words):
                found = (self.figures.at(spot) for spot in (subject.planned if planned else subject.at))
                return tuple(figure for figure in found if figure is not None), not subject.loose
        project = self._projects(mention.word, planned=planned)
        if project:
            return project, told
        lines = [it for it in self.figures.among(self.definition.named) if word_key(it.line) == mention.word]
        return (() if planned else tuple(first_of_each_row(lines))), False

    def _items(self, mention: Mention) -> Iterator[Figure]:
        """The line of that name under the codes that the levels above it have."""
        for table in self.definition.items:
            prefix = ""
            found: list[Figure] = []
            for _, code, name in mention.path:
                under = [it for it in self.figures.among([table]) if it.code.startswith(prefix)]
                coded = [it for it in under if code and it.code == prefix + code]
                found = coded or [it for it in under if word_key(it.line) == name]
                prefix = found[0].code if found else prefix
            yield from first_of_each_row([it for it in found if word_key(it.line) == mention.word])

    def _projects(self, word: str, *, planned: bool) -> tuple[Figure, ...]:
        column = _PLANNED if planned else _EXECUTED
        figures = self.figures.among([SELF_EVALUATION])
        return tuple(it for it in figures if word_key(it.line) == word and it.column == column)
