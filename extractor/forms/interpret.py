"""Which forms a document's tables are: sheets put together and cut, each given to the form that explains it best."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extractor.forms.candidate import TITLE_LIKENESS, Candidate, has_foreign, read_as
from extractor.forms.heads import heads_in_captions, heads_in_cells
from extractor.forms.labels import is_label, title_likeness
from extractor.forms.leaves import reading_of
from extractor.forms.likely import may_be
from extractor.forms.listing import has_total, item_words
from extractor.forms.sheet import Row, Sheet, sheet_of, squeezed
from models.form import Definitions, FormDefinition
from models.grid import Grid
from models.record import FormReading


def interpret_forms(grids: Sequence[Grid], definitions: Definitions) -> tuple[FormReading, ...]:
    """Every form among the tables, in their order. ``Place.table`` and ``FormReading.tables`` index ``grids``.

    Forms share labels (一级指标, 得分), so a table that could be two is the one of which more labels are there.
    """
    titles = tuple(title for definition in definitions.forms for title in definition.titles)
    found = [
        candidate
        for definition in definitions.forms
        for sheet in _sheets(grids, definition, titles)
        if may_be(sheet, definition)
        if (candidate := read_as(sheet, definition)).accepted
    ]
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=lambda it: (it.seen, it.confidence), reverse=True):
        if all(candidate.rows.isdisjoint(other.rows) for other in chosen):
            chosen.append(candidate)
    return tuple(reading_of(candidate) for candidate in sorted(chosen, key=lambda it: min(it.rows)))


def _sheets(grids: Sequence[Grid], definition: FormDefinition, titles: Sequence[str]) -> Iterator[Sheet]:
    """The tables, cut where a title stands inside one, and put together where one goes on from the last.

    ``titles``: those of all forms.
    """
    current: Sheet | None = None
    for table, grid in enumerate(grids):
        for part in _parts(sheet_of(table, grid), definition):
            if current is not None and _goes_on(current, part, definition, titles):
                current = current.then(part)
                continue
            if current is not None:
                yield current
            current = part
    if current is not None:
        yield current


def _parts(sheet: Sheet, definition: FormDefinition) -> Iterator[Sheet]:
    starts = [i for i, row in enumerate(sheet.rows) if i and _title_in(row, definition)]
    bounds = [0, *starts, len(sheet.rows)]
    for first, last in itertools.pairwise(bounds):
        own = first == 0
        yield Sheet(sheet.rows[first:last], sheet.captions if own else (), sheet.title if own else "")


def _title_in(row: Row, definition: FormDefinition) -> bool:
    """A title stands alone in its row."""
    printed = [cell for cell in row.cells if cell.text.strip()]
    return len(printed) == 1 and any(title_likeness(cell.text, definition.titles) >= TITLE_LIKENESS for cell in printed)


def _goes_on(sheet: Sheet, part: Sheet, definition: FormDefinition, titles: Sequence[str]) -> bool:
    """A part without any form's title and without heads that continues an unfinished listing."""
    if not may_be(sheet, definition):
        return False
    above = [part.title, *(line.text for _, line in part.captions)]
    titled = any(title_likeness(text, titles) >= TITLE_LIKENESS for text in above)
    if titled or has_foreign(part.rows, definition) or (part.rows and _title_in(part.rows[0], definition)):
        return False
    if not read_as(sheet, definition).accepted or any(has_total(sheet.rows, it) for it in definition.listings[-1:]):
        return False
    first = [head for head in definition.heads if head.place == "right"]
    if first and (heads_in_cells(part.rows, first, ()) or heads_in_captions(part.captions, first)):
        return False
    words = [word for listing in definition.listings for word in item_words(listing)]
    return any(_is_any(cell.text, words) for row in part.rows for cell in row.cells) or any(
        has_total(part.rows, listing) for listing in definition.listings
    )


def _is_any(text: str, words: Sequence[str]) -> bool:
    return bool(words) and is_label(squeezed(text).partition("(")[0].partition("（")[0], words)
