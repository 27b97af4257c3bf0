"""A new result of a document, published with all that people decided of the one before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.review.desk import Desk, NotReviewable
from api.review.placing import standing
from api.review.session import EDITS, NO_RECORD, Session, begun
from api.storage import Carried, Decision, Revision, Run
from api.storage.database import looking, writing
from api.storage.decisions import carried_to, carry, decisions_after, hold, last_number
from api.storage.documents import change, now
from api.storage.doubts import ask
from api.storage.events import happened
from api.storage.revisions import Origin, newest_revision, publish, reviewed
from extractor.comparing import Fate
from extractor.comparing import carry as fates_of
from extractor.keeping import structure_from_bytes, understandable_from_bytes
from extractor.triage import triage
from models.doubt import Doubt
from models.result import ExtractionResult


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the result lies, and what a review starts from; the latter as bytes, too. ``origin`` where it is known.

    ``doubtful``: what of the result people are asked about where nobody has decided anything.
    """

    result: str
    start: str
    material: bytes
    origin: Origin | None
    doubtful: tuple[Doubt, ...]


def publish_reviewed(
    desk: Desk, run: Run, result: ExtractionResult, sha256: str, material: bytes, *, origin: Origin | None = None
) -> None:
    """Enter the result of a run, stored as ``sha256``, as the newest revision, decisions and all.

    What cannot be found again in it stays in the history and is offered. Doing it again changes nothing.
    """
    stored = Stored(sha256, desk.blobs.put(material), material, origin, tuple(triage(result)))
    with desk.alone(run.document):
        while not _published(desk, run, result, stored):
            pass


def _published(desk: Desk, run: Run, result: ExtractionResult, stored: Stored) -> bool:
    """Whether it was entered: not where somebody decided something meanwhile."""
    with looking(desk.database) as connection:
        before, last = newest_revision(connection, run.document), last_number(connection, run.document)
    fates, session = _carried(desk, before, run, result, stored.material) if before and last else ((), None)
    # Nothing is reckoned while the database waits: others write, too.
    doubtful = triage(session.result) if session is not None else ()
    with writing(desk.database) as connection:
        hold(connection, run.document)
        if newest_revision(connection, run.document) != before or last_number(connection, run.document) != last:
            return False
        pages = result.document.page_count
        if change(connection, run, state="done", pages_done=pages, page_count=pages, ended_at=now()):
            publish(
                connection,
                run,
                result,
                stored.result,
                stored.start,
                doubtful=stored.doubtful,
                origin=stored.origin,
            )
            carry(connection, fates)
            if session is not None:
                reviewed(connection, run.document, run.number, session.decided, session.left)
                versions = session.versions
                ask(connection, run.document, run.number, doubtful, versions)
                told = {str(outcome): count for outcome, count in Counter(fate.outcome for fate in fates).items()}
                happened(connection, run.document, "carried_over", run=run.number, **told)
            happened(connection, run.document, "done", run=run.number)
    return True


def _carried(
    desk: Desk, before: Revision, run: Run, result: ExtractionResult, material: bytes
) -> tuple[list[Carried], Session | None]:
    """The fate of every decision in effect, and of those that had no place before; and the session with them."""
    try:
        old = desk.of_revision(before)
    except NotReviewable:
        return [], None
    with looking(desk.database) as connection:
        by_number = {row.number: row for row in decisions_after(connection, before.document, 0)}
        dropped = [fate.number for fate in carried_to(connection, before.document, before.run) if fate.path is None]
    lost = [number for number in dropped if by_number[number].action not in EDITS]
    new = begun(run.document, run.number, result, understandable_from_bytes(material), desk.tools_of(result))
    edits = [_edit_fate(edit, old.machine, result) for edit in old.edits.standing]
    kept = [_row(run, fate) for fate in edits]
    put_right = desk.with_decisions(new, kept, lambda: structure_from_bytes(material)) if kept else new
    everything = standing(old, by_number, dict.fromkeys([*lost, *old.edits.lost]))
    placed = [one for one in everything if one.number not in old.edits.overwritten]
    heads = {top.number for top in old.ledger.heads}
    if heads:  # fields are called by them, so that they are found first
        headed = [_row(run, fate) for fate in fates_of(placed, put_right.now.records) if fate.number in heads]
        put_right = desk.with_decisions(new, [*kept, *headed], lambda: structure_from_bytes(material))
    fates = fates_of(placed, put_right.now.records)
    fates += tuple(Fate(number, "dropped", "its cell was written anew later") for number in old.edits.overwritten)
    rows = sorted([*kept, *(_row(run, fate) for fate in fates)], key=lambda row: row.number)
    if not rows:
        return [], None
    return rows, desk.with_decisions(new, rows, lambda: structure_from_bytes(material))


def _edit_fate(edit: Decision, old: ExtractionResult, new: ExtractionResult) -> Fate:
    """What was done to a table is done again where the table was cut into the same cells as before."""
    cut = [
        [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells]
        for result in (old, new)
        for table in result.tables
        if table.id == edit.path
    ]
    if len(cut) == len((old, new)) and cut[0] == cut[1]:
        return Fate(edit.number, "carried", "the table is cut as before", NO_RECORD, edit.path)
    return Fate(edit.number, "dropped", f"table {edit.path} is cut otherwise now; look whether it still needs this")


def _row(run: Run, fate: Fate) -> Carried:
    return Carried(run.document, run.number, fate.number, fate.outcome, fate.reason, fate.record, fate.path)
