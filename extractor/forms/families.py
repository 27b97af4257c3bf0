"""All families of forms, one after the other: what no form takes may be a table of lines and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.fiscal.tables import interpret_tables
from extractor.forms.interpret import interpret_forms
from models.form import Definitions
from models.grid import Grid
from models.record import FormReading


def interpret(grids: Sequence[Grid], definitions: Definitions) -> tuple[FormReading, ...]:
    """Every form and table among the grids, in order; ``Place.table`` and ``FormReading.tables`` index ``grids``."""
    forms = interpret_forms(grids, definitions)
    taken = frozenset(table for reading in forms for table in reading.tables)
    found = [(reading.tables[0], reading) for reading in forms]
    found += interpret_tables(grids, taken, definitions)
    readings = (reading for _, reading in sorted(found, key=lambda pair: pair[0]))
    return tuple(replace(it, ruled=all(grids[table].ruled for table in it.tables)) for it in readings)
