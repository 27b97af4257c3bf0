"""Decisions where they stand, for finding them again in another reading or in a table that was put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.review.session import Session, verdict_of
from api.storage import Decision
from extractor.comparing import Decided
from models.result import FieldSource
from models.review import Edit, FieldKey


def standing(session: Session, by_number: Mapping[int, Decision], lost: Iterable[int]) -> list[Decided]:
    """What is in effect, where it stands now, and what has no place any more, where it stood; in order."""
    placed: list[tuple[Decision, FieldKey | None]] = [
        (stack[-1], key) for key, stack in session.ledger.stacks.items() if stack
    ]
    placed += [(by_number[number], None) for number in lost]
    return [_decided(row, session, key) for row, key in sorted(placed, key=lambda item: item[0].number)]


def decided_in(session: Session, table: str, edit: Edit) -> tuple[int, ...]:
    """Numbers of the decisions on the fields of the cell that an edit is of."""
    here = (table, edit.row, edit.col)
    placed = [(stack[-1], session.machine_field(key)) for key, stack in session.ledger.stacks.items() if stack]
    found = [(row.number, field.source) for row, field in placed if field is not None and field.source is not None]
    return tuple(sorted(number for number, at in found if (at.table, at.row, at.col) == here))


def _decided(row: Decision, session: Session, key: FieldKey | None) -> Decided:
    field = session.machine_field(key) if key is not None else None
    seen = row.seen
    source = FieldSource(**seen["source"]) if seen.get("source") else None
    record, path = key or (row.record, row.path)
    return Decided(
        number=row.number,
        record=record,
        path=path,
        form=str(seen["form"]),
        label=field.label.raw if field else str(seen["label"]),
        read=field.text if field else str(seen["machine"]),
        source=field.source if field else source,
        said=verdict_of(row).value,
    )
