"""Where documents lie open for review: the latest revision of each with all decisions, kept ready between requests."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Lock, RLock

from sqlalchemy import Connection, Engine

from api.catalogues import Catalogues
from api.review.session import EDITS, NAMES, OVERWRITTEN, Edits, FieldView, Ledger, Session, begun, changes_of
from api.storage import Blobs, Carried, Decision, Revision
from api.storage.catalogues import NONE, number_in
from api.storage.database import looking
from api.storage.decisions import carried_to, decisions_after, last_number
from api.storage.revisions import newest_revision
from extractor.keeping import structure_from_bytes, understandable_from_bytes
from extractor.material import Structure
from extractor.restructuring import restructured
from extractor.reviewing import untouched
from extractor.tools import Knowledge
from models.errors import ScanledgerError
from models.result import ExtractionResult

MOST_OPEN = 64
"""Documents that are kept ready: twenty reviewers, the document that each has before him and the next ones."""


class NotReviewable(ScanledgerError):
    """There is nothing that a review could start from."""

    code = "not_reviewable"


class Desk:
    """One for a service. Every request may ask it; what it keeps ready is never older than what is stored."""

    def __init__(self, database: Engine, blobs: Blobs, catalogues: Catalogues) -> None:
        self.database = database
        self.blobs = blobs
        self._catalogues = catalogues
        self._open: OrderedDict[str, Session] = OrderedDict()
        self._guard = Lock()
        self._locks: dict[str, RLock] = {}
        self._opener = ThreadPoolExecutor(1, "opener")

    def tools_of(self, machine: ExtractionResult) -> Knowledge:
        """What a result was understood with: its labels mean what they meant then, whatever is adopted now."""
        try:
            return self._catalogues.knowledge(number_in(machine.engine.catalogue))
        except KeyError:  # a file of the command line that is called like an own version
            return self._catalogues.knowledge(NONE)

    def prepare(self) -> None:
        """Load what every review needs, before anybody waits for it."""
        self._catalogues.knowledge(NONE)

    @contextmanager
    def alone(self, document: str) -> Iterator[None]:
        """Hold a document for one thread of this process: it would only do in vain what another is doing."""
        with self._guard:
            lock = self._locks.setdefault(document, RLock())
        with lock:
            yield

    def opened(self, document: str) -> Session:
        """The document as it stands now.

        Raises:
            KeyError: it has no result, or is not there.
            NotReviewable: its result was made by a version that kept nothing to start from.
        """
        with looking(self.database) as connection:
            revision = newest_revision(connection, document)
            if revision is None:
                raise KeyError(document)
            kept = self._kept(document)
            if kept is not None and kept.revision == revision.run:
                if kept.number == last_number(connection, document):
                    return kept
                session = self._caught_up(connection, kept)
                self.put(session)
                return session
        with self.alone(document):
            kept = self._kept(document)
            if kept is None or kept.revision < revision.run:
                self.put(self._begun(revision))
        return self.opened(document)

    def view(self, document: str) -> FieldView:
        """All fields as they stand. Where nobody has decided anything this does not wait until the document is open.

        Raises as :meth:`opened`.
        """
        if self._kept(document) is None:
            with looking(self.database) as connection:
                revision, last = newest_revision(connection, document), last_number(connection, document)
            if revision is not None and revision.material is not None and not last:
                self.warm(document)
                machine = ExtractionResult.model_validate_json(self.blobs.get(revision.result))
                return FieldView.of_untouched(revision.run, machine)
        return self.opened(document).view()

    def warm(self, document: str) -> None:
        """Have a document opened soon, since somebody looks at it."""
        if self._kept(document) is None:
            self._opener.submit(self._open_quietly, document)

    def close(self) -> None:
        self._opener.shutdown(cancel_futures=True)

    def _open_quietly(self, document: str) -> None:
        # Whoever decides something on it will be told.
        with suppress(KeyError, ScanledgerError):
            self.opened(document)

    def of_revision(self, revision: Revision) -> Session:
        """A revision with what was decided on it, also where it is no longer the latest."""
        kept = self._kept(revision.document)
        if kept is None or kept.revision <= revision.run:
            current = self.opened(revision.document)
            if current.revision == revision.run:
                return current
        return self._begun(revision)

    def put(self, session: Session) -> None:
        """Keep a session ready, unless a newer one is."""
        with self._guard:
            kept = self._open.get(session.document)
            if kept is None or (kept.revision, kept.number) <= (session.revision, session.number):
                self._open[session.document] = session
            self._open.move_to_end(session.document)
            while len(self._open) > MOST_OPEN:
                gone, _ = self._open.popitem(last=False)
                self._locks.pop(gone, None)

    def _kept(self, document: str) -> Session | None:
        with self._guard:
            return self._open.get(document)

    def _caught_up(self, connection: Connection, session: Session) -> Session:
        """With what other processes entered."""
        news = decisions_after(connection, session.document, session.number)
        if any(row.action in EDITS or NAMES in row.seen for row in news):
            revision = newest_revision(connection, session.document)
            assert revision is not None
            return self._begun(revision)
        own = [((row.record, row.path), row) for row in news if row.revision == session.revision]
        return session.after(own, news[-1].number if news else session.number, self.tools_of(session.machine))

    def _begun(self, revision: Revision) -> Session:
        """A revision with what was carried over to it and what was decided on it."""
        with looking(self.database) as connection:
            fates = carried_to(connection, revision.document, revision.run)
        return self.with_decisions(self.as_published(revision), fates, lambda: self.structure(revision))

    def as_published(self, revision: Revision) -> Session:
        """A revision as the machine left it. Raises NotReviewable."""
        document = revision.document
        if revision.material is None:
            raise NotReviewable(f"{document}: its result is an older version's; read it again with :reprocess")
        machine = ExtractionResult.model_validate_json(self.blobs.get(revision.result))
        try:
            material = understandable_from_bytes(self.blobs.get(revision.material))
        except ValueError as error:
            raise NotReviewable(f"{document}: {error}; read it again with :reprocess") from error
        return begun(document, revision.run, machine, material, self.tools_of(machine))

    def structure(self, revision: Revision) -> Structure:
        """What the interpretation of a revision came from. Raises NotReviewable."""
        try:
            return structure_from_bytes(self.blobs.get(revision.material or ""))
        except ValueError as error:
            raise NotReviewable(f"{revision.document}: {error}; read it again with :reprocess") from error

    def with_decisions(self, session: Session, fates: Iterable[Carried], structure: Callable[[], Structure]) -> Session:
        """A session that nobody has decided on, with what was carried over to it and what was decided on it."""
        with looking(self.database) as connection:
            by_number = {row.number: row for row in decisions_after(connection, session.document, 0)}
        ledger, edits = session.ledger, session.edits
        for fate in fates:
            row = by_number[fate.number]
            if fate.record is None or fate.path is None:
                continue
            if row.action in EDITS:
                edits = edits.then(replace(row, path=fate.path, seen={OVERWRITTEN: row.seen.get(OVERWRITTEN, ())}))
            else:
                ledger = ledger.then((fate.record, fate.path), row)
        for row in by_number.values():
            if row.revision != session.revision:
                continue
            if row.action not in EDITS:
                ledger = ledger.then((row.record, row.path), row)
                if NAMES in row.seen:
                    ledger = ledger.renamed(row, by_number, edits.newest)
                    edits = replace(edits, lost=tuple(row.seen["lost"]))
            elif row.outcome == "kept":
                ledger, edits = ledger.moved(row, by_number), edits.then(row)
        number = max(by_number, default=0)
        return self.restructured(session, ledger, edits, number, structure, heads=ledger.heads)

    def restructured(
        self,
        session: Session,
        ledger: Ledger,
        edits: Edits,
        number: int,
        structure: Callable[[], Structure],
        *,
        heads: Sequence[Decision],
    ) -> Session:
        """A session with other tables, and so with other fields; ``session`` is one without edits.

        ``heads``: decisions that say something of heads, which may yet have to be found in the ``ledger``.
        """
        session = replace(session, number=number, ledger=ledger, edits=edits)
        tools = self.tools_of(session.machine)
        if edits.standing or heads:
            material, tables = restructured(session.material, structure(), changes_of(edits, heads), tools)
            plain = untouched(material, tools)
            session = replace(
                session, edits=replace(edits, tables=tables), material=material, untouched=plain, now=plain
            )
        return session.understood(tools)
