"""How the database got its schema, step by step, for Alembic."""
