"""Questions about doubtful fields, and who has taken them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "doubts",
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("record", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("unit", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("reading", sa.Text),
        sa.Column("page", sa.Integer),
        sa.Column("expected_error", sa.Float, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("shown", sa.JSON, nullable=False),
    )
    op.create_index("ix_doubts_rank", "doubts", ["rank", "document", "place"])
    for column in ("form", "reason", "unit"):
        op.create_index(f"ix_doubts_{column}", "doubts", [column, "rank", "document", "place"])
    op.create_index("ix_doubts_reading", "doubts", ["reading", "role", "rank", "document", "place"])
    op.create_index("ix_doubts_lease", "doubts", ["lease"])
    op.create_table(
        "leases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("leases")
    op.drop_table("doubts")
