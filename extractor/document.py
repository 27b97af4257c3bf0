"""What a whole document says: its forms and tables, each by itself and against each other, and its running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.checks import Spot, compare_text, figures_of
from extractor.decoding import Outcomes, Values, decoded
from extractor.forms import interpret, interpret_text
from extractor.pages import PageReading
from extractor.tools import Knowledge
from extractor.understanding import Understood, understand, values_of
from models.grid import Grid
from models.record import CheckOutcome, FormReading, TypedValue
from models.text import TextLine


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What each leaf of a document is, whatever value it has.

    ``forms``: every form and table, in order. ``narrative``: the running text, where it states figures; ``stated``:
    the record and the path of the figure of a table that each of its statements speaks of. ``decoded``: what
    identities decided about digits, by spot.
    """

    forms: tuple[FormReading, ...]
    decoded: tuple[tuple[Spot, TypedValue], ...] = ()
    narrative: FormReading | None = None
    stated: tuple[Spot, ...] = ()

    @property
    def readings(self) -> tuple[FormReading, ...]:
        """One for each record of the result, in its order."""
        return self.forms if self.narrative is None else (*self.forms, self.narrative)


@dataclass(frozen=True, slots=True)
class Interpreted:
    """An interpretation with what was found on the way: each form's values and identities, by its place."""

    interpretation: Interpretation
    values: tuple[Values, ...]
    outcomes: Outcomes


def interpret_document(grids: Sequence[Grid], body: Sequence[tuple[int, TextLine]], tools: Knowledge) -> Interpreted:
    """Find every form and table, then what the text says. ``body``: page and line of what stands outside tables."""
    forms = interpret(grids, tools.definitions)
    read = [values_of(reading, tools) for reading in forms]
    values, outcomes = decoded(forms, read, tools.definitions)
    chosen = tuple(
        ((record, path), value)
        for record, own in enumerate(values)
        for path, value in own.items()
        if value is not read[record][path]
    )
    figures = figures_of(forms, values, tools.definitions)
    narrative = interpret_text(body, figures, tools.narrative)
    if narrative is None:
        return Interpreted(Interpretation(forms, chosen), values, outcomes)
    stated = tuple((figure.record, figure.path) for figure in narrative.figures)
    return Interpreted(Interpretation(forms, chosen, narrative.reading, stated), values, outcomes)


def understand_document(
    interpreted: Interpreted, pages: Mapping[int, PageReading], tools: Knowledge
) -> tuple[Understood, ...]:
    """A record for each reading, in order. ``pages`` by number."""
    interpretation, values = interpreted.interpretation, interpreted.values
    understood = [
        understand(reading, own, interpreted.outcomes[record], pages, tools)
        for record, (reading, own) in enumerate(zip(interpretation.forms, values, strict=True))
    ]
    if interpretation.narrative is not None:
        said = values_of(interpretation.narrative, tools)
        compared = against_tables(interpretation, said, values, tools)
        understood.append(understand(interpretation.narrative, said, compared, pages, tools))
    return tuple(understood)


def against_tables(
    interpretation: Interpretation, said: Values, values: Sequence[Values], tools: Knowledge
) -> tuple[CheckOutcome, ...]:
    """The statements of the text, whose values are ``said``, each against the figure that it speaks of."""
    figures = figures_of(interpretation.forms, values, tools.definitions)
    named = {(figure.record, figure.path): figure for figure in figures}
    return compare_text(said, [named[spot] for spot in interpretation.stated], tools.narrative.money)
