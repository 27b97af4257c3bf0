"""A recognised form, from its leaves to a record of the contract: names, values, checks, confidence."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extractor.forms import data_of, inferred, put_right
from extractor.matching import corrected_subjects, in_known_words, match_leaf
from extractor.pages import PageReading
from extractor.scoring import Observation, confidence_of, observe, page_kind_of, weakest, with_whole
from extractor.surroundings import circumstances, surroundings
from extractor.tools import Knowledge
from extractor.values import clean_text, parse_value
from models.record import CheckOutcome, FormReading, LabelMatch, Leaf, Place, TypedValue
from models.result import Check, FieldEvidence, FieldSource, Label, Record, Value

MOST_ALTERNATIVES = 3
"""Other readings of a field that are worth a reviewer's glance."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A record, and what was observed of each of its fields, in the order of its fields."""

    record: Record
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of one leaf whatever its value is and whatever the checks say.

    ``named_by_person``: the match is what a person said, not what the catalogue does.
    """

    leaf: Leaf
    match: LabelMatch
    label: Label
    text: str
    source: FieldSource | None
    alternatives: tuple[str, ...]
    named_by_person: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rooms say of one leaf."""

    described: Described
    value: TypedValue
    checks: tuple[CheckOutcome, ...]

    @property
    def leaf(self) -> Leaf:
        return self.described.leaf


def describe(reading: FormReading, pages: Mapping[int, PageReading], tools: Knowledge) -> tuple[Described, ...]:
    """Match the label of every leaf of one form and find its place on the page as shown. ``pages`` by number."""
    return tuple(_described(leaf, pages, tools) for leaf in reading.leaves if not leaf.aside)


def understand(
    reading: FormReading,
    values: Mapping[str, TypedValue],
    outcomes: Sequence[CheckOutcome],
    pages: Mapping[int, PageReading],
    tools: Knowledge,
    *,
    described: Sequence[Described] | None = None,
) -> Understood:
    """Match and score every leaf of one form whose ``values`` are typed, by path, and checked. ``pages`` by number.

    ``described``: its leaves, where they were described before.
    """
    bearing = _by_path(outcomes)
    facts = [
        _Facts(described=one, value=values[one.leaf.path], checks=bearing.get(one.leaf.path, ()))
        for one in (describe(reading, pages, tools) if described is None else described)
    ]
    around = circumstances(reading, [(fact.leaf, fact.value) for fact in facts], outcomes, pages, tools)
    observations = with_whole(
        [
            observe(fact.leaf, fact.value, fact.described.match, fact.checks, surroundings(fact.leaf, around, pages))
            for fact in facts
        ]
    )
    listed = {fact.leaf.path for fact in facts}
    record = Record.model_validate(
        {
            "form": reading.form,
            "title": reading.title,
            "tables": tuple(table_id(index) for index in reading.tables),
            "pages": reading.pages,
            "form_confidence": round(reading.confidence, 4),
            "data": data_of(reading, values),
            "fields": tuple(
                _field(fact, observation, reading.form, tools)
                for fact, observation in zip(facts, observations, strict=True)
            ),
            "checks": tuple(_check(outcome, listed) for outcome in outcomes),
        }
    )
    return Understood(record, observations)


def values_of(
    reading: FormReading, tools: Knowledge, said: Mapping[str, TypedValue] = MappingProxyType({})
) -> dict[str, TypedValue]:
    """Each leaf's typed value, put right by what the form, the catalogue or a dictionary knows to stand there.

    ``said``: values by path that people gave. Nothing overrules them, and what is put right may lean on them.
    """
    typed = {leaf.path: parse_value(leaf.text, leaf.kind) for leaf in reading.leaves}
    read = {**typed, **in_known_words(reading, typed, tools.catalogue, tools.definitions.words), **said}
    if reading.variant:
        return {**corrected_subjects(reading, read, tools.catalogue), **said}
    if not tools.definitions.defines(reading.form):
        return read
    right = {leaf.path: put_right(reading.form, leaf, read[leaf.path], tools.definitions) for leaf in reading.leaves}
    return {**inferred(reading, {**right, **said}, tools.definitions), **said}


