"""Readers ended from outside are counted by themselves; what a result asked of the catalogue, and how it was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("runs", sa.Column("kills", sa.Integer, nullable=False, server_default="0"))
    op.add_column("revisions", sa.Column("inquiry", sa.String(64)))
    op.add_column("revisions", sa.Column("made_by", sa.String(16)))


def downgrade() -> None:
    op.drop_column("revisions", "made_by")
    op.drop_column("revisions", "inquiry")
    op.drop_column("runs", "kills")
