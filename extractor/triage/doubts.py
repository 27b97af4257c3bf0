"""The doubtful fields of a result, each with what a person needs to see and what his answer is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.triage.headings import headings
from extractor.triage.implied import implied
from extractor.triage.worth import Asked, load_triage, worth
from models.doubt import Doubt, DoubtCheck
from models.geometry import Box
from models.paths import role_of
from models.result import BBox, Check, ExtractionResult, FieldEvidence, Record
from models.triage import Triage
from models.upright import UprightView

_SUMMED = 3
"""Fields that a check names at least where its first is what the others make up: a sum, a rate, a product."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A place of the page, and the fields of one role and record that are read from it.

    Fields of one role for which the page has no place at all are one such place: a column that is not there.
    """

    record: int
    fields: tuple[FieldEvidence, ...]
    place: int


@dataclass(frozen=True, slots=True)
class _Known:
    """A record, its fields by path, the paths of the doubtful ones, and the checks that bear on each path."""

    record: Record
    fields: Mapping[str, FieldEvidence]
    doubtful: frozenset[str]
    bearing: Mapping[str, Sequence[Check]]

    @staticmethod
    def of(record: Record) -> _Known:
        asked = {field.path for field in record.fields if field.status == "needs_review"}
        settled = {field.path for field in record.fields if field.status in {"corrected", "confirmed"}}
        unseen = [check for check in record.checks if check.status == "fail" and asked.isdisjoint(check.paths)]
        totals = {path for check in unseen for path in check.paths[:1] if path not in settled}
        bearing: dict[str, list[Check]] = defaultdict(list)
        for check in record.checks:
            for path in dict.fromkeys(check.paths):
                bearing[path].append(check)
        return _Known(record, {field.path: field for field in record.fields}, frozenset(asked | totals), bearing)


def triage(result: ExtractionResult, *, everything: bool = False) -> tuple[Doubt, ...]:
    """What people are asked about a result, in the order of :func:`order`.

    These are the fields that need review, and the total of each failed check of whose fields none does: else nobody
    would see it. With ``everything``, those that were accepted too.
    """
    rules = load_triage()
    pages = result.document.pages
    views = {page.number: UprightView.of(page.width, page.height, page.rotation, page.skew) for page in pages}
    known = [_Known.of(record) for record in result.records]
    return order(
        [
            _doubt(cell, known[cell.record], views, rules)
            for cell in _cells(result)
            if everything or any(field.path in known[cell.record].doubtful for field in cell.fields)
        ]
    )


def order(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The most urgent first; those as urgent as one another as they stand on the pages, so that the eye stays.

    Of several documents, those of one document and rank stay together in the same way.
    """
    return tuple(sorted(doubts, key=lambda doubt: (doubt.rank, doubt.place)))


def _cells(result: ExtractionResult) -> list[_Cell]:
    """The cells of all records, in the order of reading."""
    grouped: dict[tuple[int, object], list[FieldEvidence]] = defaultdict(list)
    for index, record in enumerate(result.records):
        for field in record.fields:
            source = field.source
            where = (source.page, source.bbox, source.table, source.row, source.col) if source else None
            grouped[index, (role_of(field.path), field.text, where)].append(field)
    read = sorted(grouped.items(), key=lambda item: _reading_order(item[0][0], item[1][0]))
    return [_Cell(record, tuple(fields), place) for place, ((record, _), fields) in enumerate(read)]


def _reading_order(record: int, field: FieldEvidence) -> tuple[object, ...]:
    """By page, table and cell; what the page has no place for comes after everything else."""
    source = field.source
    if source is None:
        return (1, 0, record, "", 0, 0)
    return (0, source.page, record, source.table or "", source.row or 0, source.col or 0)


def _doubt(cell: _Cell, known: _Known, views: Mapping[int, UprightView], rules: Triage) -> Doubt:
    field, record = cell.fields[0], known.record
    own = {one.path for one in cell.fields}
    checks = list({check.id: check for one in cell.fields for check in known.bearing.get(one.path, ())}.values())
    open_paths = {path for check in checks if check.status != "pass" for path in check.paths}
    settles = max(0, len((open_paths | own) & known.doubtful) - 1)
    asked = Asked(
        confidence=min(one.confidence for one in cell.fields),
        characters=len("".join(field.text.split())),
        is_total=any(len(check.paths) >= _SUMMED and check.paths[0] in own for check in checks),
        in_failed_check=any(check.status == "fail" for check in checks),
        is_shown=field.source is not None,
        fields=len(cell.fields),
        # What a column that is not there may settle are its own fields, which are counted.
        settles=settles if field.source else 0,
    )
    value = worth(asked, rules)
    row_heading, column_heading = headings(field, record.fields, rules.columns)
    source = field.source
    view = views.get(source.page) if source else None
    return Doubt(
        record=cell.record,
        path=field.path,
        also=tuple(one.path for one in cell.fields[1:]),
        form=record.form,
        title=record.title,
        unit=_agency(record, rules),
        label=field.label,
        row_heading=row_heading,
        column_heading=column_heading,
        text=field.text,
        value=field.value,
        confidence=asked.confidence,
        status=field.status,
        reason=field.reason,
        alternatives=tuple(dict.fromkeys((*implied(field, checks, known.fields), *field.alternatives))),
        table=source.table if source else None,
        row=source.row if source else None,
        col=source.col if source else None,
        page=source.page if source else None,
        bbox=source.bbox if source else None,
        upright_bbox=_upright(source.bbox, view) if source and view else None,
        upright_size=(round(view.width, 2), round(view.height, 2)) if view else None,
        checks=tuple(_telling(checks)),
        expected_error=round(value.expected_error, 4),
        weight=value.weight,
        expected_seconds=round(value.seconds, 2),
        settles=settles,
        priority=value.priority,
        rank=value.rank,
        place=cell.place,
    )


def _telling(checks: Sequence[Check]) -> Iterator[DoubtCheck]:
    """The checks that failed or could not be made, and one that passed, which a person may rely on."""
    passed = [check for check in checks if check.status == "pass"]
    for check in [*(check for check in checks if check.status != "pass"), *passed[:1]]:
        yield DoubtCheck(
            id=check.id,
            rule=check.rule,
            status=check.status,
            message=check.message,
            expected=check.expected,
            actual=check.actual,
            paths=check.paths,
        )


def _agency(record: Record, rules: Triage) -> str | None:
    named = (record.data.get(leaf) for leaf in rules.agencies)
    return next((name for name in named if isinstance(name, str) and name), None)


def _upright(bbox: BBox, view: UprightView) -> BBox:
    box = view.box(Box(*bbox))
    return (round(box.x0, 2), round(box.y0, 2), round(box.x1, 2), round(box.y1, 2))
