"""A decision on its way in: held against what stands, kept, and only then answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Literal

from api.review.asked import Answered, Asked, Decided, IdReused, NoSuchField, NoSuchIndicator, NotApprovable
from api.review.desk import Desk
from api.review.moving import HeadCells, Names, chained, headed_anew, heads_said, is_head
from api.review.proposing import proposing
from api.review.session import APPROVE, HEADS, INDICATOR, REVERT, Ledger, Session, verdict_of
from api.storage import Decision
from api.storage.audit import record
from api.storage.database import looking, writing
from api.storage.decisions import add, hold, last_number, with_ids
from api.storage.documents import now
from api.storage.doubts import answered, ask
from api.storage.events import happened
from api.storage.proposals import propose, withdraw
from api.storage.revisions import newest_revision, reviewed
from extractor.reaching import Reach, reach
from extractor.reviewing import verdict_on
from extractor.triage import triage
from models.result import FieldEvidence
from models.review import FieldKey, Verdict


def decide(desk: Desk, document: str, asked: Sequence[Asked], actor: str) -> Decided:
    """Keep decisions, in order. They are on the disk when this returns.

    Raises:
        KeyError: the document is not there or has no result.
        NotReviewable: as :meth:`Desk.opened`.
        NoSuchField, NoSuchIndicator, IdReused, NotApprovable: nothing was kept.
    """
    with desk.alone(document):
        while True:
            session = desk.opened(document)
            tools = desk.tools_of(session.machine)
            unknown = {one.indicator for one in asked} - {None, *tools.catalogue.indicators}
            if unknown:
                raise NoSuchIndicator(f"the catalogue has no indicator {', '.join(map(str, unknown))}")
            with looking(desk.database) as connection:
                known = with_ids(connection, [one.id for one in asked])
            course = _course(desk, session, asked, known, actor)
            changes = reach(session.now, course.after.now, course.names)
            if not course.rows or _entered(desk, session, course, changes):
                desk.put(course.after)
                return Decided(course.after, course.answers, changes, course.names)


@dataclass(frozen=True, slots=True)
class _Course:
    """What several decisions came to: the session ``after`` them, their rows, their answers, what they renamed."""

    after: Session
    rows: tuple[Decision, ...] = ()
    answers: tuple[Answered, ...] = ()
    names: Names = field(default_factory=dict)

    @property
    def kept(self) -> Iterator[Answered]:
        return (one for one in self.answers if one.outcome == "kept")


def _course(desk: Desk, session: Session, asked: Sequence[Asked], known: Mapping[str, Decision], actor: str) -> _Course:
    """All decisions, in order. What is said of a head may call other fields otherwise, so that it goes before them."""
    course, tools = _Course(session), desk.tools_of(session.machine)
    for several in _parted(asked):
        before = course.after
        rows, answers = _judged(desk, before, several, {**known, **{row.id: row for row in course.rows}}, actor)
        kept = [(one.asked.key, one.yours) for one in answers if one.outcome == "kept"]
        after, names = before.after(kept, before.number + len(rows), tools), course.names
        if before.ledger.says_otherwise_of_heads(after.ledger):
            after, rows[-1], new = headed_anew(desk, before, after, rows[-1])
            names = chained(names, new)
        course = _Course(after, (*course.rows, *rows), (*course.answers, *answers), names)
    return course


def _parted(asked: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    """In parts that end with each decision on a head."""
    ends = [index + 1 for index, one in enumerate(asked) if is_head(one.path)]
    for start, end in pairwise(dict.fromkeys([0, *ends, len(asked)])):
        yield asked[start:end]


def _judged(
    desk: Desk, session: Session, asked: Sequence[Asked], known: Mapping[str, Decision], actor: str
) -> tuple[list[Decision], list[Answered]]:
    """The rows to be entered, and the answer to each decision. Each is held against what those before it left."""
    rows: list[Decision] = []
    answers: list[Answered] = []
    ledger, known = session.ledger, dict(known)
    for sent in asked:
        one = _named_now(sent, ledger)
        machine = session.machine_field(one.key)
        before = known.get(one.id)
        if before is not None:
            _same(one, before, session.document)
            outcome: Literal["repeated", "conflict"] = "repeated" if before.outcome == "kept" else "conflict"
            answers.append(Answered(one, outcome, machine, _other(ledger, one.key, before), before))
            continue
        stack = ledger.stacks.get(one.key, ())
        fits = one.if_match == f"{session.revision}.{ledger.versions.get(one.key, 0) + session.edits.newest}"
        if machine is None and one.if_match.partition(".")[0] == str(session.revision):
            raise NoSuchField(f"record {one.record} of {session.document} has no field {one.path}")
        number = session.number + len(rows) + 1
        if one.action == "approve" and fits:
            _approvable(one, stack, actor)
        row = _row(session, one, ledger, number=number, outcome="kept" if fits else "conflict", actor=actor)
        if fits and is_head(one.path) and (heads := _heads_said(desk, session, one, stack)):
            row = replace(row, seen={**row.seen, HEADS: heads})
        known[one.id] = row
        rows.append(row)
        answers.append(Answered(one, row.outcome, machine, None if fits or not stack else stack[-1], row))
        ledger = ledger.then(one.key, row)
    return rows, answers


def _named_now(one: Asked, ledger: Ledger) -> Asked:
    """What was said of a field that is called otherwise since then, by a person who could not know."""
    now = ledger.former.get((one.record, one.path, one.if_match))
    return one if now is None else replace(one, record=now[0][0], path=now[0][1], if_match=now[1])


def _heads_said(desk: Desk, session: Session, one: Asked, stack: Sequence[Decision]) -> HeadCells:
    """What a decision on a head says of the heads' cells. Whoever accepts says what was said before him."""
    match one.action:
        case "correct":
            return heads_said(desk, session, one.key, one.text)
        case "accept" if stack:
            return list(stack[-1].seen.get(HEADS, []))
        case _:
            return []


