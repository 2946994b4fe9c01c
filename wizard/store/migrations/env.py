"""Run by Alembic: applies migrations in the transaction that `wizard.store.migrating` brings."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
