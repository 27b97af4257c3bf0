"""What people decided of fields and tables, and what became of it when a document was read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("if_match", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("said_at", sa.String(64)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
    )
    op.create_table(
        "carried",
        sa.Column("document", sa.String(64), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("record", sa.Integer),
        sa.Column("path", sa.Text),
        sa.ForeignKeyConstraint(["document", "number"], ["decisions.document", "decisions.number"], ondelete="CASCADE"),
    )
    op.add_column("revisions", sa.Column("material", sa.String(64)))
    op.add_column("revisions", sa.Column("decisions", sa.Integer, nullable=False, server_default="0"))
    op.add_column("revisions", sa.Column("left", sa.Integer, nullable=False, server_default="0"))
    op.execute(sa.text('UPDATE revisions SET "left" = to_review'))


def downgrade() -> None:
    for column in ("left", "decisions", "material"):
        op.drop_column("revisions", column)
    op.drop_table("carried")
    op.drop_table("decisions")
