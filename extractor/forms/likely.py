"""A quick look whether a sheet may be a form at all, before it is read as one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractor.forms.labels import key_of, title_likeness
from extractor.forms.sheet import Row, Sheet
from models.form import FormDefinition

# A title that lost this much to OCR still makes a form worth reading; the reading itself asks for more.
_TITLE_LIKENESS = 0.6
# Labels of a form that must be there letter by letter. Even a bad scan leaves these of two dozen, and another
# family's table rarely has them.
_LEAST_LABELS = 3
# A label of fewer characters (得分) is found inside other words, so it must fill its cell.
_INSIDE = 4


def may_be(sheet: Sheet, definition: FormDefinition) -> bool:
    """False only for a sheet that has neither the form's title nor a few of its labels."""
    cells = cell_keys(sheet.rows)
    above = [sheet.title, *(line.text for _, line in sheet.captions)]
    running = "\n".join((*cells, *(key_of(text) for text in above)))
    found = 0
    for label in _label_keys(definition):
        found += label in running if len(label) >= _INSIDE else label in cells
        if found >= _LEAST_LABELS:
            return True
    titled = (*above, *(cell.text for row in sheet.rows[:1] for cell in row.cells))
    return any(title_likeness(text, definition.titles) >= _TITLE_LIKENESS for text in titled)


def cell_keys(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(key_of(cell.text) for row in rows for cell in row.cells)


@lru_cache(maxsize=64)
def _keys(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for label in labels if (key := key_of(label))))


def _label_keys(definition: FormDefinition) -> tuple[str, ...]:
    return _keys(definition.labels())