def _by_path(outcomes: Sequence[CheckOutcome]) -> dict[str, tuple[CheckOutcome, ...]]:
    """The checks that bear on each leaf."""
    bearing: dict[str, list[CheckOutcome]] = {}
    for outcome in outcomes:
        for path in outcome.paths:
            bearing.setdefault(path, []).append(outcome)
    return {path: tuple(found) for path, found in bearing.items()}


def table_id(index: int) -> str:
    """The id of the table at a place, from 0, in the document's order."""
    return f"t{index + 1}"


def bbox_of(place: Place, pages: Mapping[int, PageReading]) -> tuple[float, float, float, float]:
    """The place's box on the page as shown, to a hundredth of its unit."""
    box = pages[place.page].page.to_shown.box(place.box)
    return (round(box.x0, 2), round(box.y0, 2), round(box.x1, 2), round(box.y1, 2))


def _described(leaf: Leaf, pages: Mapping[int, PageReading], tools: Knowledge) -> Described:
    match = match_leaf(leaf, tools.catalogue, tools.definitions)
    label = Label(
        raw=match.raw,
        canonical=match.canonical,
        indicator=match.indicator,
        method=match.method,
        score=round(match.score, 4),
    )
    return Described(leaf, match, label, leaf.text, _source(leaf, pages), _alternatives(leaf))


def _field(fact: _Facts, observation: Observation, form: str, tools: Knowledge) -> FieldEvidence:
    described, value = fact.described, fact.value
    confidence = confidence_of(observation, tools.calibration)
    accepted = confidence >= tools.acceptance.threshold_for(form, page_kind_of(observation))
    return FieldEvidence(
        path=described.leaf.path,
        label=described.label,
        text=described.text,
        value=Value(kind=value.kind, number=value.number, unit=value.unit, comparator=value.comparator),
        confidence=round(confidence, 4),
        status="accepted" if accepted else "needs_review",
        source=described.source,
        alternatives=described.alternatives,
        repaired_from=clean_text(described.text) if value.repairs else None,
        checks=tuple(check.id for check in fact.checks),
        reason=None if accepted else weakest(observation, tools.calibration),
    )


def _source(leaf: Leaf, pages: Mapping[int, PageReading]) -> FieldSource | None:
    place = leaf.place
    if place is None:
        return None
    engines = {line.engine for line in leaf.lines}
    return FieldSource(
        page=place.page,
        bbox=bbox_of(place, pages),
        table=None if place.table is None else table_id(place.table),
        row=place.row,
        col=place.col,
        engine=engines.pop() if engines else pages[place.page].page.source,
    )


def _alternatives(leaf: Leaf) -> tuple[str, ...]:
    """The leaf's text with one glyph read otherwise, the most probable such readings first."""
    glyphs = [glyph for line in leaf.lines for glyph in line.glyphs]
    others = [
        (probability, "".join(other if j == i else g.char for j, g in enumerate(glyphs)))
        for i, glyph in enumerate(glyphs)
        for other, probability in glyph.alternatives
    ]
    # one in a hundred: below that the recogniser's second thoughts are noise
    likely = sorted((item for item in others if item[0] >= 0.01), key=lambda item: -item[0])
    return tuple(dict.fromkeys(text for _, text in likely))[:MOST_ALTERNATIVES]


def _check(outcome: CheckOutcome, listed: Container[str]) -> Check:
    return Check(
        id=outcome.id,
        rule=outcome.rule,
        status=outcome.status,
        message=outcome.message,
        expected=outcome.expected,
        actual=outcome.actual,
        paths=tuple(path for path in outcome.paths if path in listed),
    )
