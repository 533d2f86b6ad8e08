"""Runs migrations on the connection that `Database.upgrade` hands in."""

from alembic import context
from sqlmodel import SQLModel

import engine.store  # noqa: F401  declares every table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
