"""The figures of a document's records: what across tables and in the text must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.checks.ledger import ledger_of
from models.figure import Figure
from models.form import Definitions
from models.record import FormReading, TypedValue

Values = Mapping[str, TypedValue]

_YEAR = re.compile(r"20\d\d")
# What a project was given and spent, by the total row of its funds; its page may say 元 or 万元.
_FUNDS = re.compile(r"funds\[0\]\.(?P<column>annual_budget|executed)")
_TASK = re.compile(r"(?P<row>tasks\[\d+\]|tasks_total)\.(?P<column>total|fiscal|other)")
_TASKS_TOTAL = "金额合计"


def figures_of(
    readings: Sequence[FormReading], values: Sequence[Values], definitions: Definitions
) -> tuple[Figure, ...]:
    """Every figure of every reading, in order. ``values`` by path, for each reading."""
    return tuple(
        figure
        for record, (reading, own) in enumerate(zip(readings, values, strict=True))
        for figure in _figures(record, reading, own, definitions)
    )


def _figures(record: int, reading: FormReading, values: Values, definitions: Definitions) -> Iterator[Figure]:
    if reading.variant:
        yield from _of_ledger(record, reading, values, definitions)
        return
    project = values["project_name"].clean if "project_name" in values else ""
    for path, value in values.items():
        funds, task = _FUNDS.fullmatch(path), _TASK.fullmatch(path)
        if funds and project:
            yield replace(_figure(record, reading, path, value), line=project, name=project, column=funds["column"])
        elif task:
            said = values.get(f"{task['row']}.name")
            name = said.clean if said else _TASKS_TOTAL
            yield replace(_figure(record, reading, path, value), line=name, name=name, column=task["column"])


def _figure(record: int, reading: FormReading, path: str, value: TypedValue) -> Figure:
    return Figure(
        record=record,
        path=path,
        table=reading.form,
        title=reading.title,
        side=None,
        line="",
        name="",
        code="",
        column="",
        value=Decimal(value.number) if value.number is not None else None,
        blank=value.kind == "none" and value.grammatical,
        shown=value.number or value.clean,
        unit="",
        yuan=None,
    )


def _of_ledger(record: int, reading: FormReading, values: Values, definitions: Definitions) -> Iterator[Figure]:
    ledger = ledger_of(reading, values, definitions.fiscal_words)
    years = {
        path.partition(".values.")[0]: found.group()
        for path, value in values.items()
        if ".values." in path and value.kind == "text" and (found := _YEAR.search(value.clean))
    }
    for line in ledger.lines:
        for column, amount in line.amounts.items():
            yield Figure(
                record=record,
                path=amount.path,
                table=ledger.table,
                title=reading.title,
                side=line.side,
                line=line.row,
                name=line.name,
                code=line.code,
                column=column,
                value=amount.value,
                blank=amount.blank,
                shown=amount.shown,
                unit=ledger.unit,
                yuan=ledger.yuan,
                year=years.get(line.path, ""),
            )
