"""Brings the tables up to date with Alembic. Imported only when there is something to do: it weighs 9 MiB."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from wizard.store.database import Database


def migrations() -> Config:
    """Alembic's view of the migrations in this package."""
    config = Config()
    config.set_main_option("script_location", "wizard.store:migrations")
    return config


def migrate(database: Database) -> None:
    """Apply the migrations that the database lacks, all or none, one process at a time."""
    config = migrations()
    with database.write() as connection:
        database.queue_upgrade(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
