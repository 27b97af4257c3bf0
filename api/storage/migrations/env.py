"""What Alembic runs: every migration on the connection that it is given."""

from __future__ import annotations

from alembic import context

from api.storage.tables import documents

context.configure(
    connection=context.config.attributes["connection"], target_metadata=documents.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
