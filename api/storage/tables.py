"""The tables of the database, as SQLAlchemy sees them. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SHA256 = String(64)
"""A SHA-256 in hex."""

documents = Table(
    "documents",
    metadata,
    # The same bytes are the same document, whoever sends them and however often.
    Column("id", SHA256, primary_key=True),
    Column("filename", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("pages_done", Integer, nullable=False),
    Column("page_count", Integer),
    Column("error_code", String(64)),
    Column("error", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Index("ix_runs_state", "state"),
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
    Column("created_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["document", "run"], ["runs.document", "runs.number"], ondelete="CASCADE"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", SHA256, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_events_document_id", "document", "id"),
    sqlite_autoincrement=True,
)
