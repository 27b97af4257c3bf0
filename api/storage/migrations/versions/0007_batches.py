"""Batches of documents, and where a queued run is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # Not through a copy of the table, as Alembic offers for SQLite: dropping the old one would take what hangs on it.
    op.add_column("runs", sa.Column("place", sa.String(8), nullable=False, server_default="waiting"))
    op.add_column("runs", sa.Column("turn", sa.Integer, nullable=False, server_default="0"))
    op.drop_index("ix_runs_state", "runs")
    op.create_index("ix_runs_state_place_priority_created_at", "runs", ["state", "place", "priority", "created_at"])
    op.create_table(
        "batches",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("unpacked", sa.Boolean, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "batch_items",
        sa.Column("batch", sa.String(32), sa.ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("document", sa.String(64)),
        sa.Column("run", sa.Integer),
        sa.Column("archive", sa.String(64)),
        sa.Column("member", sa.Integer),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error", sa.Text),
    )
    op.create_index("ix_batch_items_document_run", "batch_items", ["document", "run"])
    op.create_table(
        "batch_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("batch", sa.String(32), sa.ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_batch_events_batch_id", "batch_events", ["batch", "id"])


def downgrade() -> None:
    for table in ("batch_events", "batch_items", "batches"):
        op.drop_table(table)
    op.drop_index("ix_runs_state_place_priority_created_at", "runs")
    op.create_index("ix_runs_state", "runs", ["state"])
    op.drop_column("runs", "turn")
    op.drop_column("runs", "place")
