"""One document's result beside its truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.evaluation.alignment import aligned
from extractor.evaluation.equality import folded
from extractor.evaluation.leaves import LeafPair, compared
from extractor.evaluation.pages import JudgedPage, judge_page
from extractor.evaluation.tables import JudgedTable, judge_tables
from extractor.evaluation.truth import Truth, TruthRecord
from models.paths import Nested, leaves, role_of
from models.result import ExtractionResult, FieldEvidence


@dataclass(frozen=True, slots=True)
class LeafCounts:
    """Leaves that should be there, that are there, and that are both and the same."""

    expected: int = 0
    got: int = 0
    right: int = 0

    def __add__(self, other: LeafCounts) -> LeafCounts:
        return LeafCounts(self.expected + other.expected, self.got + other.got, self.right + other.right)

    @property
    def precision(self) -> float:
        return self.right / self.got if self.got else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        both = self.expected + self.got
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class WrongLeaf:
    """A leaf that is not as it should be. ``confidence`` is None where the result has no such field."""

    path: str
    expected: str | None
    got: str | None
    confidence: float | None
    status: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class JudgedField:
    """A field of the result: ``record`` is its record's number from 0, ``path`` its place in that record."""

    record: int
    path: str
    confidence: float
    accepted: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that is counted of one document. ``leaves`` by form and role: ``("…", "indicators.score")``."""

    name: str
    form: str
    variant: str
    grade: str | None
    leaves: Mapping[tuple[str, str], LeafCounts]
    wrong: tuple[WrongLeaf, ...]
    fields: tuple[JudgedField, ...]
    tables: tuple[JudgedTable, ...]
    surplus_tables: int
    pages: tuple[JudgedPage, ...]
    page_count: int
    seconds: float
    failure: str | None = None

    @property
    def damage(self) -> str:
        """What was done to the page: ``scanned, poor``; one word where variant and grade are one."""
        return ", ".join(dict.fromkeys(part for part in (self.variant, self.grade) if part))

    @property
    def wholly_right(self) -> bool:
        return not self.wrong and self.failure is None


def judge(name: str, truth: Truth, result: ExtractionResult, seconds: float) -> Judgement:
    """``seconds``: how long the whole document took."""
    pairs = tuple(_record_pairs(truth, result))
    evidence = {(number, field.path): field for number, record in enumerate(result.records) for field in record.fields}
    tables, surplus = judge_tables(truth.tables, result.tables)
    return Judgement(
        name=name,
        form=truth.form,
        variant=truth.variant,
        grade=truth.grade,
        leaves=_counted(pairs),
        wrong=tuple(_wrong(item, evidence) for item in pairs if not item.pair.right),
        fields=tuple(_judged_fields(pairs, evidence)),
        tables=tables,
        surplus_tables=surplus,
        pages=tuple(judge_page(page, result) for page in truth.pages),
        page_count=result.document.page_count,
        seconds=seconds,
    )


def judge_failure(name: str, truth: Truth, failure: str, seconds: float) -> Judgement:
    """A document that could not be extracted: everything in it is missing."""
    pairs = tuple(_Pair(record.form, None, pair) for record in truth.records for pair in compared(record.data, {}))
    return Judgement(
        name=name,
        form=truth.form,
        variant=truth.variant,
        grade=truth.grade,
        leaves=_counted(pairs),
        wrong=tuple(_wrong(item, {}) for item in pairs if not item.pair.right),
        fields=(),
        tables=tuple(JudgedTable.missing(table) for table in truth.tables),
        surplus_tables=0,
        pages=tuple(JudgedPage.failed(page) for page in truth.pages),
        page_count=len(truth.pages),
        seconds=seconds,
        failure=failure,
    )


def right_texts(truth: Truth, result: ExtractionResult) -> dict[tuple[int, str], str]:
    """What each field of a result should say, by its record's number from 0 and its path; what should be blank, ``""``.

    Fields whose wording is not judged are left out.
    """
    return {
        (item.record, item.pair.got_path): item.pair.expected or ""
        for item in _record_pairs(truth, result)
        if item.record is not None and item.pair.got_path is not None
    }


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair of leaves with its record's form and, where the result has that record, its number from 0."""

    form: str
    record: int | None
    pair: LeafPair


_Evidence = Mapping[tuple[int, str], FieldEvidence]


def _record_pairs(truth: Truth, result: ExtractionResult) -> Iterator[_Pair]:
    """Records of each form are paired in order by the different things that both say: the order of forms is free."""
    expected = sorted(range(len(truth.records)), key=lambda i: truth.records[i].form)
    got = sorted(range(len(result.records)), key=lambda j: result.records[j].form)
    known_words = [_words(truth.records[i].data) for i in expected]
    seen_words = [_words(result.records[j].data) for j in got]

    def likeness(a: int, b: int) -> float:
        if truth.records[expected[a]].form != result.records[got[b]].form:
            return 0.0
        return 1e-3 + len(known_words[a] & seen_words[b])

    for a, b in aligned(len(expected), len(got), likeness):
        i, j = None if a is None else expected[a], None if b is None else got[b]
        form = truth.records[i].form if i is not None else result.records[j or 0].form
        known = truth.records[i].data if i is not None else {}
        seen = result.records[j].data if j is not None else {}
        told = truth.records[i] if i is not None else None
        yield from (_Pair(form, j, pair) for pair in compared(known, seen) if _is_judged(pair, told))


def _is_judged(pair: LeafPair, told: TruthRecord | None) -> bool:
    if told is None:
        return True
    known = told.judged is None or pair.expected_path in told.judged
    return known and role_of(pair.path) not in told.unjudged


def _words(data: Nested) -> frozenset[str]:
    return frozenset(folded(text) for _, text in leaves(data) if text)


_OWN_KEYS = re.compile(r"(?<=\.values)\..+")
"""What follows ``values`` is a table's own column: all columns are one role."""


def _role(path: str) -> str:
    return _OWN_KEYS.sub("", role_of(path))


def _counted(pairs: Sequence[_Pair]) -> dict[tuple[str, str], LeafCounts]:
    counts: dict[tuple[str, str], LeafCounts] = {}
    for item in pairs:
        key = item.form, _role(item.pair.path)
        expected, got = bool(item.pair.expected), bool(item.pair.got)
        counts[key] = counts.get(key, LeafCounts()) + LeafCounts(expected, got, expected and got and item.pair.right)
    return counts


def _evidence_of(item: _Pair, evidence: _Evidence) -> FieldEvidence | None:
    if item.record is None or item.pair.got_path is None:
        return None
    return evidence.get((item.record, item.pair.got_path))


def _wrong(item: _Pair, evidence: _Evidence) -> WrongLeaf:
    field = _evidence_of(item, evidence)
    return WrongLeaf(
        path=f"{item.form}.{item.pair.path}",
        expected=item.pair.expected,
        got=item.pair.got,
        confidence=field.confidence if field else None,
        status=field.status if field else None,
        text=field.text if field else None,
    )


def _judged_fields(pairs: Sequence[_Pair], evidence: _Evidence) -> Iterator[JudgedField]:
    """Print in a place that should not be there, of which no value was made, is neither right nor wrong.

    That it does no harm is luck: called right, it would teach that what cannot be understood can be believed.
    """
    for item in pairs:
        field = _evidence_of(item, evidence)
        by_luck = item.pair.expected_path is None and not item.pair.got and field is not None and bool(field.text)
        if field is not None and item.record is not None and not by_luck:
            yield JudgedField(
                item.record, field.path, field.confidence, field.status != "needs_review", item.pair.right
            )
