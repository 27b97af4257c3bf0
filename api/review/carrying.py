"""A new result of a document, published with all that people decided of the one before."""

from __future__ import annotations

from dataclasses import replace

from api.review.desk import Desk, NotReviewable
from api.review.session import NOTHING, Session, verdict_of
from api.storage import Carried, Decision, Revision, Run
from api.storage.database import looking, writing
from api.storage.decisions import carried_to, carry, decisions_after, hold, last_number
from api.storage.documents import change, now
from api.storage.doubts import ask
from api.storage.events import happened
from api.storage.revisions import newest_revision, publish, reviewed
from extractor.comparing import Decided, Fate
from extractor.comparing import carry as fates_of
from extractor.keeping import understandable_from_bytes
from extractor.reviewing import untouched
from models.result import ExtractionResult, FieldSource


def publish_reviewed(desk: Desk, run: Run, result: ExtractionResult, sha256: str, material: bytes) -> None:
    """Enter the result of a run, stored as ``sha256``, as the newest revision, decisions and all.

    What cannot be found again in it stays in the history and is offered. Doing it again changes nothing.
    """
    start = desk.blobs.put(material)
    with desk.alone(run.document):
        while not _published(desk, run, result, sha256, material, start):
            pass


def _published(desk: Desk, run: Run, result: ExtractionResult, sha256: str, material: bytes, start: str) -> bool:  # noqa: PLR0917
    """Whether it was entered: not where somebody decided something meanwhile."""
    with looking(desk.database) as connection:
        before, last = newest_revision(connection, run.document), last_number(connection, run.document)
    fates = _fates(desk, before, result) if before is not None and last else ()
    session = _session(desk, run, result, material, fates) if fates else None
    with writing(desk.database) as connection:
        hold(connection, run.document)
        if newest_revision(connection, run.document) != before or last_number(connection, run.document) != last:
            return False
        pages = result.document.page_count
        if change(connection, run, state="done", pages_done=pages, page_count=pages, ended_at=now()):
            publish(connection, run, result, sha256, start)
            carry(connection, [_row(run, fate) for fate in fates])
            if session is not None:
                reviewed(connection, run.document, run.number, session.decided, session.left)
                ask(connection, run.document, run.number, session.result, session.ledger.versions)
                told = {
                    kind: sum(fate.outcome == kind for fate in fates) for kind in ("carried", "contradicted", "dropped")
                }
                happened(connection, run.document, "carried_over", run=run.number, **told)
            happened(connection, run.document, "done", run=run.number)
    return True


def _fates(desk: Desk, before: Revision, result: ExtractionResult) -> tuple[Fate, ...]:
    """Of every decision in effect, and of those that an earlier result had no place for."""
    try:
        session = desk.of_revision(before)
    except NotReviewable:
        return ()
    with looking(desk.database) as connection:
        by_number = {row.number: row for row in decisions_after(connection, before.document, 0)}
        lost = [fate.number for fate in carried_to(connection, before.document, before.run) if fate.path is None]
    standing = [
        (replace(stack[-1], record=key[0], path=key[1]), session)
        for key, stack in session.ledger.stacks.items()
        if stack
    ]
    decisions = [_decided(row, session) for row, session in standing]
    decisions += [_decided(by_number[number], None) for number in lost]
    return fates_of(sorted(decisions, key=lambda one: one.number), result)


def _decided(row: Decision, session: Session | None) -> Decided:
    """A decision where it stands in ``session``, or, without one, where it stood when it was made."""
    field = session.machine_field((row.record, row.path)) if session else None
    seen = row.seen
    source = FieldSource(**seen["source"]) if seen.get("source") else None
    return Decided(
        number=row.number,
        record=row.record,
        path=row.path,
        form=str(seen["form"]),
        label=field.label.raw if field else str(seen["label"]),
        read=field.text if field else str(seen["machine"]),
        source=field.source if field else source,
        said=verdict_of(row).value,
    )


def _session(desk: Desk, run: Run, result: ExtractionResult, material: bytes, fates: tuple[Fate, ...]) -> Session:
    start = understandable_from_bytes(material)
    plain = untouched(start, desk.tools)
    session = Session(run.document, run.number, 0, result, start, plain, plain, NOTHING)
    return desk.with_decisions(session, [_row(run, fate) for fate in fates])


def _row(run: Run, fate: Fate) -> Carried:
    return Carried(run.document, run.number, fate.number, fate.outcome, fate.reason, fate.record, fate.path)
