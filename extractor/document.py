"""What a whole document says: its forms and tables, each by itself and against each other, and its running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.checks import compare_text, figures_of
from extractor.decoding import decoded
from extractor.forms import interpret, interpret_text
from extractor.pages import PageReading
from extractor.tools import Tools
from extractor.understanding import Understood, understand, values_of
from models.grid import Grid
from models.text import TextLine


def understand_document(
    grids: Sequence[Grid], body: Sequence[tuple[int, TextLine]], pages: Mapping[int, PageReading], tools: Tools
) -> tuple[Understood, ...]:
    """Every form and table in order, then the text. ``body``: page and line of what stands outside tables."""
    readings = interpret(grids, tools.definitions)
    values, outcomes = decoded(readings, [values_of(reading, tools) for reading in readings], tools.definitions)
    understood = [
        understand(reading, own, outcomes[record], pages, tools)
        for record, (reading, own) in enumerate(zip(readings, values, strict=True))
    ]
    figures = figures_of(readings, values, tools.definitions)
    narrative = interpret_text(body, figures, tools.narrative)
    if narrative is not None:
        said = values_of(narrative.reading, tools)
        compared = compare_text(said, narrative.figures, tools.narrative.money)
        understood.append(understand(narrative.reading, said, compared, pages, tools))
    return tuple(understood)