def _same(one: Asked, before: Decision, document: str) -> None:
    said = (document, one.record, one.path, one.action)
    # An accepted text is what stood there, not what was sent.
    text = before.text if one.action != "correct" else one.text
    if said != (before.document, before.record, before.path, before.action) or text != before.text:
        raise IdReused(one.id)


def _approvable(one: Asked, stack: Sequence[Decision], actor: str) -> None:
    if not stack:
        raise NotApprovable(f"{one.path}: nobody decided anything; accept it instead")
    if stack[-1].actor == actor:
        raise NotApprovable(f"{one.path}: {actor} decided it; somebody else has to approve it")


def _other(ledger: Ledger, key: FieldKey, own: Decision) -> Decision | None:
    stack = ledger.stacks.get(key, ())
    return stack[-1] if stack and stack[-1].id != own.id else None


def _row(
    session: Session, one: Asked, ledger: Ledger, *, number: int, outcome: Literal["kept", "conflict"], actor: str
) -> Decision:
    field = session.by_key.get(one.key)
    verdict = _verdict(session, one, ledger) if field is not None else None
    return Decision(
        document=session.document,
        number=number,
        id=one.id,
        revision=session.revision,
        record=one.record,
        path=one.path,
        action=one.action,
        text=verdict.text if verdict else one.text,
        value=_kept_value(verdict) if verdict else {},
        if_match=one.if_match,
        outcome=outcome,
        actor=actor,
        said_at=one.said_at,
        at=now(),
        seen=_seen(session, one.key, field) if field is not None else {},
    )


def _kept_value(verdict: Verdict) -> dict[str, object]:
    named = {} if verdict.indicator is None else {INDICATOR: verdict.indicator}
    return {**asdict(verdict.value), **named}


def _verdict(session: Session, one: Asked, ledger: Ledger) -> Verdict | None:
    stack = ledger.stacks.get(one.key, ())
    match one.action:
        case "revert" | "approve":
            return None
        case "accept" if stack:  # what is accepted is what the decision before it said
            said = verdict_of(stack[-1])
            return Verdict("accept", said.text, said.value, one.indicator or said.indicator)
        case _:
            return replace(verdict_on(session.now, one.key, one.action, one.text), indicator=one.indicator)


def _seen(session: Session, key: FieldKey, field: FieldEvidence) -> dict[str, object]:
    """What stood there, and where: by it the field is found again in another revision."""
    machine = session.machine_field(key)
    record = session.now.records[key[0]]
    return {
        "form": record.form,
        "title": record.title,
        "label": field.label.raw,
        "text": field.text,
        "number": field.value.number,
        "status": field.status,
        "confidence": field.confidence,
        "reason": field.reason,
        "machine": machine.text if machine else None,
        "source": field.source.model_dump(mode="json") if field.source else None,
    }


def _entered(desk: Desk, session: Session, course: _Course, changes: Reach) -> bool:
    """Whether the rows were entered: not where somebody entered something else meanwhile."""
    after, rows = course.after, course.rows
    document, actor = session.document, rows[0].actor
    # All that is reckoned is reckoned before the database waits: others write, too.
    decided, left = after.decided, after.left
    settled = [(record, field.path) for record, field in changes.fields if field.status != "needs_review"]
    settled += [one.asked.key for one in course.kept if one.asked.action != REVERT]
    labels = proposing(session, after, [(row.record, row.path) for row in rows])
    doubtful = triage(after.result) if course.names else ()
    with writing(desk.database) as connection:
        hold(connection, document)
        newest = newest_revision(connection, document)
        if newest is None or newest.run != session.revision or last_number(connection, document) != session.number:
            return False
        add(connection, rows)
        reviewed(connection, document, session.revision, decided, left)
        if course.names:
            former = {new: old for old, new in course.names.items() if new is not None}
            ask(connection, document, session.revision, doubtful, after.versions, former=former)
        else:
            answered(connection, document, settled)
        withdraw(connection, document, labels.gone)
        propose(connection, document, labels.given)
        told = [
            {"number": row.number, "record": row.record, "path": row.path, "action": row.action, "outcome": row.outcome}
            for row in rows
        ]
        action = APPROVE if rows[0].action == APPROVE else "decide"
        record(connection, actor, action, document, revision=session.revision, decisions=told)
        happened(connection, document, "decided", revision=session.revision, decisions=told, left=left)
    return True
