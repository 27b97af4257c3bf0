"""The tables of the database, as SQLAlchemy sees them. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from api.storage.columns import SHA256, Moment, metadata

documents = Table(
    "documents",
    metadata,
    # The same bytes are the same document, whoever sends them and however often.
    Column("id", SHA256, primary_key=True),
    Column("filename", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    # Where a queued run is: see Place in records.py. ``turn`` counts how often it was taken back from the job engine.
    Column("place", String(8), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("kills", Integer, nullable=False, server_default="0"),
    Column("pages_done", Integer, nullable=False),
    Column("page_count", Integer),
    Column("error_code", String(64)),
    Column("error", Text),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Index("ix_runs_state_place_priority_created_at", "state", "place", "priority", "created_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("document", SHA256, primary_key=True),
    # A revision has the number of the run that made it, so a step that runs twice publishes once.
    Column("run", Integer, primary_key=True),
    Column("result", SHA256, nullable=False),
    Column("engine", JSON, nullable=False),
    Column("records", Integer, nullable=False),
    Column("fields", Integer, nullable=False),
    Column("to_review", Integer, nullable=False),
    Column("failed_checks", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    # What a review starts from; results of earlier versions have none.
    Column("material", SHA256),
    Column("decisions", Integer, nullable=False, server_default="0"),
    Column("left", Integer, nullable=False, server_default="0"),
    # The number of the decision up to which the questions about the document are up to date.
    Column("asked", Integer, nullable=False, server_default="0"),
    # What the result asked of the catalogue, and how it was made but for that; results of earlier versions have none.
    Column("inquiry", SHA256),
    Column("made_by", String(16)),
    ForeignKeyConstraint(["document", "run"], ["runs.document", "runs.number"], ondelete="CASCADE"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_events_document_id", "document", "id"),
    sqlite_autoincrement=True,
)

batches = Table(
    "batches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("source", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("items", Integer, nullable=False),
    # Counted down as items end, so that nobody has to count a hundred thousand rows to know that all is done.
    Column("left", Integer, nullable=False),
    Column("unpacked", Boolean, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

batch_items = Table(
    "batch_items",
    metadata,
    Column("batch", String(32), ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # No foreign key: the item outlives a document that is deleted, and says so.
    Column("document", SHA256),
    Column("run", Integer),
    Column("archive", SHA256),
    Column("member", Integer),
    Column("error_code", String(64)),
    Column("error", Text),
    Index("ix_batch_items_document_run", "document", "run"),
)

batch_events = Table(
    "batch_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("batch", String(32), ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_batch_events_batch_id", "batch", "id"),
    sqlite_autoincrement=True,
)

catalogue_versions = Table(
    "catalogue_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # All of a house's own entries, a CatalogueFile as JSON: a version stands by itself.
    Column("content", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

catalogue_adoptions = Table(
    "catalogue_adoptions",
    metadata,
    # The last row says which version is read with. Number 0: none of these.
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", Integer, nullable=False),
    Column("adopted_by", Text, nullable=False),
    Column("adopted_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

alias_proposals = Table(
    "alias_proposals",
    metadata,
    # A label that a decision in effect gave and that the catalogue did not spell so.
    Column("document", SHA256, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("alias", Text, nullable=False, index=True),
    Column("parent", Text),
    # The own version that it was made an alias in, and who wants none of it.
    Column("version", Integer),
    Column("declined_by", Text),
    ForeignKeyConstraint(["document", "number"], ["decisions.document", "decisions.number"], ondelete="CASCADE"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", SHA256, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    # Counted by us, without a gap, so that a row taken out of the middle is missed.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("digest", SHA256, nullable=False),
)

repeats = Table(
    "repeats",
    metadata,
    Column("actor", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request", SHA256, nullable=False),
    Column("run", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

doubts = Table(
    "doubts",
    metadata,
    # One row for each question that is open, so that no result need be read to say who is to be asked what.
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("record", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("form", String(32), nullable=False),
    Column("reason", Text),
    Column("unit", Text),
    # What cells that are read alike have in common: the path without indices, and a short text; null for a long one.
    Column("role", Text, nullable=False),
    Column("reading", Text),
    Column("page", Integer),
    Column("expected_error", Float, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("lease", String(32)),
    Column("shown", JSON, nullable=False),
    # The order of the queue: of all, and of those that a filter leaves.
    Index("ix_doubts_rank", "rank", "document", "place"),
    Index("ix_doubts_form", "form", "rank", "document", "place"),
    Index("ix_doubts_reason", "reason", "rank", "document", "place"),
    Index("ix_doubts_unit", "unit", "rank", "document", "place"),
    Index("ix_doubts_reading", "reading", "role", "rank", "document", "place"),
    Index("ix_doubts_lease", "lease"),
)

leases = Table(
    "leases",
    metadata,
    # A lease that has run out binds nobody, so none needs to be taken back from the questions themselves.
    Column("id", String(32), primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    # Counted in each document, without a gap: the order in which they were accepted. Rows are only ever added.
    Column("number", Integer, primary_key=True, autoincrement=False),
    # Made by whoever decides, so that a decision that is sent twice is kept once.
    Column("id", String(36), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("record", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("value", JSON, nullable=False),
    Column("if_match", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("said_at", String(64)),
    Column("at", Moment, nullable=False),
    Column("seen", JSON, nullable=False),
)

carried = Table(
    "carried",
    metadata,
    Column("document", SHA256, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("record", Integer),
    Column("path", Text),
    ForeignKeyConstraint(["document", "number"], ["decisions.document", "decisions.number"], ondelete="CASCADE"),
)

machines = Table(
    "machines",
    metadata,
    Column("name", String(32), primary_key=True),
    # Counted up while the machine is there. No time: the clocks of two machines need not agree.
    Column("beats", Integer, nullable=False),
)
