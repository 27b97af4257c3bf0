"""An edit of a table on its way in: the document is interpreted again, and what was decided moves with its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

from api.review.asked import IdReused
from api.review.desk import Desk
from api.review.moving import cut_anew
from api.review.placing import decided_in
from api.review.session import NO_RECORD, OVERWRITTEN, UNDO, Session
from api.storage import Decision
from api.storage.audit import record
from api.storage.database import looking, writing
from api.storage.decisions import add, decisions_after, hold, last_number, with_ids
from api.storage.documents import now
from api.storage.doubts import ask
from api.storage.events import happened
from api.storage.revisions import asked_up_to, newest_revision, reviewed
from extractor.editing import EditRefused
from extractor.triage import triage
from models.review import Edit

EditOp = Literal["merge", "split", "insert_row", "remove_row", "text", "undo"]


@dataclass(frozen=True, slots=True)
class AskedEdit:
    """An edit as it was sent; ``edit`` is None for one that takes back the newest on its table."""

    id: str
    table: str
    edit: Edit | None
    if_match: str
    said_at: str | None

    @property
    def action(self) -> str:
        return self.edit.kind if self.edit is not None else UNDO


@dataclass(frozen=True, slots=True)
class Edited:
    """The session after an edit, and what became of it. ``lost``: decisions whose fields are no longer there."""

    session: Session
    outcome: Literal["kept", "repeated", "conflict"]
    theirs: Decision | None
    lost: tuple[Decision, ...]


def edit_table(desk: Desk, document: str, asked: AskedEdit, actor: str) -> Edited:
    """Keep an edit. It is on the disk when this returns.

    Raises:
        KeyError: the document is not there or has no result.
        NotReviewable: as :meth:`Desk.opened`.
        EditRefused: it does not fit the table; nothing was kept.
        IdReused: nothing was kept.
    """
    with desk.alone(document):
        while True:
            session = desk.opened(document)
            with looking(desk.database) as connection:
                before = with_ids(connection, [asked.id]).get(asked.id)
                by_number = {row.number: row for row in decisions_after(connection, document, 0)}
            theirs = session.edits.standing[-1] if session.edits.standing else None
            if before is not None:
                if (before.document, before.path, before.action) != (document, asked.table, asked.action):
                    raise IdReused(asked.id)
                return Edited(session, "repeated" if before.outcome == "kept" else "conflict", theirs, ())
            if asked.if_match != session.structure_etag:
                row = _row(session, asked, "conflict", actor)
                after = replace(session, number=row.number)
            else:
                row, after = _after(desk, session, asked, actor, by_number)
            if _entered(desk, session, after, row):
                desk.put(after)
                lost = tuple(by_number[number] for number in after.edits.lost if number not in session.edits.lost)
                return Edited(after, row.outcome, theirs, lost)


def _after(
    desk: Desk, session: Session, asked: AskedEdit, actor: str, by_number: Mapping[int, Decision]
) -> tuple[Decision, Session]:
    """The row of an edit that was sent in time, and the session with it."""
    if asked.edit is None and all(one.path != asked.table for one in session.edits.standing):
        raise EditRefused(f"nothing was done to table {asked.table} that could be taken back")
    row = _row(session, asked, "kept", actor)
    if asked.edit is not None and asked.edit.kind == "text":
        row = replace(row, seen={OVERWRITTEN: decided_in(session, asked.table, asked.edit)})
    moved = cut_anew(
        desk, session, session.edits.then(row), row.number, heads=session.ledger.heads, by_number=by_number
    )
    row = replace(row, seen={**row.seen, **moved.seen})
    return row, moved.session_with(session.ledger.moved(row, by_number), desk)


def _row(session: Session, asked: AskedEdit, outcome: Literal["kept", "conflict"], actor: str) -> Decision:
    return Decision(
        document=session.document,
        number=session.number + 1,
        id=asked.id,
        revision=session.revision,
        record=NO_RECORD,
        path=asked.table,
        action=asked.action,
        text=asked.edit.text if asked.edit else "",
        value=asdict(asked.edit) if asked.edit else {},
        if_match=asked.if_match,
        outcome=outcome,
        actor=actor,
        said_at=asked.said_at,
        at=now(),
        seen={},
    )


def _entered(desk: Desk, session: Session, after: Session, row: Decision) -> bool:
    """Whether the row was entered: not where somebody entered something else meanwhile."""
    document, doubtful = session.document, triage(after.result)  # before the database waits: others write, too
    with writing(desk.database) as connection:
        hold(connection, document)
        newest = newest_revision(connection, document)
        if newest is None or newest.run != session.revision or last_number(connection, document) != session.number:
            return False
        add(connection, [row])
        told = {"number": row.number, "table": row.path, "edit": row.action, "outcome": row.outcome}
        record(connection, row.actor, "edit", document, revision=session.revision, **told)
        happened(connection, document, "edited", revision=session.revision, left=after.left, **told)
        if row.outcome == "kept":
            reviewed(connection, document, session.revision, after.decided, after.left)
            ask(connection, document, session.revision, doubtful, after.versions)
            asked_up_to(connection, document, session.revision, row.number)
    return True
