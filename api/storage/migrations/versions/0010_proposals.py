"""Labels that people put right, as aliases that the catalogue may take in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "alias_proposals",
        sa.Column("document", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("alias", sa.Text, nullable=False, index=True),
        sa.Column("parent", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("declined_by", sa.Text),
        sa.ForeignKeyConstraint(["document", "number"], ["decisions.document", "decisions.number"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    op.drop_table("alias_proposals")
