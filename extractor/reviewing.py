"""A document with what people said of it: values, checks and confidence, found again with nothing read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from extractor.decoding import Values, changed, checked, decoded
from extractor.document import against_tables
from extractor.forms import relabelled
from extractor.material import Understandable
from extractor.naming import indicators_of, named_by_people
from extractor.pages import PageReading
from extractor.scoring import NOTHING, page_kind
from extractor.tools import Knowledge
from extractor.understanding import Described, describe, understand, values_of
from extractor.values import clean_text, parse_value
from models.record import CheckOutcome, FormReading
from models.result import ExtractionResult, FieldEvidence, Record, Value
from models.review import BLANK, UNREADABLE, Action, FieldKey, Verdict

CONFIDENCE_OF_PEOPLE = 0.999
"""Of a field that a person decided. People slip as well, about once in a thousand keys."""

CHANCE_OF_CANCELLING = 0.01
"""How often a sum that holds with a figure which a person gave holds by accident, two errors cancelling each other. A
reading that such a sum confirms is wrong only where this happened."""

EXACT = frozenset(
    {
        "sum",
        "row_sum",
        "group_sum",
        "group_total",
        "code_tree",
        "column_sum",
        "line_sum",
        "unit_sum",
        "plain_total",
        "same_amount",
    }
)
"""Rules that hold to the last digit, so that a misread one breaks them. A ratio is rounded, a limit leaves room."""

SAME_IN_TABLES = "same_in_tables"
"""The rule of what several records say together."""

COULD_NOT_BE_READ = "a person could not read it"

Said = Mapping[str, Verdict]
Terms = Callable[[str, FieldEvidence], float]  # the threshold for a field of a form
Cells = Mapping[str, tuple[str, ...]]
"""For a path, all paths that stand in its cell, where there are several."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document as it stands; one entry for each record.

    ``said``: verdicts by path, also those that follow others. ``found``: the records as they would be, had the same
    values been read and not been said.
    """

    cells: tuple[Cells, ...]
    said: tuple[Said, ...]
    readings: tuple[FormReading, ...]
    described: tuple[tuple[Described, ...], ...]
    values: tuple[Values, ...]
    outcomes: tuple[tuple[CheckOutcome, ...], ...]
    found: tuple[Record, ...]
    records: tuple[Record, ...]

    def applied_to(self, machine: ExtractionResult, plain: Reviewed) -> ExtractionResult:
        """The machine's result with every record that is not as it would be had nobody said anything."""
        records = tuple(
            own if now == as_read else now
            for own, as_read, now in zip(machine.records, plain.records, self.records, strict=True)
        )
        return machine.model_copy(update={"records": records})


def verdict_on(now: Reviewed, key: FieldKey, action: Action, text: str) -> Verdict:
    """What a person says of a field that stands as it does ``now``, with its value."""
    record, path = key
    leaf = next(leaf for leaf in now.readings[record].leaves if leaf.path == path)
    match action:
        case "accept":
            field = next(field for field in now.records[record].fields if field.path == path)
            return Verdict(action, field.text, now.values[record][path])
        case "correct":
            return Verdict(action, text, parse_value(text, leaf.kind))
        case "blank":
            return Verdict(action, "", BLANK)
        case "unreadable":
            return Verdict(action, "", UNREADABLE)


def untouched(material: Understandable, tools: Knowledge) -> Reviewed:
    """A document as the machine left it."""
    interpretation, definitions = material.interpretation, tools.definitions
    forms = len(interpretation.forms)
    read = [values_of(reading, tools) for reading in interpretation.readings]
    values = changed(read, dict(interpretation.decoded))
    outcomes = dict(checked(interpretation.forms, values[:forms], definitions))
    if interpretation.narrative is not None:
        outcomes[forms] = against_tables(interpretation, values[forms], values[:forms], tools)
    pages = material.by_number()
    described = tuple(describe(reading, pages, tools) for reading in interpretation.readings)
    records = tuple(
        understand(reading, own, outcomes[index], pages, tools, described=described[index]).record
        for index, (reading, own) in enumerate(zip(interpretation.readings, values, strict=True))
    )
    return Reviewed(
        cells=tuple(_cells_of(reading) for reading in interpretation.readings),
        said=({},) * len(values),
        readings=interpretation.readings,
        described=described,
        values=values,
        outcomes=tuple(outcomes[index] for index in range(len(values))),
        found=records,
        records=records,
    )


