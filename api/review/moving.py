"""Tables cut or headed anew: the document is interpreted again, and what was decided moves with its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from api.review.desk import Desk
from api.review.placing import standing
from api.review.session import HEADS, NAMES, NOTHING, Edits, Ledger, Session, changes_of
from api.storage import Decision, Revision
from api.storage.database import looking
from api.storage.decisions import decisions_after
from api.storage.revisions import revisions_of
from extractor.comparing import carry, renamed
from extractor.restructuring import said_of_head
from models.paths import HEAD, role_of
from models.review import FieldKey

Names = Mapping[FieldKey, FieldKey | None]
"""Fields that are called otherwise: what they are called now, None for what is no longer there."""

HeadCells = list[tuple[int, Sequence[float], str]]
"""Page, box and text of each cell of the heads over a column, as they are kept."""


@dataclass(frozen=True)
class Moved:
    """A document interpreted again, without its decisions; in ``seen``, where these are then."""

    session: Session
    seen: Mapping[str, object]
    lost: tuple[int, ...]

    def session_with(self, ledger: Ledger, desk: Desk) -> Session:
        session = replace(self.session, ledger=ledger, edits=replace(self.session.edits, lost=self.lost))
        return session.understood(desk.tools_of(session.machine))


def cut_anew(
    desk: Desk,
    session: Session,
    edits: Edits,
    number: int,
    *,
    heads: Sequence[Decision],
    by_number: Mapping[int, Decision],
) -> Moved:
    """The session's document after other edits, and with what is said of heads by ``heads``."""
    revision = revision_of(desk, session)
    published = desk.as_published(revision)
    moved = desk.restructured(published, NOTHING, edits, number, lambda: desk.structure(revision), heads=heads)
    placed = standing(session, by_number, session.edits.lost)
    fates = carry([one for one in placed if one.number not in edits.overwritten], moved.now.records)
    lost = tuple(fate.number for fate in fates if fate.path is None) + tuple(sorted(edits.overwritten))
    left = [head for head in heads if head.number not in lost]
    if len(left) < len(heads):  # what is said of a head that is no longer there names no column
        return cut_anew(desk, session, edits, number, heads=left, by_number=by_number)
    places = [(fate.number, fate.record, fate.path) for fate in fates if fate.path is not None]
    return Moved(moved, {"places": places, "lost": lost}, lost)


def headed_anew(desk: Desk, before: Session, after: Session, row: Decision) -> tuple[Session, Decision, Names]:
    """The session ``after`` a decision that changed what is said of heads, that decision, and what it renamed."""
    with looking(desk.database) as connection:
        by_number = {one.number: one for one in decisions_after(connection, after.document, 0)}
    by_number |= {stack[-1].number: stack[-1] for stack in after.ledger.stacks.values() if stack}
    moved = cut_anew(desk, after, after.edits, after.number, heads=after.ledger.heads, by_number=by_number)
    names = renamed(before.untouched.records, moved.session.untouched.records)
    listed = [(*old, before.etag(old), *(new or (None, None))) for old, new in names.items()]
    row = replace(row, seen={**row.seen, **moved.seen, NAMES: listed})
    return moved.session_with(after.ledger.renamed(row, by_number, after.edits.newest), desk), row, names


def chained(first: Names, then: Names) -> Names:
    """What is called otherwise after both."""
    late = {old: then.get(new, new) if new is not None else None for old, new in first.items()}
    met = {new for new in first.values() if new is not None}
    return {**late, **{old: new for old, new in then.items() if old not in met}}


def is_head(path: str) -> bool:
    """Whether a field is the head of a column, by which the column's fields are called."""
    return role_of(path) == HEAD


def heads_said(desk: Desk, session: Session, key: FieldKey, text: str) -> HeadCells:
    """What a correction of the head of a column says of its cells: nothing where it says what stands there."""
    record, path = key
    leaf = next((one for one in session.now.readings[record].leaves if one.path == path), None)
    if leaf is None:
        return []
    structure = desk.structure(revision_of(desk, session))
    changes = changes_of(session.edits, session.ledger.heads)
    said = said_of_head(session.material, structure, changes, leaf, text)
    if said is not None:
        return [(cell.page, cell.bbox, cell.text) for cell in said.cells]
    top = session.ledger.stacks.get(key, ())[-1:]
    return list(top[0].seen.get(HEADS, [])) if top else []


def revision_of(desk: Desk, session: Session) -> Revision:
    with looking(desk.database) as connection:
        return next(one for one in revisions_of(connection, session.document) if one.run == session.revision)
