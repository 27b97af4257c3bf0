"""Up to which decision the questions about a document are up to date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("asked", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("revisions", "asked")
