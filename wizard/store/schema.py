"""Which version the tables in the database are of, without the weight of Alembic."""

from __future__ import annotations

from typing import Final

from sqlalchemy import column, inspect, select, table

from wizard.store.database import Database
from wizard.store.errors import SchemaTooNew, SchemaTooOld

# The migrations, first to last; a test holds this to the files in migrations/versions.
REVISIONS: Final = ("0001", "0002", "0003", "0004")


def check(database: Database) -> None:
    """Return when the tables are those of this program. Raises SchemaTooOld, SchemaTooNew."""
    if not is_current(database):
        raise SchemaTooOld(where=database.where)


def is_current(database: Database) -> bool:
    """Whether the tables are of this program: False when older or missing. Raises SchemaTooNew."""
    found = _found(database)
    if found is not None and found not in REVISIONS:
        raise SchemaTooNew(where=database.where, found=found)
    return found == REVISIONS[-1]


def _found(database: Database) -> str | None:
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            select(column("version_num")).select_from(table("alembic_version"))
        ).scalar_one_or_none()
        return found
