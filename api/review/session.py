"""One revision of a document with all that was decided on it, as it stands after a certain decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from api.storage import Decision
from extractor.export import to_json
from extractor.material import Understandable
from extractor.restructuring import Change
from extractor.reviewing import Reviewed, review, untouched
from extractor.tools import Knowledge
from models.record import TypedValue
from models.result import ExtractionResult, FieldEvidence, Table
from models.review import Edit, FieldKey, HeadCell, HeadSaid, Verdict

INDICATOR = "indicator"
"""In a decision's value, what its text names: with what the text was typed as, since both are what was said."""

HEADS = "heads"
"""In what was seen of a decision on the head of a column, what it says of the cells of the heads over it."""

NAMES = "names"
"""In what was seen of a decision by which columns are called otherwise, their fields: old record, path and etag, and
the new record and path, both None for a field that is no longer there."""

OVERWRITTEN = "overwritten"
"""In what was seen of an edit that writes a cell anew, the numbers of decisions on what stood there: it came later."""

REVERT, APPROVE, UNDO = "revert", "approve", "undo"
EDITS = frozenset({"merge", "split", "insert_row", "remove_row", "text", UNDO})
"""Actions on tables; all others are on fields."""

NO_RECORD = -1
"""Stands where a decision is on a table, not on a field of a record."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field as it stands. ``version`` counts the decisions on it; ``decided_by`` is who made the one in effect."""

    record: int
    evidence: FieldEvidence
    version: int
    decided_by: str | None
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class FieldView:
    """All fields of the latest revision of a document. ``number``: of the newest decision that they show."""

    revision: int
    number: int
    left: int
    structure_etag: str
    states: tuple[FieldState, ...]

    @staticmethod
    def of_untouched(revision: int, result: ExtractionResult) -> FieldView:
        """Of a revision that nobody has decided on."""
        states = tuple(
            FieldState(index, field, 0, None, None)
            for index, record in enumerate(result.records)
            for field in record.fields
        )
        left = sum(state.evidence.status == "needs_review" for state in states)
        return FieldView(revision, 0, left, f"{revision}.0", states)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was decided of each field of one revision.

    ``stacks``: the decisions on a field that were not taken back, the one in effect last. ``versions``: how many
    decisions were made on a field. ``approvals``: who approved a decision, by its number. ``former``: record, path and
    etag of fields before they were called otherwise, each with the field's key and etag since then.
    """

    stacks: Mapping[FieldKey, tuple[Decision, ...]]
    versions: Mapping[FieldKey, int]
    approvals: Mapping[int, str]
    former: Mapping[tuple[int, str, str], tuple[FieldKey, str]] = field(default_factory=dict)

    def then(self, key: FieldKey, decision: Decision) -> Ledger:
        """The ledger after one more decision on a field. Conflicts change nothing."""
        if decision.outcome != "kept":
            return self
        stack = self.stacks.get(key, ())
        if decision.action == APPROVE:
            return replace(self, approvals={**self.approvals, stack[-1].number: decision.actor}) if stack else self
        stack = stack[:-1] if decision.action == REVERT else (*stack, decision)
        versions = {**self.versions, key: self.versions.get(key, 0) + 1}
        return replace(self, stacks={**self.stacks, key: stack}, versions=versions)

    def moved(self, edit: Decision, by_number: Mapping[int, Decision]) -> Ledger:
        """The ledger after an edit of a table: fields have other paths, and what has no place any more is left out."""
        return replace(self, stacks=self._placed(edit, by_number), versions={}, former={})

    def renamed(self, decision: Decision, by_number: Mapping[int, Decision], edited: int) -> Ledger:
        """The ledger after a decision by which columns are called otherwise; ``edited``: the newest edit's number.

        Their fields begin to count anew, from the decision's number: it is greater than any version before. Whoever
        has not heard of it yet still means the same field.
        """
        versions, former = dict(self.versions), {}
        names = decision.seen[NAMES]
        for record, path, _, _, _ in names:
            versions.pop((record, path), None)
        for record, path, etag, to_record, to_path in names:
            if to_path is not None:
                versions[to_record, to_path] = decision.number - edited
                former[record, path, etag] = ((to_record, to_path), f"{decision.revision}.{decision.number}")
        return replace(self, stacks=self._placed(decision, by_number), versions=versions, former=former)

    def _placed(self, row: Decision, by_number: Mapping[int, Decision]) -> dict[FieldKey, tuple[Decision, ...]]:
        """The stacks of what still has a place, where it is since then."""
        own = {stack[-1].number: stack for stack in self.stacks.values() if stack}
        return {(record, path): own.get(number, (by_number[number],)) for number, record, path in row.seen["places"]}

    def says_otherwise_of_heads(self, after: Ledger) -> bool:
        """Whether the heads that people gave are others afterwards."""
        return [top.seen[HEADS] for top in self.heads] != [top.seen[HEADS] for top in after.heads]

    @property
    def heads(self) -> tuple[Decision, ...]:
        """The decisions in effect that say something of heads, in order."""
        tops = [stack[-1] for stack in self.stacks.values() if stack and stack[-1].seen.get(HEADS)]
        return tuple(sorted(tops, key=lambda top: top.number))

    def verdicts(self) -> dict[FieldKey, Verdict]:
        """What is in effect, in the order in which it was decided."""
        tops = [(key, stack[-1]) for key, stack in self.stacks.items() if stack]
        return {key: verdict_of(top) for key, top in sorted(tops, key=lambda item: item[1].number)}


NOTHING = Ledger({}, {}, {})


def verdict_of(decision: Decision) -> Verdict:
    kept = {**decision.value, "repairs": tuple(decision.value.get("repairs", ()))}
    indicator = kept.pop(INDICATOR, None)
    value = TypedValue(**kept)
    match decision.action:
        case "accept" | "correct" | "blank" | "unreadable" as action:
            return Verdict(action, decision.text, value, indicator)
    raise ValueError(f"decision {decision.number} of {decision.document} says nothing of a field's value")


@dataclass(frozen=True, slots=True)
class Edits:
    """What was done to tables. ``standing``: what was not taken back; ``newest``: the number of the latest, 0 for none.

    ``lost``: numbers of decisions on fields that have no place in the tables as they are. ``tables``: those that were
    changed, by id.
    """

    standing: tuple[Decision, ...] = ()
    newest: int = 0
    lost: tuple[int, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)

    def then(self, edit: Decision) -> Edits:
        """After one more. ``tables`` are yet to be found."""
        if edit.outcome != "kept":
            return self
        standing = (*self.standing, edit)
        if edit.action == UNDO:
            own = [one for one in self.standing if one.path == edit.path]
            standing = tuple(one for one in self.standing if one is not own[-1]) if own else self.standing
        return Edits(standing, edit.number, tuple(edit.seen.get("lost", ())))

    @property
    def overwritten(self) -> frozenset[int]:
        """Numbers of decisions in whose cells something else was written since."""
        return frozenset(number for edit in self.standing for number in edit.seen.get(OVERWRITTEN, ()))


def edit_of(decision: Decision) -> Edit:
    return Edit(**decision.value)


def head_of(decision: Decision) -> HeadSaid:
    return HeadSaid(tuple(HeadCell(page, tuple(bbox), text) for page, bbox, text in decision.seen[HEADS]))


def changes_of(edits: Edits, heads: Sequence[Decision]) -> list[Change]:
    """What people changed of tables: edits and what they said of heads, in the order in which they did."""
    rows = sorted([*edits.standing, *heads], key=lambda row: row.number)
    return [(row.path, edit_of(row)) if row.action in EDITS else head_of(row) for row in rows]


@dataclass(frozen=True, eq=False)
class Session:
    """``number`` is that of the newest decision that is in it. ``untouched``: as if nobody had decided on any field.

    ``machine`` is as it was published; ``material`` and ``untouched`` are of the tables as people put them right.
    """

    document: str
    revision: int
    number: int
    machine: ExtractionResult
    material: Understandable
    untouched: Reviewed
    now: Reviewed
    ledger: Ledger
    edits: Edits

    def after(self, decisions: Sequence[tuple[FieldKey, Decision]], number: int, tools: Knowledge) -> Session:
        """The session after more decisions, each with the field that it is on in this revision."""
        ledger = self.ledger
        for key, decision in decisions:
            ledger = ledger.then(key, decision)
        return replace(self, number=number, ledger=ledger).understood(tools)

    def understood(self, tools: Knowledge) -> Session:
        """The session with what its ledger says."""
        return replace(self, now=review(self.material, self.ledger.verdicts(), tools, self.untouched, self.now))

    @cached_property
    def result(self) -> ExtractionResult:
        """The machine's result with what was decided."""
        if self.edits.standing or self.ledger.heads:
            tables = tuple(self.edits.tables.get(table.id, table) for table in self.machine.tables)
            return self.machine.model_copy(update={"tables": tables, "records": self.now.records})
        return self.now.applied_to(self.machine, self.untouched)

    @cached_property
    def json(self) -> bytes:
        return to_json(self.result)

    @cached_property
    def by_key(self) -> Mapping[FieldKey, FieldEvidence]:
        return {(index, field.path): field for index, record in enumerate(self.now.records) for field in record.fields}

    @cached_property
    def left(self) -> int:
        """How many fields still need review."""
        return sum(field.status == "needs_review" for field in self.by_key.values())

    @property
    def decided(self) -> int:
        """How many decisions and edits are in effect."""
        return sum(bool(stack) for stack in self.ledger.stacks.values()) + len(self.edits.standing)

    def view(self) -> FieldView:
        return FieldView(self.revision, self.number, self.left, self.structure_etag, tuple(self.fields()))

    def fields(self) -> Iterator[FieldState]:
        return (self.state(key, evidence) for key, evidence in self.by_key.items())

    def state(self, key: FieldKey, evidence: FieldEvidence) -> FieldState:
        stack = self.ledger.stacks.get(key, ())
        top = stack[-1] if stack else None
        return FieldState(
            record=key[0],
            evidence=evidence,
            version=self.version(key),
            decided_by=top.actor if top else None,
            approved_by=self.ledger.approvals.get(top.number) if top else None,
        )

    def version(self, key: FieldKey) -> int:
        """How many decisions were made on a field, counted from the newest edit of a table.

        An edit moves paths, so no version from before it may come again: each was smaller than the edit's number.
        """
        return self.ledger.versions.get(key, 0) + self.edits.newest

    @property
    def versions(self) -> dict[FieldKey, int]:
        """Of every field, what :meth:`version` says."""
        return {key: self.version(key) for key in self.by_key}

    @property
    def structure_etag(self) -> str:
        """What an edit of a table as it stands has to name."""
        return f"{self.revision}.{self.edits.newest}"

    def etag(self, key: FieldKey) -> str:
        """What a decision on the field as it stands has to name."""
        return f"{self.revision}.{self.version(key)}"

    def machine_field(self, key: FieldKey) -> FieldEvidence | None:
        record, path = key
        records = self.untouched.records
        fields = records[record].fields if record < len(records) else ()
        return next((field for field in fields if field.path == path), None)


def begun(
    document: str, revision: int, machine: ExtractionResult, material: Understandable, tools: Knowledge
) -> Session:
    """A revision that nobody has decided on."""
    plain = untouched(material, tools)
    return Session(document, revision, 0, machine, material, plain, plain, NOTHING, Edits())
