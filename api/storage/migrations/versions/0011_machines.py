"""Machines that share the work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "machines",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("beats", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("machines")