def review(
    material: Understandable, verdicts: Mapping[FieldKey, Verdict], tools: Knowledge, plain: Reviewed, before: Reviewed
) -> Reviewed:
    """A document with what people say of it, understood again.

    ``verdicts`` in the order in which they were given. ``plain``: the document :func:`untouched`; ``before``: as it
    stood with other verdicts, of which all is kept that these do not change.
    """
    interpretation, forms = material.interpretation, len(material.interpretation.forms)
    said = _by_record(plain.cells, verdicts)
    touched = [index for index, own in enumerate(said) if own != before.said[index]]
    if not touched:
        return before
    readings, values = list(before.readings), list(before.values)
    known = {index: _alone(own) for index, own in enumerate(before.outcomes[:forms]) if index not in touched}
    for index in touched:
        if not said[index]:
            readings[index], values[index] = plain.readings[index], plain.values[index]
            known[index] = _alone(plain.outcomes[index])
            continue
        given = {path: verdict.value for path, verdict in said[index].items()}
        texts = {path: value.clean for path, value in given.items() if value.clean}
        named = relabelled(interpretation.readings[index], texts, tools.definitions)
        readings[index] = before.readings[index] if named == before.readings[index] else named
        values[index] = values_of(readings[index], tools, given)
    if tuple(readings) == before.readings and tuple(values) == before.values and _adds_up(before, touched):
        outcomes = list(before.outcomes)
    else:
        certain = {(index, path) for index in touched for path in said[index]}
        values[:forms], found = decoded(readings[:forms], values[:forms], tools.definitions, known, certain)
        outcomes = [tuple(found[index]) for index in range(forms)]
        if interpretation.narrative is not None:
            outcomes.append(against_tables(interpretation, values[forms], values[:forms], tools))
    pages = material.by_number()
    terms = partial(_threshold, pages, tools)
    raw, records, described = list(before.found), list(before.records), list(before.described)
    for index, reading in enumerate(readings):
        # What is only accepted changes no value, and so nothing of the other fields.
        same = outcomes[index] == before.outcomes[index] and values[index] == before.values[index]
        other_names = indicators_of(said[index]) != indicators_of(before.said[index])
        if other_names or reading is not before.readings[index]:
            described[index] = named_by_people(describe(reading, pages, tools), said[index], tools.catalogue)
        if not same or described[index] is not before.described[index]:
            understood = understand(reading, values[index], outcomes[index], pages, tools, described=described[index])
            raw[index] = understood.record
        if not same or index in touched:
            records[index] = _with_people(raw[index], said[index], outcomes[index], terms)
    return Reviewed(
        cells=plain.cells,
        said=said,
        readings=tuple(readings),
        described=tuple(described),
        values=tuple(values),
        outcomes=tuple(outcomes),
        found=tuple(raw),
        records=tuple(records),
    )


def _adds_up(before: Reviewed, touched: Iterable[int]) -> bool:
    """Whether no identity of these records asks for another reading: to be surer of one then changes nothing."""
    return all(outcome.status == "pass" for index in touched for outcome in before.outcomes[index])


def _alone(outcomes: Iterable[CheckOutcome]) -> tuple[CheckOutcome, ...]:
    """Those of the record by itself."""
    return tuple(outcome for outcome in outcomes if outcome.rule != SAME_IN_TABLES)


def _by_record(cells: Sequence[Cells], verdicts: Mapping[FieldKey, Verdict]) -> tuple[Said, ...]:
    """Each record's verdicts. A cell that reaches over several rows is said for all of them."""
    said: list[dict[str, Verdict]] = [{} for _ in cells]
    for (record, path), verdict in verdicts.items():
        said[record].update(dict.fromkeys(cells[record].get(path, ()), verdict))
    for (record, path), verdict in verdicts.items():
        said[record][path] = verdict
    return tuple(said)


def _cells_of(reading: FormReading) -> Cells:
    """The paths that share their cell with others: those of one column, in rows that one cell reaches over."""
    groups: dict[tuple[str, int, int, int | None, int | None, str], list[str]] = {}
    for leaf in reading.leaves:
        if leaf.place is not None and leaf.place.table is not None and not leaf.aside:
            place = (leaf.role, leaf.place.page, leaf.place.table, leaf.place.row, leaf.place.col, leaf.text)
            groups.setdefault(place, []).append(leaf.path)
    return {path: tuple(group) for group in groups.values() if len(group) > 1 for path in group}


def _threshold(pages: Mapping[int, PageReading], tools: Knowledge, form: str, field: FieldEvidence) -> float:
    """The confidence from which on a field that stands on a page is accepted."""
    source = field.source
    if source is None:
        return NOTHING
    page = pages[source.page]
    kind = page_kind(page.source_by([source.engine]), page.page.quality)
    return tools.acceptance.threshold_for(form, kind)


def _with_people(record: Record, said: Said, outcomes: Sequence[CheckOutcome], terms: Terms) -> Record:
    given = {path for path, verdict in said.items() if verdict.action != "unreadable"}
    confirmed = {
        path
        for outcome in outcomes
        if outcome.status == "pass" and outcome.rule in EXACT and not given.isdisjoint(outcome.paths)
        for path in outcome.paths
    }
    if not said:
        return record
    fields = tuple(
        _decided(field, said[field.path])
        if field.path in said
        else _confirmed(field, terms(record.form, field))
        if field.path in confirmed
        else field
        for field in record.fields
    )
    return record.model_copy(update={"fields": fields})


def _decided(field: FieldEvidence, verdict: Verdict) -> FieldEvidence:
    value = verdict.value
    text = field.text if verdict.action == "unreadable" else verdict.text
    as_read = verdict.action != "unreadable" and clean_text(text) == clean_text(field.text)
    return field.model_copy(
        update={
            "text": text,
            "value": Value(kind=value.kind, number=value.number, unit=value.unit, comparator=value.comparator),
            "confidence": CONFIDENCE_OF_PEOPLE,
            "status": "confirmed" if as_read else "corrected",
            "repaired_from": field.repaired_from if as_read else clean_text(field.text),
            "reason": COULD_NOT_BE_READ if verdict.action == "unreadable" else None,
        }
    )


def _confirmed(field: FieldEvidence, review_below: float) -> FieldEvidence:
    """A reading that a sum with a person's figure confirms."""
    if field.value.number is None:
        return field
    confidence = round(max(field.confidence, 1 - (1 - field.confidence) * CHANCE_OF_CANCELLING), 4)
    if confidence < review_below:
        return field.model_copy(update={"confidence": confidence})
    return field.model_copy(update={"confidence": confidence, "status": "accepted", "reason": None})
